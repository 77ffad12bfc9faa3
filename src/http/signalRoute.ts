// POST /v1/signals: what a person who is known already has done.
import type { Context } from "hono";
import type { Observed } from "../app/observeSignal.ts";
import { instant } from "../clock.ts";
import { MOST_SIGNAL_BYTES, MOST_SIGNALS } from "../intake/limits.ts";
import { readSignal } from "../intake/readSignal.ts";
import { exceptionOf, type RefusalCode } from "../intake/refusal.ts";
import type { HttpDeps } from "./deps.ts";
import { type Door, incomingOf, JSON_TYPE } from "./door.ts";
import { type Incoming, type IntakeDesk, summary } from "./intakeDesk.ts";
import { answerProblem, type Problem, problem } from "./problems.ts";
import { Room } from "./room.ts";

export interface SignalRouteDeps extends Pick<HttpDeps, "observe" | "keepExceptions" | "clock"> {
  readonly door: Door;
  readonly desk: Pick<IntakeDesk, "countRefused">;
  /** A failure of the outside as the problem that the sender is told. */
  readonly failure: (error: unknown) => Problem;
}

/** Each looks up its lead and commits by itself: so many at once keep the database busy. */
const AT_ONCE = 200;

/** 202 when it is on disk. What is refused for what it is, is kept as a refused lead is. */
export function signalRoute(deps: SignalRouteDeps): (c: Context) => Promise<Response> {
  const way = { route: "signal", room: new Room(AT_ONCE), types: [JSON_TYPE], limit: MOST_SIGNAL_BYTES };

  async function take(source: string, incoming: Incoming): Promise<Observed | Problem> {
    if ("code" in incoming) return refused(source, incoming, problem(incoming.code, incoming.detail));
    const read = readSignal(incoming.value, source, instant(deps.clock.now()));
    if (!read.ok && read.code === "wrong_source") {
      deps.desk.countRefused(source, "wrong_source");
      return problem("wrong_source", `this token posts signals of ${source}; leave source out`);
    }
    if (!read.ok) {
      return refused(source, incoming, problem("invalid", summary(read.errors, "the signal"), read.errors));
    }
    const observed = await deps.observe(read.signal);
    if (observed.kind === "unknown") {
      return refused(source, incoming, problem("unknown_lead", "no lead of this person is known"));
    }
    if (observed.kind === "full") {
      const message = `is one more than the ${MOST_SIGNALS} different ones that are counted of a lead`;
      const errors = [{ path: "name", message }];
      return refused(source, incoming, problem("invalid", summary(errors, "the signal"), errors));
    }
    return observed;
  }

  async function refused(source: string, { raw }: Incoming, said: Problem): Promise<Problem> {
    const code = codeOf(said);
    deps.desk.countRefused(source, code);
    const errors = said.errors ?? [{ path: "", message: said.detail }];
    const at = instant(deps.clock.now());
    await deps.keepExceptions([exceptionOf({ source, code, errors, raw: raw() }, at)]);
    return said;
  }

  return (c) =>
    deps.door(c, way, async (source, body) => {
      const answer = await take(source, incomingOf(body, MOST_SIGNAL_BYTES, "a signal")).catch(deps.failure);
      if ("title" in answer) return answerProblem(c, answer);
      if (answer.kind !== "recorded") throw new TypeError("a signal that was not taken has no problem");
      return c.json({ leadId: answer.leadId, status: "recorded" }, 202);
    });
}

function codeOf({ status }: Problem): RefusalCode {
  if (status === 404) return "unknown_lead";
  if (status === 413) return "too_large";
  return status === 400 ? "not_json" : "invalid";
}
