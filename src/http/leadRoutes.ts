// POST /v1/leads, POST /v1/leads/batch, GET /v1/leads/:id.
import type { Context } from "hono";
import { isLeadId } from "../ids.ts";
import { MOST_BATCH_BYTES, MOST_LEAD_BYTES } from "../intake/limits.ts";
import { takeBatch } from "./batch.ts";
import { answerUnauthorized, type Bearers } from "./bearers.ts";
import type { HttpDeps } from "./deps.ts";
import { contentType, type Door, incomingOf, JSON_TYPE } from "./door.ts";
import type { Answer, IntakeDesk } from "./intakeDesk.ts";
import { answerProblem, problem } from "./problems.ts";
import { Room } from "./room.ts";

export interface LeadRouteDeps extends Pick<HttpDeps, "showLead" | "room"> {
  readonly bearers: Bearers;
  readonly desk: IntakeDesk;
  readonly door: Door;
}

const NDJSON_TYPE = "application/x-ndjson";

type Handler = (c: Context) => Promise<Response>;

export function leadRoutes(deps: LeadRouteDeps): { one: Handler; batch: Handler; show: Handler } {
  const { bearers, desk, door, showLead } = deps;
  const { leads, batches } = deps.room ?? { leads: 1_000, batches: 4 };
  const one = { route: "one", room: new Room(leads), types: [JSON_TYPE], limit: MOST_LEAD_BYTES };
  const batch = {
    ...{ route: "batch", room: new Room(batches), limit: MOST_BATCH_BYTES },
    types: [JSON_TYPE, NDJSON_TYPE],
  };

  return {
    one: (c) =>
      door(c, one, async (source, body) => {
        const [answer] = await desk.take(source, [incomingOf(body, MOST_LEAD_BYTES, "a lead")]);
        return answerOne(c, answer as Answer);
      }),

    batch: (c) =>
      door(c, batch, async (source, body) => {
        const result = await takeBatch(desk, source, body, contentType(c) === NDJSON_TYPE);
        if ("refused" in result) return answerOne(c, result.refused);
        return c.json(result.answers.map(batchItem), 207);
      }),

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

function answerOne(c: Context, answer: Answer): Response {
  if ("problem" in answer) return answerProblem(c, answer.problem);
  return c.json({ leadId: answer.leadId, status: answer.state }, answer.status);
}

function batchItem(answer: Answer) {
  return "problem" in answer ? answer : { status: answer.status, leadId: answer.leadId };
}
