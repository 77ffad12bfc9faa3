// The override modal: what a manager wants done against the rules, why, and what that needs. Fields appear when the action
// above them is chosen, as in the recycle modal.
import type { InputBlock, KnownBlock, ModalView } from "@slack/types";
import type { RecycleReason } from "../src/domain/lead.ts";
import { JUSTIFICATION_LEAST, JUSTIFICATION_MOST, type OverrideVerb } from "../src/domain/overrides.ts";
import { modal } from "./assemble.ts";
import { context, input, option, plainText, section, select } from "./build.ts";
import {
  ACTIONS,
  BLOCKS,
  CALLBACKS,
  type OverridePlace,
  overridePlaceValue,
  overrideRepBlock,
  turnValue,
} from "./ids.ts";
import { shortName, subject } from "./lead.ts";
import { LIMITS } from "./limits.ts";
import { leftToTheRules, OVERRIDE_LABELS } from "./overrideWords.ts";
import { type RecycleChoices, reasonField, reasonFields } from "./recycleFields.ts";
import { type PickableRep, repPicker } from "./repPicker.ts";
import { whereabouts } from "./story.ts";
import { lines, type Mrkdwn, md, NOTHING } from "./text.ts";
import { type LeadRecord, refOf, type View } from "./view.ts";

/** What may be chosen for the lead as it is. */
export interface OverrideChoices {
  /** What fits its state; not empty. */
  readonly verbs: readonly OverrideVerb[];
  readonly reasonCodes: readonly string[];
  /** The active reps of the team. */
  readonly reps: readonly PickableRep[];
  readonly recycle: RecycleChoices;
  /** For which of them the policy wants a second manager, and for which a link to evidence. */
  readonly secondApprover: readonly OverrideVerb[];
  readonly evidence: readonly OverrideVerb[];
}

/** What has been chosen so far. */
export interface OverrideChosen {
  readonly verb: OverrideVerb | null;
  readonly recycleReason: RecycleReason | null;
}

/** One lead's form: what it is about, and what may be chosen; or why there is nothing to choose. */
export type OverrideAbout =
  | { readonly record: LeadRecord; readonly choices: OverrideChoices; readonly chosen: OverrideChosen }
  | { readonly record: LeadRecord; readonly not: readonly KnownBlock[] };

/** The leads that a bundle tells of. */
export interface Bundle {
  readonly notice: string;
  readonly records: readonly LeadRecord[];
}

/** The values of **Extend by**, as the policy writes durations. */
export const EXTEND_BY: readonly (readonly [value: string, label: string])[] = [
  ["30m", "30 minutes"],
  ["1h", "1 hour"],
  ["2h", "2 hours"],
  ["4h", "4 hours"],
  ["8h", "8 hours"],
  ["1d", "1 day"],
  ["2d", "2 days"],
  ["3d", "3 days"],
  ["7d", "1 week"],
];

const VERBS = Object.keys(OVERRIDE_LABELS) as OverrideVerb[];

/** The action that was chosen; null for none, or for one that is not on the list. */
export function readVerb(chosen: string | null | undefined): OverrideVerb | null {
  return VERBS.find((verb) => verb === chosen) ?? null;
}

/** `bundle` null: about one lead from the beginning. `about` null: the lead is still to be chosen. For managers only. */
export function renderOverride(about: OverrideAbout | null, bundle: Bundle | null, view: View): ModalView {
  return modal({
    callbackId: CALLBACKS.override,
    title: "Override",
    submit: "Override",
    close: "Cancel",
    privateMetadata: overridePlaceValue(placeOf(about, bundle)),
    head: [
      ...(bundle ? [leadField(bundle, about?.record ?? null)] : []),
      ...(about ? [section(who(about.record, view)), ...fieldsOf(about, view)] : []),
    ],
  });
}

function placeOf(about: OverrideAbout | null, bundle: Bundle | null): OverridePlace {
  const notice = bundle?.notice ?? null;
  if (!about) return { of: null, notice };
  const { lead } = about.record;
  const turn = lead.turns.at(-1) ?? null;
  return { of: { ...refOf(about.record, turn), cycle: lead.cycle }, notice };
}

function who(record: LeadRecord, view: View): Mrkdwn {
  return lines(subject(record, true), md`*${whereabouts(record.lead, view)}*`, leftToTheRules(record, view));
}

function leadField({ records }: Bundle, chosen: LeadRecord | null): InputBlock {
  const options = records
    .slice(0, LIMITS.options)
    .map((record) => option(shortName(record), turnValue(refOf(record, null))));
  const initial = options.find(({ value }) => value === (chosen && turnValue(refOf(chosen, null))));
  const element = select(ACTIONS.overrideLead, "Choose a lead", { options });
  return input(
    BLOCKS.overrideLead,
    "Lead",
    { ...element, ...(initial ? { initial_option: initial } : {}) },
    { dispatch: true },
  );
}

function fieldsOf(about: OverrideAbout, view: View): KnownBlock[] {
  if ("not" in about) return [...about.not];
  const { choices, chosen } = about;
  const { verb } = chosen;
  return [
    actionField(choices.verbs, verb),
    input(
      BLOCKS.overrideReasonCode,
      "Reason code",
      select(ACTIONS.overrideReasonCode, "Choose a reason code", {
        options: choices.reasonCodes.map((code) => option(code, code)),
      }),
    ),
    input(
      BLOCKS.overrideJustification,
      "Business justification",
      {
        type: "plain_text_input",
        action_id: ACTIONS.overrideJustification,
        multiline: true,
        min_length: JUSTIFICATION_LEAST,
        max_length: JUSTIFICATION_MOST,
      },
      { hint: `Why this is right for the business, in ${JUSTIFICATION_LEAST} characters or more.` },
    ),
    ...(verb === null ? [] : [...needs(about.record, verb, choices, chosen, view), ...proof(verb, choices)]),
  ];
}

function actionField(verbs: readonly OverrideVerb[], verb: OverrideVerb | null): InputBlock {
  const options = verbs.map((one) => option(OVERRIDE_LABELS[one], one));
  const initial = options.find(({ value }) => value === verb);
  const element = select(ACTIONS.overrideAction, "Choose what is to be done", { options });
  return input(
    BLOCKS.overrideAction,
    "Action",
    { ...element, ...(initial ? { initial_option: initial } : {}) },
    { dispatch: true },
  );
}

function needs(
  { lead }: LeadRecord,
  verb: OverrideVerb,
  { reps, recycle }: OverrideChoices,
  { recycleReason }: OverrideChosen,
  view: View,
): KnownBlock[] {
  const holder = lead.state === "offered" ? lead.owner : null;
  switch (verb) {
    case "reassign":
      return repField(
        verb,
        reps.filter(({ slack }) => slack !== holder),
        null,
        "They get a new offer with a window of its own, whatever their caps and hours.",
      );
    case "force_accept":
      return repField(verb, reps, holder, "The lead counts as accepted by them at once.");
    case "force_recycle":
      return [
        reasonField(
          "Recycle reason",
          BLOCKS.overrideRecycleReason,
          ACTIONS.overrideRecycleReason,
          recycleReason,
        ),
        ...reasonFields(recycleReason, recycle, view),
      ];
    case "extend":
      return [
        input(
          BLOCKS.overrideExtendBy,
          "Extend by",
          select(ACTIONS.overrideExtendBy, "Choose how long", {
            options: EXTEND_BY.map(([value, label]) => option(label, value)),
          }),
          { hint: "Everything that is still to happen by time happens later by that much." },
        ),
      ];
    case "unsuppress":
      return [
        context(
          md`The suppression of the person is lifted, and the lead goes to a rep in a new cycle in which the rule that suppressed it does not apply.`,
        ),
      ];
    case "reopen":
      return [context(md`The lead begins another cycle and goes to a rep.`)];
  }
}

function repField(
  verb: "reassign" | "force_accept",
  reps: readonly PickableRep[],
  chosen: string | null,
  hint: string,
): KnownBlock[] {
  if (reps.length === 0)
    return [
      section(md`Every rep is away or not active in Slack: type \`/leads back @rep\` for one who is back.`),
    ];
  return [input(overrideRepBlock(verb), "Rep", repPicker(ACTIONS.overrideRep, reps, { chosen }), { hint })];
}

function proof(verb: OverrideVerb, { evidence, secondApprover }: OverrideChoices): KnownBlock[] {
  const must = evidence.includes(verb);
  return [
    input(
      BLOCKS.overrideEvidence,
      "Evidence link",
      {
        type: "url_text_input",
        action_id: ACTIONS.overrideEvidence,
        placeholder: plainText("https://…", LIMITS.placeholder),
      },
      { optional: !must },
    ),
    context(
      md`It goes on record with your name, and a steward reviews it.`,
      secondApprover.includes(verb)
        ? md`*A second manager is asked*, and it is done when they approve.`
        : NOTHING,
    ),
  ];
}
