/** One Web API call from bytes to answer: who calls, whether a fault strikes, limits, scopes, the method. */
import type { FaultSpec } from "../types.ts";
import type { World } from "../world.ts";
import { type Answer, blame, recordBlame, refuse, refuseFor } from "./answer.ts";
import { type Args, parseBody, text } from "./arguments.ts";
import { METHODS, type Method } from "./catalogue.ts";
import { channelIds } from "./where.ts";

interface CallRequest {
  readonly method: string;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
}

/** What goes back; `cut`: the connection is destroyed without a word. */
export type Reply =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }
  | "cut";

/**
 * Answers a call. `cut` destroys the connection at once, for the fault that applies a call after that.
 */
export async function answerCall(world: World, request: CallRequest, cut: () => void): Promise<Reply> {
  const started = performance.now();
  const at = world.now();
  const parsed = parseBody(request.contentType, request.body);
  const args: Args = parsed.ok ? parsed.args : {};
  const channels = channelIds(world, args);
  const fault = world.faults.strike(request.method, channels);

  const log = (status: number, answer: Answer, struck?: FaultSpec): void => {
    const { token: _token, ...shown } = args;
    const error = answer.ok ? (status === 200 ? undefined : struck?.kind) : answer.error;
    world.journal.call({
      method: request.method,
      args: shown,
      at,
      ok: answer.ok && status === 200,
      ...(error === undefined ? {} : { error }),
      status,
      ...(struck === undefined ? {} : { fault: struck.kind }),
      ms: performance.now() - started,
    });
    if (!answer.ok) recordBlame(world, request.method, answer);
    world.changes.notify();
  };
  const apply = () => run(world, request, parsed.ok ? args : parsed.code, channels);

  switch (fault?.kind) {
    case "drop_before":
      log(0, refuse("drop_before"), fault);
      return "cut";
    case "http_500":
      log(500, refuse("http_500"), fault);
      return { status: 500, headers: { "content-type": "text/html" }, body: "Internal Server Error" };
    case "ratelimited":
      log(429, refuse("ratelimited"), fault);
      return tooMany(fault.retryAfter ?? 1);
    case "error":
      log(200, refuse(fault.code ?? ""), fault);
      return json(200, refuse(fault.code ?? ""));
    case "drop_after": {
      if (fault.applyAfterMs !== undefined) {
        cut();
        await world.deliveries.pause(fault.applyAfterMs);
      }
      const { answer } = apply();
      log(0, answer, fault);
      return "cut";
    }
    case "slow":
      await world.deliveries.pause(fault.delayMs ?? 1_000);
      break;
    case undefined:
      break;
  }
  const { status, answer } = apply();
  log(status, answer, fault);
  if (status === 429 && !answer.ok) return tooMany(Number(answer.retry_after));
  return json(status, answer, world.scopes);
}

function run(
  world: World,
  request: CallRequest,
  args: Args | string,
  channels: readonly string[],
): { readonly status: number; readonly answer: Answer } {
  if (typeof args === "string") return refused(blame("arguments", args, "the body cannot be read"));
  const method = METHODS.get(request.method);
  if (method === undefined) {
    return refused(blame("arguments", "unknown_method", request.method, { req_method: request.method }));
  }
  const unauthorised = checkToken(world, request, args, method);
  if (unauthorised !== null) return refused(unauthorised);
  const wait = world.rateLimiter.take(request.method, method.tier, channels[0], world.now());
  if (wait !== null) {
    const detail = `${request.method} ${channels[0] ?? ""}: too fast by ${wait} s`;
    return { status: 429, answer: blame("rate_limit", "ratelimited", detail, { retry_after: wait }) };
  }
  const needed = method.scopes(world, args);
  const { scopes } = world;
  if (scopes !== null && needed.length > 0 && !needed.some((scope) => scopes.has(scope))) {
    const more = { needed: needed.join(","), provided: [...scopes].join(",") };
    return refused(blame("scope", "missing_scope", `${request.method} needs ${more.needed}`, more));
  }
  const missing = method.required.filter((name) => args[name] === undefined || args[name] === "");
  if (missing.length > 0) {
    const problems = missing.map((name) => ({ pointer: "", message: `missing required field: ${name}` }));
    return refused(refuseFor("arguments", "invalid_arguments", problems));
  }
  return { status: 200, answer: method.run(world, args) };
}

function refused(answer: Answer): { readonly status: number; readonly answer: Answer } {
  return { status: 200, answer };
}

function checkToken(world: World, request: CallRequest, args: Args, method: Method): Answer | null {
  const bearer = /^Bearer\s+(.+)$/i.exec(request.authorization ?? "")?.[1];
  const token = bearer ?? text(args, "token");
  const { botToken, appToken } = world.identity;
  if (token === undefined) return blame("arguments", "not_authed", "no token");
  if (token !== botToken && token !== appToken) return blame("arguments", "invalid_auth", "unknown token");
  if (token !== (method.token === "app" ? appToken : botToken)) {
    return blame("arguments", "not_allowed_token_type", `${request.method} takes the ${method.token} token`);
  }
  return null;
}

function json(status: number, answer: Answer, scopes: ReadonlySet<string> | null = null): Reply {
  const headers: Record<string, string> = { "content-type": "application/json; charset=utf-8" };
  if (scopes !== null) headers["x-oauth-scopes"] = [...scopes].join(",");
  return { status, headers, body: JSON.stringify(answer) };
}

function tooMany(retryAfter: number): Reply {
  const body = JSON.stringify({ ok: false, error: "ratelimited" });
  return {
    status: 429,
    headers: { "content-type": "application/json", "retry-after": String(retryAfter) },
    body,
  };
}
