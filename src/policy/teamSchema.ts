/** The shape of `team.yml` in this version. Parsing gives the document with its defaults filled in. */
import { DateTime, IANAZone } from "luxon";
import { z } from "zod";
import { DAYS_FORM, HOURS_FORM, minuteRanges, weekdays } from "./hours.ts";
import { nearest } from "./nearest.ts";
import { printable } from "./problem.ts";
import { reportsSchema } from "./reportsSchema.ts";
import {
  expected,
  isEmpty,
  listOf,
  matching,
  maybe,
  optionalSection,
  orDefault,
  say,
  section,
  text,
  unique,
  whole,
} from "./schemaParts.ts";

const user = () => matching(/^[UW][A-Z0-9]{2,30}$/, "a Slack user id", "U0ALICE");
const channel = () => matching(/^[CG][A-Z0-9]{2,30}$/, "a Slack channel id", "C0MANAGERS");
const users = () => orDefault(listOf(user(), "Slack user ids").check(unique((id: string) => id, "user")), []);
const word = (noun: string, example: string) => text(noun, example, 80);
/** Left out or empty matches everything, and then the document says nothing. */
const words = (noun: string, example: string) => maybe(listOf(word(noun, example), "texts"));

const timezone = () =>
  text("a time zone", "Europe/London").refine(
    (zone) => /^[A-Za-z]/.test(zone) && IANAZone.isValidZone(zone),
    {
      error: (issue) => {
        const zone = String(issue.input);
        const match = nearest(zone, Intl.supportedValuesOf("timeZone"));
        const todo = match === null ? "write an IANA name such as Europe/London" : `did you mean '${match}'?`;
        return say(`'${printable(zone)}' is no time zone`, todo);
      },
    },
  );

const ranges = () =>
  z.preprocess(
    (value) => (isEmpty(value) ? [] : Array.isArray(value) ? value : [value]),
    listOf(
      text("hours", '"09:00-18:00"').refine((value) => minuteRanges(value) !== null, {
        abort: true,
        error: (issue) => say(`'${printable(String(issue.input))}' is no range of hours`, HOURS_FORM),
      }),
      "ranges of hours",
      20,
    ),
  );

const hours = () =>
  maybe(
    z
      .record(
        text("days", "mon-fri").refine((value) => weekdays(value) !== null, {
          abort: true,
          error: (issue) =>
            say(`'${printable(String(issue.input))}' is no weekday or range of them`, DAYS_FORM),
        }),
        ranges(),
        { error: expected("a mapping of days to hours", '{ mon-fri: "09:00-18:00" }') },
      )
      .check((context) => {
        const named = new Map<number, string>();
        for (const key of Object.keys(context.value)) {
          for (const day of weekdays(key) ?? []) {
            const before = named.get(day);
            if (before !== undefined) {
              const message = say(
                `'${printable(key)}' and '${printable(before)}' name the same day`,
                "give each day once",
              );
              context.issues.push({ code: "custom", input: key, path: [key], message });
              return;
            }
            named.set(day, key);
          }
        }
        if (Object.values(context.value).every((entries) => entries.length === 0)) {
          const message = say(
            "there is no open hour in the whole week",
            "add hours, or leave hours out for always",
          );
          context.issues.push({ code: "custom", input: context.value, path: [], message });
        }
      }),
  );

const holiday = text("a date", '"2026-12-25"').refine(
  (value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && DateTime.fromISO(value, { zone: "utc" }).isValid,
  {
    abort: true,
    error: (issue) =>
      say(`'${printable(String(issue.input))}' is no date`, "write YYYY-MM-DD, such as 2026-12-25"),
  },
);

const cap = () => maybe(whole(0, 100_000));

const weightError = expected("a number above 0 and up to 1000", "2");
const weight = z
  .number({ error: weightError })
  .gt(0, { error: weightError })
  .lte(1_000, { error: weightError });

const rep = section({
  slack: user(),
  name: text("the rep's name", "Alice"),
  seniority: maybe(word("a seniority", "senior")),
  territories: words("a country", "GB"),
  languages: words("a language", "en"),
  products: words("a product", "core"),
  team: maybe(word("a team", "Enterprise East")),
  crm: maybe(text("the CRM's name of the rep", "Alice Archer")),
  weight: orDefault(weight, 1),
  open_cap: cap(),
  daily_cap: cap(),
  timezone: maybe(timezone()),
  hours: hours(),
});

const key = () => matching(/^[a-z][a-z0-9_-]{0,79}$/, "a name in lower case", "managers");

export const teamSchema = section({
  version: whole(1, 1_000_000_000),
  timezone: orDefault(timezone(), "UTC"),
  hours: hours(),
  holidays: orDefault(listOf(holiday, "dates"), []),
  channels: orDefault(
    z.record(key(), channel(), { error: expected("a mapping of channels", "{ managers: C0MANAGERS }") }),
    {},
  ),
  roles: optionalSection({
    managers: users(),
    stewards: users(),
    overflow: maybe(user()),
    reviewers: orDefault(
      z.record(key(), users(), {
        error: expected("a mapping of queues to reviewers", "{ triage: [U0TRIAGE] }"),
      }),
      {},
    ),
  }),
  reps: orDefault(
    listOf(rep, "reps", 5_000)
      .check(unique((item: { slack: string }) => item.slack, "rep", "slack"))
      .check(
        unique(
          (item: { slack: string; crm?: string | undefined }) => item.crm?.toLowerCase() ?? item.slack,
          "CRM's name",
          "crm",
        ),
      ),
    [],
  ),
  reports: reportsSchema,
});

/** The validated document: what is hashed, stored and shown. */
export type TeamDocument = z.output<typeof teamSchema>;
