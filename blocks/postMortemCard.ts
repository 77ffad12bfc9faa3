// A post-mortem: too many overrides of one kind. Whose it is, until when, and in the end what came of it.
import { toMs } from "../src/clock.ts";
import type { PostMortemFacts } from "../src/domain/alertFacts.ts";
import { type Alert, subjectParts } from "../src/domain/alerts.ts";
import { counted, outside, whoAndWhy } from "./alertParts.ts";
import { type Message, message } from "./assemble.ts";
import { actions, button, context, section } from "./build.ts";
import { ACTIONS } from "./ids.ts";
import { clip, lines, type Mrkdwn, md, mention, NOTHING } from "./text.ts";
import { fullDuration, when } from "./time.ts";
import { named, type View } from "./view.ts";

const NOTE_SHOWN = 1_500;

/** "6 overrides by Mona in 7 days". */
export function postMortemSubject(
  { subject }: Pick<Alert, "subject">,
  facts: PostMortemFacts,
  view: View,
): Mrkdwn {
  const name = subjectParts(subject)?.name ?? "";
  const many = counted(facts.overrides, "override");
  const within = fullDuration(facts.line.withinMs);
  switch (facts.of) {
    case "person":
      return md`${many} by ${named(name, view)} in ${within}`;
    case "rule":
      return md`${many} of the rule ${outside(name, 80)} in ${within}`;
    case "team":
      return md`${many} in the team ${outside(name, 80)} in ${within}`;
    default:
      return facts.of satisfies never;
  }
}

export function renderPostMortem(alert: Alert, facts: PostMortemFacts, view: View): Message {
  const { id, owner, dueAt, status, raisedAt } = alert;
  const what = postMortemSubject(alert, facts, view);
  const who = owner === null ? md`A steward` : mention(owner);
  const isOverdue = dueAt !== null && toMs(dueAt) <= view.now;
  const due = dueAt === null ? NOTHING : when(dueAt, view, isOverdue ? "since" : "by");
  const open = status !== "closed";
  const head = open
    ? isOverdue
      ? md`*Overdue* ${due}: ${who} writes it.`
      : md`${who} writes it ${due}.`
    : closed(alert, view);
  const whose = owner === null ? md`a steward` : named(owner, view);
  const text = open
    ? md`Post-mortem${isOverdue ? md`, overdue` : NOTHING}: ${what}, for ${whose} to write`
    : md`Post-mortem done: ${what}`;
  return message(text, {
    head: [section(lines(md`*Post-mortem: ${what}*`, head))],
    rows: [whoAndWhy(facts, view)],
    foot: [
      ...(open
        ? [
            section(
              md`*Look first:* \`/leads digest\`. Is a rule wrong, or does somebody need help? Then press *Done*, and say what follows.`,
            ),
            actions([button("Done", ACTIONS.postMortemDone, id, "primary")]),
          ]
        : []),
      context(
        md`Raised ${when(raisedAt, view)} · more than ${facts.line.moreThan} are too many · from the policy’s \`overrides.post_mortem\``,
      ),
    ],
  });
}

function closed({ by, actedAt, note }: Alert, view: View): Mrkdwn {
  return lines(
    md`*Done* by ${by === null ? "somebody" : named(by, view)}${actedAt ? md` · ${when(actedAt, view)}` : NOTHING}`,
    note ? md`What follows: ${clip(note, NOTE_SHOWN)}` : NOTHING,
  );
}
