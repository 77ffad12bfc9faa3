/** The steps of the tour: what they say, what they need, where to go, and how one sees that they have been done. */
import type { DemoPerson, DemoState } from "../../protocol.ts";
import type { Card } from "../message.ts";
import { duration } from "../time.ts";

/** Everything that a step goes by. */
export interface Sight {
  readonly cards: readonly Card[];
  /** Mirrors of the cards that had ended when the step began. */
  readonly before: ReadonlySet<string>;
  readonly viewer: string;
  readonly channel: string;
  readonly state: DemoState;
  /** A card in the tank, and a rep who may claim it. */
  readonly claim: Claim | null;
  /** A manager has looked at the queue since the step began. */
  readonly sawQueue: boolean;
  /** "audit verify" has named the event since the step began. */
  readonly caught: boolean;
}

export interface Claim {
  readonly person: string;
  readonly card: Card;
}

export interface Place {
  readonly person?: string;
  readonly channel?: string;
  /** "What happened" opens. */
  readonly panel?: boolean;
}

export interface Step {
  readonly id: string;
  readonly title: string;
  says(sight: Sight): string;
  /** What has come of it, once it has been done. */
  readonly came: string;
  /** False: it needs a lead, and none is there. */
  isReady(sight: Sight): boolean;
  /** Null: there is nowhere to go. */
  place(sight: Sight): Place | null;
  isDone(sight: Sight): boolean;
}

/** As they were posted. */
export function newestOffer(cards: readonly Card[]): Card | undefined {
  return cards.filter(({ kind }) => kind === "offer").toSorted((a, b) => (a.ts < b.ts ? 1 : -1))[0];
}

const isWaiting = ({ kind, state }: Card): boolean => kind === "offer" && state === "open";

/** The card to show: of whoever sits here, else of the first rep, else the newest. */
function offerFor({ cards, viewer, state }: Sight): Card | undefined {
  const waiting = cards.filter(isWaiting).toSorted((a, b) => (a.ts < b.ts ? 1 : -1));
  const first = personOf(state, "rep")?.id;
  return (
    waiting.find(({ person }) => person === viewer) ??
    waiting.find(({ person }) => person === first) ??
    waiting[0]
  );
}

function personOf({ people }: DemoState, role: DemoPerson["role"]): DemoPerson | undefined {
  return people.find((person) => person.role === role);
}

function nameOf({ state }: Sight, id: string | null | undefined): string {
  return state.people.find((person) => person.id === id)?.name ?? "Somebody";
}

function hasNew({ cards, before }: Sight, state: Card["state"]): boolean {
  return cards.some((card) => card.state === state && !before.has(card.mirror));
}

function offerPlace(sight: Sight): Place | null {
  const person = offerFor(sight)?.person ?? personOf(sight.state, "rep")?.id;
  return person === undefined ? null : { person };
}

const managerPlace = ({ state }: Sight): Place | null => {
  const manager = personOf(state, "manager");
  return manager === undefined ? null : { person: manager.id, channel: state.channels.managers };
};
const managerName = (sight: Sight): string => personOf(sight.state, "manager")?.name ?? "the manager";

/** When a card comes that was sent for; somebody else's rules may hold a lead for minutes, or keep it from everybody. */
export function comesWhen({ rules: { file, holdMs } }: DemoState): string {
  if (file === null) return "Its card comes within seconds.";
  return `The rules of ${file} hold it for ${duration(holdMs)}: press +5 min, and if they want it, its card comes.`;
}
const noCard = ({ state }: Sight): string =>
  state.rules.file === null
    ? "No card waits at the moment: send a lead, it comes within seconds."
    : "No card waits at the moment: press +5 min, or send a lead.";

export const STEPS: readonly Step[] = [
  {
    id: "accept",
    title: "Accept a lead",
    says: (sight) => {
      const offer = offerFor(sight);
      if (offer === undefined)
        return `Baton brings each lead to one rep, as a card in their direct messages. ${noCard(sight)}`;
      return `Baton brings each lead to one rep, as a card in their direct messages. ${nameOf(sight, offer.person)} has one: press Accept on it, and the lead is theirs.`;
    },
    isReady: (sight) => offerFor(sight) !== undefined,
    place: offerPlace,
    came: "The lead is theirs now, and the clock on it has stopped.",
    isDone: (sight) => hasNew(sight, "accepted"),
  },
  {
    id: "recycle",
    title: "Give one back",
    says: (sight) => {
      const offer = offerFor(sight);
      const rest =
        offer === undefined ? noCard(sight) : `Press Recycle on a card of ${nameOf(sight, offer.person)}.`;
      return `Not every lead fits. A reason is mandatory, and it decides what becomes of the lead. ${rest}`;
    },
    isReady: (sight) => offerFor(sight) !== undefined,
    place: offerPlace,
    came: "The reason is on record, and with it what becomes of the lead.",
    isDone: (sight) => hasNew(sight, "recycled"),
  },
  {
    id: "overdue",
    title: "Let one wait too long",
    says: (sight) => {
      if (sight.cards.some(({ kind }) => kind === "notice")) {
        return `Time is up for a card: the managers’ channel says so. Look at it as ${managerName(sight)}.`;
      }
      if (offerFor(sight) === undefined) return noCard(sight);
      return `Leave a card unanswered and press +2 h at the top: the rep’s time is up, and the managers’ channel says so. Look at it as ${managerName(sight)}.`;
    },
    isReady: (sight) => offerFor(sight) !== undefined || sight.cards.some(({ kind }) => kind === "notice"),
    place: managerPlace,
    came: "The managers see which lead waits, and with whom.",
    isDone: ({ cards, channel, state }) =>
      channel === state.channels.managers && cards.some(({ kind }) => kind === "notice"),
  },
  {
    id: "claim",
    title: "Claim it from the Shark Tank",
    says: (sight) => {
      if (sight.claim !== null) {
        const { person, card } = sight.claim;
        return `Nobody answered, so the lead was taken away and is up for a claim: first click wins. As ${nameOf(sight, person)}, press Claim on ${card.about}.`;
      }
      if (offerFor(sight) !== undefined) {
        return "Still no answer? Press +2 h once more: the lead is taken away from its rep and goes into the Shark Tank, where another rep can claim it.";
      }
      return "There is no lead that another rep may claim. Send one, and press +2 h twice.";
    },
    isReady: (sight) => sight.claim !== null || offerFor(sight) !== undefined,
    place: ({ claim, state, viewer }) => ({
      person: claim?.person ?? viewer,
      channel: state.channels.tank,
    }),
    came: "It is theirs now, and everybody in the channel sees who has it.",
    isDone: (sight) => hasNew(sight, "claimed"),
  },
  {
    id: "queue",
    title: "See everything that is open",
    says: (sight) =>
      `As ${managerName(sight)}, write /leads queue and press Enter: every open lead, the worst first.`,
    isReady: () => true,
    place: managerPlace,
    came: "Each with its owner, its age and what happens next.",
    isDone: ({ sawQueue }) => sawQueue,
  },
  {
    id: "tamper",
    title: "Try to falsify what happened",
    says: ({ state, caught }) =>
      state.tampered === null
        ? "Every step of a lead is on record, chained by hashes. In “What happened”, press Tamper with this event: it changes the database behind Baton’s back."
        : caught
          ? "The audit names the event that was changed. Now press Put it back: the step is done when the record is whole again."
          : "The record is falsified now. Press Run audit verify: it names the event. Then put it back.",
    isReady: () => true,
    place: () => ({ panel: true }),
    came: "The audit named the event that was changed, and the record is as it was.",
    isDone: ({ caught, state }) => caught && state.tampered === null,
  },
  {
    id: "end",
    title: "That is Baton",
    says: () =>
      "Go on by yourself: break something and see that no lead is lost, send leads of your own, open a second window as somebody else. The README says how to install Baton into your workspace.",
    isReady: () => true,
    place: () => null,
    came: "",
    isDone: () => false,
  },
];
