// A steward's card about a canary: what is tried, how its leads fare beside the others, Promote and Roll back.
import { toMs } from "../src/clock.ts";
import { type CanaryStory, percent } from "../src/domain/canary.ts";
import { enoughToTell, GUARDS, LEADS_TO_TELL } from "../src/domain/guards.ts";
import type { GuardName, Tallies } from "../src/domain/rulesEvents.ts";
import { type Message, message } from "./assemble.ts";
import { actions, button, context, fields, section } from "./build.ts";
import { ACTIONS, versionValue } from "./ids.ts";
import { clip, lines, type Mrkdwn, md, mention, NOTHING } from "./text.ts";
import { duration, when } from "./time.ts";
import type { View } from "./view.ts";

const LABELS: Readonly<Record<GuardName, string>> = {
  override_rate: "Overridden",
  disqualified_rate: "Disqualified",
  exception_rate: "Exceptions",
};

export function renderPolicyCard(story: CanaryStory, view: View): Message {
  return story.end ? ended(story, story.end, view) : running(story, view);
}

function running(story: CanaryStory, view: View): Message {
  const { ref, share } = story;
  const left = toMs(story.until) - view.now;
  const what = md`Policy version ${ref.version} decides ${percent(share)} of the leads`;
  const state =
    left > 0
      ? md`*Canary*, ${when(story.until, view, "until")}: ${duration(left)} left.`
      : md`*Its time is over.* Promote it or roll it back; it goes on until somebody does.`;
  const short =
    left > 0
      ? md`${what}, ${when(story.until, view, "until")}.`
      : md`${what}, and its time is over: promote it or roll it back.`;
  return message(short, {
    head: [
      section(lines(md`*${what}*`, state, said(story))),
      ...numbers(story),
      actions([
        button("Promote", ACTIONS.promote, versionValue(ref.version), "primary"),
        button("Roll back", ACTIONS.rollBack, versionValue(ref.version), "danger", {
          title: "Roll back?",
          text: `Version ${ref.version} decides no more leads; those it has decided keep it. It does not come back by itself.`,
          confirm: "Roll back",
        }),
      ]),
      context(about(story, view), judging(story.tallies)),
    ],
  });
}

function ended(story: CanaryStory, end: NonNullable<CanaryStory["end"]>, view: View): Message {
  const outcome = outcomeOf(story, end);
  const inForce =
    end.how === "promoted"
      ? md`Version ${story.ref.version} decides every new cycle.`
      : md`Version ${story.control} decides every new cycle; leads under way keep the version that decided theirs.`;
  return message(md`Policy version ${story.ref.version}: ${outcome}`, {
    head: [
      section(
        lines(
          md`*Policy version ${story.ref.version}* was a canary for ${percent(story.share)} of the leads`,
          md`*${outcome}* · ${when(end.at, view)}`,
          end.note === "" ? NOTHING : md`Why: ${clip(end.note, 500)}`,
          inForce,
        ),
      ),
      ...numbers(story),
      context(about(story, view), said(story)),
    ],
  });
}

/** "Rolled back by the guard: disqualified 41% against 22% of the control", "Promoted by @Stew". */
function outcomeOf({ tallies }: CanaryStory, end: NonNullable<CanaryStory["end"]>): Mrkdwn {
  if (end.because) {
    const { guard } = end.because;
    const rates = tallies && GUARDS.find(({ name }) => name === guard);
    const [canary, control] = rates
      ? [
          rateOf(rates.counts(tallies.canary), tallies.canary.leads),
          rateOf(rates.counts(tallies.control), tallies.control.leads),
        ]
      : ["–", "–"];
    return md`Rolled back by the guard: ${LABELS[guard].toLowerCase()} ${canary} against ${control} of the control`;
  }
  const who = end.fromSlack ? mention(end.by) : clip(end.by, 80);
  return end.how === "promoted" ? md`Promoted by ${who}` : md`Rolled back by ${who}`;
}

function numbers({ tallies, guards }: CanaryStory) {
  if (!tallies) return [];
  const { canary, control } = tallies;
  const leads = md`*Leads decided*\n${canary.leads} · control ${control.leads}`;
  const rates = GUARDS.map(({ name, counts, allowed }) => {
    const most = allowed(guards);
    const limit = most === null ? md`not guarded` : md`at most +${percent(most)}`;
    const [hits, controlHits] = [counts(canary), counts(control)];
    return md`*${LABELS[name]}*\n${rateOf(hits, canary.leads)} (${hits}) · control ${rateOf(controlHits, control.leads)} (${controlHits}) · ${limit}`;
  });
  return [fields([leads, ...rates])];
}

function rateOf(hits: number, leads: number): string {
  return leads === 0 ? "–" : `${Math.round((100 * hits) / leads)}%`;
}

function said({ by, note }: CanaryStory): Mrkdwn {
  return note === "" ? md`Published by ${clip(by, 80)}` : md`${clip(note, 500)} (${clip(by, 80)})`;
}

function about({ ref, control, since }: CanaryStory, view: View): Mrkdwn {
  return md`Since ${when(since, view)} · compared with version ${control} · ${ref.hash.slice(0, 8)}`;
}

function judging(tallies: Tallies | null): Mrkdwn {
  return tallies && enoughToTell(tallies)
    ? md`A guard that is passed by more than chance explains rolls it back by itself.`
    : md`Too few leads to tell yet: the guards judge from ${LEADS_TO_TELL} leads on each side.`;
}
