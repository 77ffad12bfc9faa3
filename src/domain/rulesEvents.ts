// What happens to the rules themselves: every publication, promotion and return, and every team applied. They are a
// chain of events like a lead's, so that whoever verifies the audit trail verifies them with it.
import { z } from "zod";

/** The name that stands in the place of a lead's id in the events of the rules' own chain. */
export const RULES_CHAIN = "rules";

const at = z.iso.datetime({ precision: 3 });
const ref = z.strictObject({ version: z.int(), hash: z.string() });
const count = z.int().nonnegative();

/** What became of the leads that one version decided; each number but `leads` is how many of those. */
const tally = z.strictObject({
  leads: count,
  overridden: count,
  disqualified: count,
  exceptions: count,
});
export type Tally = z.infer<typeof tally>;

/** A canary's leads beside those of the version it is compared with, in the same time. */
const tallies = z.strictObject({ canary: tally, control: tally });
export type Tallies = z.infer<typeof tallies>;

/** Which guard a canary did not pass, and by how much its rate may lie above the control's. */
const breach = z.strictObject({
  guard: z.enum(["override_rate", "disqualified_rate", "exception_rate"]),
  allowed: z.number().nonnegative(),
});
export type Breach = z.infer<typeof breach>;
export type GuardName = Breach["guard"];

/** `by` and `note` as they were given: a name, or the id of whoever pressed in Slack. Shares are from 0 to 1. */
const said = { by: z.string(), note: z.string() };

export const rulesEventBody = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("policy_published"),
    policy: ref,
    /** Null: it decides every new cycle from now on. */
    canary: z.strictObject({ share: z.number(), until: at, control: ref }).nullable(),
    ...said,
  }),
  z.strictObject({
    type: z.literal("policy_promoted"),
    policy: ref,
    /** What was in force before. */
    before: ref,
    tallies: tallies.nullable(),
    ...said,
  }),
  z.strictObject({
    type: z.literal("policy_rolled_back"),
    policy: ref,
    canary: z.boolean(),
    /** What every new cycle is decided by from now on. */
    inForce: ref,
    /** Null: somebody wanted it so. */
    because: breach.nullable(),
    tallies: tallies.nullable(),
    ...said,
  }),
  z.strictObject({ type: z.literal("team_applied"), team: ref, by: z.string() }),
]);

export type RulesEventBody = z.infer<typeof rulesEventBody>;
