import type { ReportName } from "./reportNames.ts";

/** The team as the rest of Baton sees it: validated, with every default filled in. */

export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** `[start, end)` in minutes since local midnight, 0 to 1440. Never crosses midnight: such a range is two. */
export type MinuteRange = readonly [start: number, end: number];

/** Opening ranges by ISO weekday (1 is Monday), ascending and not overlapping. Null stands for "always". */
export type WeeklyHours = Readonly<Record<Weekday, readonly MinuteRange[]>>;

export interface Rep {
  /** The Slack user id. */
  readonly slack: string;
  readonly name: string;
  /** Null: of no particular seniority. */
  readonly seniority: string | null;
  /** ISO country codes, upper case; null matches everything. */
  readonly territories: readonly string[] | null;
  /** Language tags, lower case; null matches everything. */
  readonly languages: readonly string[] | null;
  /** Null matches everything. */
  readonly products: readonly string[] | null;
  /** What the rep's team is called: leads of an owner who is gone go to others of it. Null: of none. */
  readonly team: string | null;
  /** What the CRM calls the rep; null: as `name` says. */
  readonly crm: string | null;
  /** A positive number; 1 unless said. */
  readonly weight: number;
  /** How many offers the rep may hold at once; null: no cap. */
  readonly openCap: number | null;
  /** How many offers a day, in the rep's own zone; null: no cap. */
  readonly dailyCap: number | null;
  /** IANA name; the team's unless said. */
  readonly timezone: string;
  /** The rep's own or the team's; null: always on shift. */
  readonly hours: WeeklyHours | null;
}

/** When each report is posted: a cron expression of five fields in the team's zone; null: never. */
export type ReportSchedules = Readonly<Record<ReportName, string | null>>;

export interface Team {
  /** SHA-256, lower-case hex, of `canonical`. */
  readonly hash: string;
  readonly canonical: string;
  readonly version: number;
  readonly timezone: string;
  /** Null: always. */
  readonly hours: WeeklyHours | null;
  /** ISO dates on which nobody works, in each person's own zone. */
  readonly holidays: ReadonlySet<string>;
  /** Slack channel ids by name; `managers` and `tank` are those Baton posts to. */
  readonly channels: ReadonlyMap<string, string>;
  readonly roles: {
    readonly managers: readonly string[];
    readonly stewards: readonly string[];
    /** The Overflow Manager; null where the file names none (`checkAgainstTeam` refuses that). */
    readonly overflow: string | null;
    readonly reviewers: ReadonlyMap<string, readonly string[]>;
  };
  readonly reps: readonly Rep[];
  readonly reports: ReportSchedules;
}
