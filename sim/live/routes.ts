/** What the page asks for besides its socket: older messages, and where its reader has got to. */
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { z } from "zod";
import { explain } from "../control/explain.ts";
import { newestSeen } from "../state/screen.ts";
import { seesChannel } from "../state/seeing.ts";
import { parseTs } from "../state/timestamps.ts";
import type { SimMessage } from "../types.ts";
import type { World } from "../world.ts";
import type { History } from "./frames.ts";

const ts = z.string().refine((text) => parseTs(text) !== null, "is no timestamp");
const historyQuery = z.object({
  user: z.string(),
  before: ts.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const readBody = z.strictObject({ user: z.string(), channel: z.string(), ts });

/** `GET /history/:channel` and `POST /read`. Both refuse what the person may not look into. */
export function liveRoutes(world: World): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError(explain);
  app.get("/history/:channel", (c) => {
    const { user, before, limit } = historyQuery.parse(c.req.query());
    const channel = checkSees(world, user, c.req.param("channel"));
    return c.json(history(world, { user, channel, before, limit }));
  });
  app.post("/read", async (c) => {
    const body = readBody.parse(await c.req.json());
    world.reads.mark(body.user, checkSees(world, body.user, body.channel), body.ts);
    return c.json({ ok: true });
  });
  return app;
}

interface HistoryRequest {
  readonly user: string;
  readonly channel: string;
  readonly before: string | undefined;
  readonly limit: number;
}

function history(world: World, { user, channel, before, limit }: HistoryRequest): History {
  const from = before === undefined ? undefined : (parseTs(before) ?? undefined);
  const messages: SimMessage[] = [];
  for (const message of newestSeen(world, user, channel, from)) {
    if (messages.length === limit) return { messages: messages.reverse(), hasMore: true };
    messages.push(message);
  }
  return { messages: messages.reverse(), hasMore: false };
}

function checkSees(world: World, user: string, channel: string): string {
  if (world.users.get(user) === undefined) throw new Error(`No user ${user} in this workspace`);
  if (!seesChannel(world.channels.get(channel), user)) throw new Error(`${user} is not in ${channel}`);
  return channel;
}
