// POST /v1/leads, POST /v1/leads/batch, GET /v1/leads/:id.
import type { Context } from "hono";
import { isLeadId } from "../ids.ts";
import { parseJson } from "../intake/json.ts";
import { MOST_BATCH_BYTES, MOST_LEAD_BYTES } from "../intake/limits.ts";
import { takeBatch } from "./batch.ts";
import { answerUnauthorized, type Bearers } from "./bearers.ts";
import { type Body, leaveUnread, readBody } from "./body.ts";
import type { HttpDeps } from "./deps.ts";
import type { Answer, Incoming, IntakeDesk } from "./intakeDesk.ts";
import type { IntakeMetrics } from "./metrics.ts";
import { answerProblem, type ProblemCode, problem } from "./problems.ts";
import { Room } from "./room.ts";

export interface LeadRouteDeps extends Pick<HttpDeps, "showLead" | "room"> {
  readonly bearers: Bearers;
  readonly desk: IntakeDesk;
  readonly metrics: IntakeMetrics;
}

const JSON_TYPE = "application/json";
const NDJSON_TYPE = "application/x-ndjson";

type Handler = (c: Context) => Promise<Response>;

export function leadRoutes(deps: LeadRouteDeps): { one: Handler; batch: Handler; show: Handler } {
  const { bearers, desk, metrics, showLead } = deps;
  const { leads, batches } = deps.room ?? { leads: 1_000, batches: 4 };
  const rooms = { one: new Room(leads), batch: new Room(batches) };

  /** What both ways in have in common: who, what type, is there room, is it too large. */
  async function take(
    c: Context,
    way: { route: keyof typeof rooms; types: readonly string[]; limit: number },
    work: (source: string, body: Body) => Promise<Response>,
  ): Promise<Response> {
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
      const answer = await rooms[way.route].enter(async () => {
        const body = await readBody(c, way.limit);
        return body === null ? refuse("not_json", "the body was cut off") : work(source, body);
      });
      return answer ?? refuse("queue_full", "the queue is full; send it again in a moment");
    } finally {
      stop();
    }
  }

  return {
    one: (c) =>
      take(c, { route: "one", types: [JSON_TYPE], limit: MOST_LEAD_BYTES }, async (source, body) => {
        const [answer] = await desk.take(source, [incomingOf(body)]);
        return answerOne(c, answer as Answer);
      }),

    batch: (c) =>
      take(
        c,
        { route: "batch", types: [JSON_TYPE, NDJSON_TYPE], limit: MOST_BATCH_BYTES },
        async (source, body) => {
          const result = await takeBatch(desk, source, body, contentType(c) === NDJSON_TYPE);
          if ("refused" in result) return answerOne(c, result.refused);
          return c.json(result.answers.map(batchItem), 207);
        },
      ),

    show: async (c) => {
      const bearer = bearers.of(c);
      if (bearer === null) return answerUnauthorized(c);
      const id = c.req.param("id") ?? "";
      const view = isLeadId(id) ? await showLead(id) : null;
      if (view === null || (bearer.kind === "source" && bearer.source !== view.source)) {
        return answerProblem(c, problem("not_found", "there is no such lead for this token"));
      }
      return c.json(view);
    },
  };
}

function incomingOf(body: Body): Incoming {
  if (!body.ok) {
    const detail = `a lead may have ${MOST_LEAD_BYTES / 1024} KiB`;
    return { code: "too_large", detail, raw: () => body.beginning };
  }
  const parsed = parseJson(body.bytes);
  const raw = () => body.bytes;
  return parsed.ok ? { value: parsed.value, raw } : { code: "not_json", detail: parsed.why, raw };
}

function answerOne(c: Context, answer: Answer): Response {
  if ("problem" in answer) return answerProblem(c, answer.problem);
  return c.json({ leadId: answer.leadId, status: answer.state }, answer.status);
}

function batchItem(answer: Answer) {
  return "problem" in answer ? answer : { status: answer.status, leadId: answer.leadId };
}

/** The media type in lower case; empty where a character set other than UTF-8 is named. */
function contentType(c: Context): string {
  const [type = "", ...parameters] = (c.req.header("content-type") ?? "").toLowerCase().split(";");
  const charset = parameters.map((each) => each.trim()).find((each) => each.startsWith("charset="));
  return charset === undefined || /^charset="?utf-?8"?$/.test(charset) ? type.trim() : "";
}

function isEncoded(c: Context): boolean {
  const encoding = c.req.header("content-encoding")?.toLowerCase() ?? "identity";
  return encoding !== "identity" && encoding !== "";
}
