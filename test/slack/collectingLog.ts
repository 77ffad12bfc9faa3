// A log whose lines can be looked at.
import { type Logger, pino } from "pino";

export function collectingLog(): { log: Logger; logged: Record<string, unknown>[] } {
  const logged: Record<string, unknown>[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => logged.push(JSON.parse(line)) });
  return { log, logged };
}
