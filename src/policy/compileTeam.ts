import { canonicalJson } from "./canonical.ts";
import { type WrittenHours, weeklyHours } from "./hours.ts";
import { REPORTS } from "./reportsSchema.ts";
import type { TeamResult } from "./results.ts";
import { inFileOrder, placesIn, schemaProblems } from "./schemaProblems.ts";
import { type TeamDocument, teamSchema } from "./teamSchema.ts";
import type { Rep, ReportSchedules, Team, WeeklyHours } from "./types.ts";
import { plainFile, readYaml, type YamlFile } from "./yamlFile.ts";

/** A team from the text of `team.yml` (YAML or JSON), or every problem found, in the file's order. Never throws. */
export function parseTeam(text: string, file: string): TeamResult {
  const read = readYaml(text, file);
  return read.ok ? compile(read.file) : read;
}

/** A team from its stored document (the canonical JSON, or that JSON parsed), with the hash it was stored under. */
export function compileTeam(document: unknown): TeamResult {
  if (typeof document === "string") return parseTeam(document, "stored team");
  return compile(plainFile(document, "stored team"));
}

function compile(file: YamlFile): TeamResult {
  const parsed = teamSchema.safeParse(file.value);
  if (!parsed.success) return { ok: false, problems: inFileOrder(schemaProblems(parsed.error, file)) };
  return { ok: true, team: teamOf(parsed.data), place: placesIn(file) };
}

function teamOf(document: TeamDocument): Team {
  const hours = hoursOf(document.hours);
  const { roles } = document;
  return {
    ...canonicalJson(document),
    version: document.version,
    timezone: document.timezone,
    hours,
    holidays: new Set(document.holidays),
    channels: new Map(Object.entries(document.channels)),
    roles: {
      managers: roles.managers,
      stewards: roles.stewards,
      overflow: roles.overflow ?? null,
      reviewers: new Map(Object.entries(roles.reviewers)),
    },
    reps: document.reps.map(
      (rep): Rep => ({
        slack: rep.slack,
        name: rep.name,
        seniority: rep.seniority ?? null,
        territories: rep.territories?.map((code) => code.toUpperCase()) ?? null,
        languages: rep.languages?.map((tag) => tag.toLowerCase()) ?? null,
        products: rep.products ?? null,
        team: rep.team ?? null,
        crm: rep.crm ?? null,
        weight: rep.weight,
        openCap: rep.open_cap ?? null,
        dailyCap: rep.daily_cap ?? null,
        timezone: rep.timezone ?? document.timezone,
        hours: rep.hours === undefined ? hours : hoursOf(rep.hours),
      }),
    ),
    reports: reportSchedules(document.reports),
  };
}

/** As a document, or one that was stored, has them. */
export function reportSchedules(written: TeamDocument["reports"]): ReportSchedules {
  const { override_digest, daily, weekly, monthly } = written ?? REPORTS;
  const when = (schedule: string) => (schedule === "off" ? null : schedule);
  return {
    override_digest: when(override_digest),
    daily: when(daily),
    weekly: when(weekly),
    monthly: when(monthly),
  };
}

function hoursOf(written: WrittenHours | undefined): WeeklyHours | null {
  return written === undefined ? null : weeklyHours(written);
}
