/** `alerts`: from where on the people around the leads are told that something goes wrong. */
import { z } from "zod";
import { fractionOf, validFraction } from "./canarySchema.ts";
import { validDurationMs } from "./duration.ts";
import { printable } from "./problem.ts";
import {
  duration,
  expected,
  maybe,
  optionalSection,
  orDefault,
  say,
  section,
  text,
  unlessUsual,
  whole,
} from "./schemaParts.ts";
import type { AlertRules } from "./types.ts";

/** What is told where the policy says nothing of it. */
const LATENCY = { median: "2h", p95: "24h" };
const CAMPAIGN = { disqualified: "50%", of_at_least: 10 };
const OVERRIDES = { more_than: 10, within: "24h" };
const TANK = { more_than: 20 };
export const ALERTS = { latency: LATENCY, campaign: CAMPAIGN, overrides: OVERRIDES, tank: TANK };

const OFF = "off";

/** The alert's own keys, or `off`. */
function orOff<Schema extends z.ZodType>(schema: Schema, usual: object) {
  const example = Object.entries(usual)
    .map(([key, value]) => `${key}: ${value}`)
    .join(", ");
  return z.union([z.literal(OFF), schema], { error: expected("off or a mapping", `{ ${example} }`) });
}
const longer = (a: string, b: string) => (validDurationMs(a) > validDurationMs(b) ? a : b);

const share = text("a share", CAMPAIGN.disqualified).refine(
  (value) => {
    const fraction = fractionOf(value);
    return fraction !== null && fraction > 0 && fraction <= 1;
  },
  {
    abort: true,
    error: (issue) =>
      say(
        `'${printable(String(issue.input))}' is no share of a campaign's leads`,
        "write a percentage above 0 and up to 100, such as 50%",
      ),
  },
);

/** With the median given alone, the other is its default, or the same where the default would lie below it. */
const latency = section({
  median: maybe(duration("1m", "90d")),
  p95: maybe(duration("1m", "90d")),
}).transform(({ median = LATENCY.median, p95 = longer(LATENCY.p95, median) }, context) => {
  if (validDurationMs(p95) < validDurationMs(median)) {
    context.issues.push({
      code: "custom",
      input: p95,
      path: ["p95"],
      message: say(
        `${p95} is shorter than the median ${median}, which then never tells anything`,
        "make p95 at least median",
      ),
    });
  }
  return { median, p95 };
});

const campaign = section({
  disqualified: orDefault(share, CAMPAIGN.disqualified),
  of_at_least: orDefault(whole(1, 1_000_000), CAMPAIGN.of_at_least),
});

const overrides = section({
  more_than: orDefault(whole(0, 1_000_000), OVERRIDES.more_than),
  within: orDefault(duration("1h", "90d"), OVERRIDES.within),
});

const tank = section({ more_than: orDefault(whole(0, 1_000_000), TANK.more_than) });

export const alertsSchema = unlessUsual(
  optionalSection({
    latency: orDefault(orOff(latency, LATENCY), LATENCY),
    campaign: orDefault(orOff(campaign, CAMPAIGN), CAMPAIGN),
    overrides: orDefault(orOff(overrides, OVERRIDES), OVERRIDES),
    tank: orDefault(orOff(tank, TANK), TANK),
  }),
  ALERTS,
);

/** What validation has passed, ready to be compared with. */
export function alertsOf(written: NonNullable<z.output<typeof alertsSchema>>): AlertRules {
  const { latency, campaign, overrides, tank } = written;
  return {
    latency:
      latency === OFF
        ? null
        : { medianMs: validDurationMs(latency.median), p95Ms: validDurationMs(latency.p95) },
    campaign:
      campaign === OFF
        ? null
        : { share: validFraction(campaign.disqualified), ofAtLeast: campaign.of_at_least },
    overrides:
      overrides === OFF
        ? null
        : { moreThan: overrides.more_than, withinMs: validDurationMs(overrides.within) },
    tank: tank === OFF ? null : { moreThan: tank.more_than },
  };
}
