// What every way in has in common: who, what type, is there room, is it too large.
import type { Context } from "hono";
import { parseJson } from "../intake/json.ts";
import { answerUnauthorized, type Bearers } from "./bearers.ts";
import { type Body, leaveUnread, readBody } from "./body.ts";
import type { Incoming, IntakeDesk } from "./intakeDesk.ts";
import type { IntakeMetrics } from "./metrics.ts";
import { answerProblem, type ProblemCode, problem } from "./problems.ts";
import type { Room } from "./room.ts";

export const JSON_TYPE = "application/json";

export interface Way {
  /** What metrics call it. */
  readonly route: string;
  readonly room: Room;
  readonly types: readonly string[];
  /** Bytes. */
  readonly limit: number;
}

export type Door = (
  c: Context,
  way: Way,
  work: (source: string, body: Body) => Promise<Response>,
) => Promise<Response>;

export function createDoor({
  bearers,
  desk,
  metrics,
}: {
  readonly bearers: Bearers;
  readonly desk: Pick<IntakeDesk, "countRefused">;
  readonly metrics: IntakeMetrics;
}): Door {
  return async (c, way, work) => {
    const stop = metrics.seconds.startTimer({ route: way.route });
    try {
      const bearer = bearers.of(c);
      const source = bearer?.kind === "source" ? bearer.source : "unknown";
      const refuse = (code: ProblemCode, detail: string, headers?: Record<string, string>) => {
        desk.countRefused(source, code);
        leaveUnread(c);
        return answerProblem(c, problem(code, detail), headers);
      };
      if (bearer === null) {
        desk.countRefused(source, "unauthorized");
        leaveUnread(c);
        return answerUnauthorized(c);
      }
      if (bearer.kind === "admin")
        return refuse("forbidden", "the admin's token posts no leads; use a source's");
      if (!way.types.includes(contentType(c)) || isEncoded(c)) {
        return refuse("unsupported_type", `send ${way.types.join(" or ")}, UTF-8, not compressed`, {
          Accept: way.types.join(", "),
        });
      }
      const answer = await way.room.enter(async () => {
        const body = await readBody(c, way.limit);
        return body === null ? refuse("not_json", "the body was cut off") : work(source, body);
      });
      return answer ?? refuse("queue_full", "the queue is full; send it again in a moment");
    } finally {
      stop();
    }
  };
}

/** A body that holds one JSON value, or the reason why it holds none; `what` it may be no larger than. */
export function incomingOf(body: Body, limit: number, what: string): Incoming {
  if (!body.ok) {
    const detail = `${what} may have ${limit / 1024} KiB`;
    return { code: "too_large", detail, raw: () => body.beginning };
  }
  const parsed = parseJson(body.bytes);
  const raw = () => body.bytes;
  return parsed.ok ? { value: parsed.value, raw } : { code: "not_json", detail: parsed.why, raw };
}

/** The media type in lower case; empty where a character set other than UTF-8 is named. */
export function contentType(c: Context): string {
  const [type = "", ...parameters] = (c.req.header("content-type") ?? "").toLowerCase().split(";");
  const charset = parameters.map((each) => each.trim()).find((each) => each.startsWith("charset="));
  return charset === undefined || /^charset="?utf-?8"?$/.test(charset) ? type.trim() : "";
}

function isEncoded(c: Context): boolean {
  const encoding = c.req.header("content-encoding")?.toLowerCase() ?? "identity";
  return encoding !== "identity" && encoding !== "";
}
