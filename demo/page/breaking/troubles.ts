/** What can be broken, in words. */
import type { Trouble, TroubleState } from "../../protocol.ts";

export interface TroubleWords {
  readonly title: string;
  /** What one should see happen. */
  readonly expect: string;
  readonly breakIt: string;
  readonly mend: string;
  /** It is done to one of the reps. */
  readonly isAboutRep: boolean;
}

export const TROUBLE_WORDS: Readonly<Record<Trouble, TroubleWords>> = {
  ratelimited: {
    title: "Slack answers 429",
    expect: "Slack tells Baton to slow down. Cards wait and go out afterwards, none twice.",
    breakIt: "Slow it down",
    mend: "Let it through",
    isAboutRep: false,
  },
  drops: {
    title: "Connections drop",
    expect:
      "Calls break off half-way. Baton looks whether Slack got the message before it tries again: no card is lost, none comes twice.",
    breakIt: "Drop connections",
    mend: "Stop dropping",
    isAboutRep: false,
  },
  down: {
    title: "Slack is down for a minute",
    expect: "Nothing gets through. What was due meanwhile goes out when Slack is back, each card once.",
    breakIt: "Take Slack down",
    mend: "Bring it back",
    isAboutRep: false,
  },
  kill: {
    title: "Kill Baton",
    expect:
      "It ends without a goodbye and comes back after 20 seconds. Buttons fail meanwhile; deadlines that passed are made up for, once.",
    breakIt: "Kill it",
    mend: "Start it again",
    isAboutRep: false,
  },
  deactivated: {
    title: "Deactivate a rep",
    expect:
      "Their Slack account is closed. What they hold goes on to the next rep, and nothing new comes to them.",
    breakIt: "Deactivate",
    mend: "Reactivate",
    isAboutRep: true,
  },
  on_leave: {
    title: "Send a rep on leave",
    expect:
      "They are taken off the team for a while: what they hold goes on to the next rep, and new leads go to the others.",
    breakIt: "Send on leave",
    mend: "Call back",
    isAboutRep: true,
  },
};

const SHORT: Readonly<Record<Trouble, (name: string) => string>> = {
  ratelimited: () => "Slack answers 429",
  drops: () => "Connections drop",
  down: () => "Slack is down",
  kill: () => "Baton was killed",
  deactivated: (name) => `${name} is deactivated`,
  on_leave: (name) => `${name} is on leave`,
};

/** What is broken, in a few words. */
export function troubleName({ trouble, person }: TroubleState, nameOf: (id: string) => string): string {
  return SHORT[trouble](person === undefined ? "Somebody" : nameOf(person));
}
