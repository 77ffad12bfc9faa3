// The log: JSON lines, pretty on a terminal.
import pino, { type Logger } from "pino";

export function createLog(level: string): Logger {
  const pretty = process.stdout.isTTY ? { transport: { target: "pino-pretty" } } : {};
  return pino({ level, ...pretty });
}
