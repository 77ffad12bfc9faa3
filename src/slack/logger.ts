// Slack's libraries log through pino. Their debug lines hold whole payloads, and so personal data: they are dropped
// unless Baton itself logs at trace.
import { type Logger, LogLevel } from "@slack/bolt";
import type { Logger as Pino } from "pino";

export type SlackLogger = Logger;

export function slackLogger(log: Pino): SlackLogger {
  const level = log.isLevelEnabled("trace") ? LogLevel.DEBUG : LogLevel.WARN;
  const say = (words: unknown[]) => words.map(String).join(" ");
  return {
    debug: (...words) => {
      if (level === LogLevel.DEBUG) log.trace(say(words));
    },
    info: (...words) => log.debug(say(words)),
    warn: (...words) => log.warn(say(words)),
    error: (...words) => log.error(say(words)),
    getLevel: () => level,
    setLevel: () => {},
    setName: () => {},
  };
}
