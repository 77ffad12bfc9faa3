// What people around the leads do that is about no lead: who is away, what was reported, which alert was raised. They are
// a chain of events like a lead's, so that whoever verifies the audit trail verifies them with it.
import { z } from "zod";
import { REPORT_NAMES } from "../policy/reportNames.ts";

/** The name that stands in the place of a lead's id in the events of this chain. */
export const DESK_CHAIN = "desk";

const at = z.iso.datetime({ precision: 3 });
const slack = z.string();

export const deskEventBody = z.discriminatedUnion("type", [
  /** `by`: the person, a manager, or null where Slack said so. `until` null: until they are back. */
  z.strictObject({
    type: z.literal("went_away"),
    person: slack,
    by: slack.nullable(),
    because: z.enum(["said_so", "do_not_disturb", "status"]),
    until: at.nullable(),
  }),
  /** `by` null: the time they had named came, or Slack said so. */
  z.strictObject({ type: z.literal("came_back"), person: slack, by: slack.nullable() }),
  /** The report of a slot, about what happened in `[from, to)`, is to be posted: by whoever wrote this, and nobody else. */
  z.strictObject({
    type: z.literal("report_posted"),
    report: z.enum(REPORT_NAMES),
    slot: at,
    from: at,
    to: at,
  }),
  /** `key`: what is raised once only; a campaign stands in it as a hash. `owner`, `dueAt`: of a post-mortem. */
  z.strictObject({
    type: z.literal("alert_raised"),
    alert: z.string(),
    kind: z.enum(["latency", "overrides", "tank", "campaign", "post_mortem"]),
    key: z.string(),
    to: z.string(),
    owner: slack.nullable(),
    dueAt: at.nullable(),
  }),
  z.strictObject({ type: z.literal("alert_acknowledged"), alert: z.string(), by: slack }),
  z.strictObject({ type: z.literal("alert_snoozed"), alert: z.string(), by: slack, until: at }),
  /** What it told of has passed, is not told of any more, or is told of anew. */
  z.strictObject({
    type: z.literal("alert_over"),
    alert: z.string(),
    because: z.enum(["passed", "switched_off", "renewed"]),
  }),
  /** `note`: a commitment to what was written, which may name people. */
  z.strictObject({ type: z.literal("post_mortem_done"), alert: z.string(), by: slack, note: z.string() }),
]);

export type DeskEventBody = z.infer<typeof deskEventBody>;
