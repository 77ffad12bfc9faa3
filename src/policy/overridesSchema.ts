/** `overrides`: what a manager's decision against the rules has to carry, and how many of them are too many. */
import {
  duration,
  listOf,
  matching,
  maybe,
  oneOf,
  optionalSection,
  orDefault,
  section,
  unique,
  unlessUsual,
  whole,
} from "./schemaParts.ts";
import type { OverrideVerb } from "./types.ts";

const OVERRIDE_VERBS = [
  "reassign",
  "force_accept",
  "force_recycle",
  "unsuppress",
  "extend",
  "reopen",
] as const satisfies readonly OverrideVerb[];

/** What holds where the policy says nothing of it. */
export const OVERRIDES = {
  reason_codes: ["wrong_owner", "customer_request", "data_error", "strategic_account", "rule_gap"],
  second_approver: [] as OverrideVerb[],
  evidence: [] as OverrideVerb[],
  post_mortem: { more_than: 5, within: "7d" },
};

const verbs = () =>
  orDefault(
    listOf(oneOf(OVERRIDE_VERBS), "actions", OVERRIDE_VERBS.length).check(
      unique((verb: OverrideVerb) => verb, "action"),
    ),
    [],
  );

const most = () => maybe(whole(0, 100_000));

export const overridesSchema = unlessUsual(
  section({
    reason_codes: orDefault(
      listOf(
        matching(/^[a-z][a-z0-9_-]{0,59}$/, "a code in lower case", "wrong_owner"),
        "reason codes",
        100,
      ).check(unique((code: string) => code, "reason code")),
      OVERRIDES.reason_codes,
    ),
    second_approver: verbs(),
    evidence: verbs(),
    post_mortem: optionalSection({
      more_than: orDefault(whole(0, 100_000), OVERRIDES.post_mortem.more_than),
      within: orDefault(duration("1h", "90d"), OVERRIDES.post_mortem.within),
      by_person: most(),
      by_rule: most(),
      by_team: most(),
    }),
  }),
  OVERRIDES,
);
