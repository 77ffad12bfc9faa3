// What the events of leads are made of.
import { z } from "zod";

export const at = z.iso.datetime({ precision: 3 });
export const slack = z.string();
export const policyRef = z.strictObject({ version: z.int(), hash: z.string() });
export const timerVerb = z.enum([
  "qualify",
  "route",
  "fallback",
  "overdue",
  "tank",
  "overflow",
  "remind",
  "escalate",
  "approve",
  "reject",
  "re_engage",
]);
export const timer = z.strictObject({
  ladder: z.enum([
    "buffer",
    "fallback",
    "opening",
    "offer",
    "tank",
    "overflow",
    "review",
    "return",
    "override",
  ]),
  steps: z
    .array(
      z.strictObject({
        do: timerVerb,
        at,
      }),
    )
    .readonly(),
  next: z.int(),
});

/** Why a rep was left out of the choice; null for those who were in it. */
const leftOut = z.enum([
  "account_owner",
  "owner_team",
  "territory",
  "product",
  "language",
  "seniority",
  "off_shift",
  "holiday",
  "deactivated",
  "unreachable",
  "away",
  "open_cap",
  "daily_cap",
  "had_it",
]);
export type LeftOut = z.infer<typeof leftOut>;

export const considered = z.array(
  z.strictObject({
    rep: slack,
    out: leftOut.nullable(),
    /** The rep's credit before the choice, in leads; null for those left out. */
    credit: z.number().nullable(),
    /** What their share was reckoned by, where results had a part in it. */
    weight: z.number().optional(),
    /** Of who was away: until when, where that was said. */
    until: at.optional(),
  }),
);
/** One rep as routing saw them. */
export type Considered = z.infer<typeof considered>[number];

/**
 * Whose account it is, where anybody's: `by` the CRM's deal under way, the CRM's owner of the account, or who accepted
 * its last open lead. `agent` is the CRM's name of them, `rep` the same person on the team. `out`: why the lead did not
 * go to them; null: it did. `team`: it was for others of their team then.
 */
export const accountOwner = z.strictObject({
  by: z.enum(["opportunity", "account", "lead"]),
  agent: z.string(),
  rep: slack.nullable(),
  opportunity: z.string().nullable(),
  out: z.enum(["not_on_team", "deactivated", "unreachable", "away", "had_it"]).nullable(),
  team: z.boolean(),
});
export type AccountOwnerSeen = z.infer<typeof accountOwner>;

export const turn = z.int().positive();
export const lateMs = z.int().nonnegative();
export const commitment = z.string();
