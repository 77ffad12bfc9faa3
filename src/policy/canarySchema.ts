/** `canary`: how a version is tried on a part of the leads. */
import { printable } from "./problem.ts";
import { duration, optionalSection, orDefault, say, section, text, unlessUsual } from "./schemaParts.ts";

const PERCENT = /^\+?(\d{1,4}(?:\.\d{1,3})?)%$/;

/** `10%` and `+50%` as a fraction; null for anything else. */
export function fractionOf(percent: string): number | null {
  const match = PERCENT.exec(percent);
  return match === null ? null : Number(match[1]) / 100;
}

/** Of a percentage that validation has passed. */
export function validFraction(percent: string): number {
  const fraction = fractionOf(percent);
  if (fraction === null) throw new Error(`not a percentage: ${percent}`);
  return fraction;
}

const share = text("a share", "10%").refine(
  (value) => {
    const fraction = fractionOf(value);
    return fraction !== null && fraction > 0 && fraction < 1;
  },
  {
    abort: true,
    error: (issue) =>
      say(
        `'${printable(String(issue.input))}' is no share of the leads`,
        "write a percentage above 0 and below 100, such as 10%",
      ),
  },
);

const guard = (usual: string) =>
  orDefault(
    text("a guard", usual).refine((value) => value === "off" || (fractionOf(value) ?? 0) > 0, {
      abort: true,
      error: (issue) =>
        say(
          `'${printable(String(issue.input))}' is no guard`,
          "write how much higher the rate may be, such as +50%, or off",
        ),
    }),
    usual,
  );

/** What a canary is where the policy says nothing of it. */
export const CANARY = {
  share: "10%",
  for: "7d",
  guards: { override_rate: "+50%", disqualified_rate: "+50%", exception_rate: "+100%" },
};

export const canarySchema = unlessUsual(
  section({
    share: orDefault(share, CANARY.share),
    for: orDefault(duration("1h", "90d"), CANARY.for),
    guards: optionalSection({
      override_rate: guard(CANARY.guards.override_rate),
      disqualified_rate: guard(CANARY.guards.disqualified_rate),
      exception_rate: guard(CANARY.guards.exception_rate),
    }),
  }),
  CANARY,
);
