/** Posts to a response URL: five within half an hour, no token needed. */
import { edit, postAsBot, remove } from "../state/posting.ts";
import type { ResponseTarget } from "../state/responseUrls.ts";
import type { World } from "../world.ts";
import { type Answer, blame, type Refusal, recordBlame, refuse } from "./answer.ts";
import { type Args, flag, parseBody, text } from "./arguments.ts";
import type { Reply } from "./call.ts";
import { type Content, readContent } from "./content.ts";

/** The name under which these posts appear in the log and can be struck by faults. */
const RESPONSE_URL = "response_url";

export async function answerResponseUrl(
  world: World,
  path: string,
  contentType: string | undefined,
  body: string,
): Promise<Reply> {
  const started = performance.now();
  const parsed = parseBody(contentType, body);
  const args: Args = parsed.ok ? parsed.args : {};
  const use = world.responseUrls.look(path, world.now());
  const fault = world.faults.strike(RESPONSE_URL, use.ok ? [use.target.channel, use.target.user] : []);
  if (fault?.kind === "slow") await world.deliveries.pause(fault.delayMs ?? 1_000);

  const answer = (): Answer => {
    if (fault?.kind === "drop_before" || fault?.kind === "http_500") return refuse(fault.kind);
    if (fault?.kind === "error" || fault?.kind === "ratelimited") return refuse(fault.code ?? "ratelimited");
    if (!parsed.ok) return blame("response_url", "invalid_payload", parsed.code);
    if (!use.ok) return blame("response_url", use.code, path);
    const applied = apply(world, use.target, args);
    if (applied.ok) world.responseUrls.use(path);
    return applied;
  };
  const outcome = answer();
  const status = outcome.ok ? 200 : statusOf(outcome);
  if (!outcome.ok) recordBlame(world, RESPONSE_URL, outcome);
  world.journal.call({
    method: RESPONSE_URL,
    args,
    at: world.now(),
    ok: outcome.ok,
    ...(outcome.ok ? {} : { error: outcome.error }),
    status,
    ...(fault === undefined ? {} : { fault: fault.kind }),
    ms: performance.now() - started,
  });
  world.changes.notify();
  if (fault?.kind === "drop_before" || fault?.kind === "drop_after") return "cut";
  const headers: Record<string, string> = { "content-type": "application/json; charset=utf-8" };
  if (fault?.kind === "ratelimited") headers["retry-after"] = String(fault.retryAfter ?? 1);
  return { status, headers, body: JSON.stringify(outcome) };
}

function statusOf(refusal: Refusal): number {
  switch (refusal.error) {
    case "invalid_url":
    case "expired_url":
    case "used_url":
    case "message_not_found":
      return 404;
    case "ratelimited":
      return 429;
    case "http_500":
      return 500;
    default:
      return 400;
  }
}

function apply(world: World, target: ResponseTarget, args: Args): Answer {
  const original = target.ts === undefined ? undefined : world.messages.get(target.channel, target.ts);
  if (flag(args, "delete_original") || (flag(args, "replace_original") && target.ts !== undefined)) {
    if (original === undefined || original.deleted) return refuse("message_not_found");
    if (flag(args, "delete_original")) {
      remove(world, original);
      return { ok: true };
    }
  }
  const content = readContent(world, args, "post", RESPONSE_URL);
  if (!content.ok) return content;
  if (original !== undefined && flag(args, "replace_original")) {
    edit(world, original, { ...content, text: content.text ?? "", blocks: content.blocks ?? [] });
    return { ok: true };
  }
  postReply(world, target, args, content);
  return { ok: true };
}

/** A reply to a command or click: for that person alone unless it says `in_channel`. */
export function postReply(world: World, to: ResponseTarget, args: Args, content: Content) {
  const ephemeralTo = text(args, "response_type") === "in_channel" ? undefined : to.user;
  return postAsBot(world, { channel: to.channel, threadTs: text(args, "thread_ts"), ephemeralTo }, content);
}
