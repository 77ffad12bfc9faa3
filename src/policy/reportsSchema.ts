/** `reports` of team.yml: when each report is posted, in the team's zone. */
import { Cron } from "croner";
import { printable } from "./problem.ts";
import { orDefault, say, section, text, unlessUsual } from "./schemaParts.ts";

/** When reports are posted where the team says nothing of it. */
export const REPORTS = {
  override_digest: "0 9 * * 1",
  daily: "0 8 * * *",
  weekly: "0 9 * * 1",
  monthly: "0 9 1 * *",
};

const FORM = 'write minute, hour, day, month and weekday, such as "0 9 * * 1" for Mondays at nine, or off';

/** Before a 29th of February: a schedule that has no time after this one never has. */
const LEAP_DAY = "2024-01-01T00:00:00Z";

/** What keeps a text from being a schedule; null: it is one, or `off`. */
function faultOf(written: string): string | null {
  if (written === "off") return null;
  const shown = `'${printable(written)}'`;
  const many = written.trim().split(/\s+/).length;
  if (many !== 5) return `${shown} has ${many === 1 ? "1 field" : `${many} fields`}, not five`;
  try {
    const comes = new Cron(written, { timezone: "UTC", mode: "5-part" }).nextRun(LEAP_DAY) !== null;
    return comes ? null : `${shown} names no day that there is`;
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^CronPattern: /, "") : String(error);
    return `${shown} is no schedule (${printable(why.replace(/\.$/, ""))})`;
  }
}

const schedule = (usual: string) =>
  orDefault(
    text("a schedule", `"${usual}"`).check((context) => {
      const fault = faultOf(context.value);
      if (fault === null) return;
      context.issues.push({ code: "custom", input: context.value, path: [], message: say(fault, FORM) });
    }),
    usual,
  );

export const reportsSchema = unlessUsual(
  section({
    override_digest: schedule(REPORTS.override_digest),
    daily: schedule(REPORTS.daily),
    weekly: schedule(REPORTS.weekly),
    monthly: schedule(REPORTS.monthly),
  }),
  REPORTS,
);
