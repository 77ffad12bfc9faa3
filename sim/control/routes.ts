/** The driver over HTTP, for a test in another process: small JSON routes under `/_sim`. */
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { z } from "zod";
import { Lapse } from "../people/lapse.ts";
import type {
  FaultHandle,
  FaultSpec,
  MessageRef,
  Person,
  Sim,
  SimMessage,
  SimView,
  Target,
} from "../types.ts";
import type { World } from "../world.ts";
import { explain } from "./explain.ts";

type Env = { Bindings: HttpBindings };

const target = z.union([
  z.string(),
  z.strictObject({
    text: z.string().optional(),
    actionId: z.string().optional(),
    blockId: z.string().optional(),
    value: z.string().optional(),
    near: z.string().optional(),
    nth: z.int().min(0).optional(),
  }),
]);
/** On a message, or without `channel` and `ts` on the modal on top, else the Home tab. */
const surface = { user: z.string(), channel: z.string().optional(), ts: z.string().optional() };
const value = z.union([z.string(), z.array(z.string())]);

const bodies = {
  press: z.strictObject({ ...surface, target, seen: z.int().min(0).optional() }),
  choose: z.strictObject({ ...surface, target, value }),
  command: z.strictObject({ user: z.string(), text: z.string(), channel: z.string().optional() }),
  say: z.strictObject({ user: z.string(), text: z.string(), channel: z.string().optional() }),
  fill: z.strictObject({ user: z.string(), target, value }),
  person: z.strictObject({ user: z.string() }),
  snooze: z.strictObject({ user: z.string(), minutes: z.number().min(1).max(43_200) }),
  status: z.strictObject({
    user: z.string(),
    text: z.string().max(100).default(""),
    emoji: z.string().default(""),
    expiration: z.int().min(0).default(0),
  }),
  shortcut: z.strictObject({ ...surface, callbackId: z.string() }),
  fault: z.strictObject({
    kind: z.enum(["drop_before", "drop_after", "http_500", "slow", "ratelimited", "error"]),
    method: z.string().optional(),
    channel: z.string().optional(),
    times: z.int().min(1).optional(),
    code: z.string().optional(),
    retryAfter: z.number().optional(),
    delayMs: z.number().optional(),
    applyAfterMs: z.number().optional(),
    probability: z.number().optional(),
  }),
  duplicates: z.strictObject({ times: z.int().min(0) }),
  sockets: z.strictObject({ silent: z.boolean().optional() }),
  message: z.strictObject({ channel: z.string(), ts: z.string(), code: z.string().optional() }),
  deliverTo: z.strictObject({ url: z.string().nullable() }),
  user: z.strictObject({
    id: z.string(),
    name: z.string(),
    tz: z.string().optional(),
    email: z.string().optional(),
  }),
};

interface Control {
  mount(app: Hono<Env>): void;
  attach(sim: Sim): void;
}

/** `attach` comes after the server listens: only then is there a driver to hand requests to. */
export function createControl(world: World): Control {
  let sim: Sim | undefined;
  const driver = (): Sim => {
    if (sim === undefined) throw new Error("The local Slack is still starting");
    return sim;
  };
  return {
    attach: (started) => {
      sim = started;
    },
    mount: (app) => app.route("/_sim", routes(world, driver)),
  };
}

function routes(world: World, sim: () => Sim): Hono<Env> {
  const app = new Hono<Env>();
  const faults: FaultHandle[] = [];
  app.onError(explain);

  app.get("/time", (c) => c.json({ now: world.now(), iso: new Date(world.now()).toISOString() }));
  app.get("/state", (c) =>
    c.json({
      apiUrl: sim().apiUrl,
      now: world.now(),
      users: world.users.all(),
      channels: world.channels.all().map(({ members: _members, ...channel }) => channel),
      connections: sim().connections,
      callCounts: sim().callCounts,
      violations: sim().violations.length,
    }),
  );
  app.get("/messages/:channel", (c) => {
    const user = c.req.query("user");
    const channel = c.req.param("channel");
    return c.json(user === undefined ? sim().messages(channel) : sim().user(user).messages(channel));
  });
  app.get("/modal/:user", (c) => c.json(sim().user(c.req.param("user")).modal()));
  app.get("/home/:user", (c) => c.json(sim().user(c.req.param("user")).home()));
  app.get("/calls", (c) => c.json(sim().calls.slice(-Number(c.req.query("last") ?? 1_000))));
  app.get("/violations", (c) => c.json(sim().violations));
  app.get("/refusals", (c) => c.json(sim().refusals));

  const on = <K extends keyof typeof bodies>(
    path: string,
    body: K,
    run: (input: z.infer<(typeof bodies)[K]>) => unknown,
  ): void => {
    app.post(path, async (c: Context<Env>) => {
      const input = bodies[body].parse(await c.req.json()) as z.infer<(typeof bodies)[K]>;
      return c.json((await run(input)) ?? { ok: true });
    });
  };
  on("/press", "press", (input) => {
    const person = sim().user(input.user);
    const overtaken = overtakenVersion(world, input);
    if (overtaken !== undefined) return person.press(overtaken, input.target as Target, { stale: true });
    return person.press(shown(person, input), input.target as Target);
  });
  on("/choose", "choose", (input) => {
    const person = sim().user(input.user);
    return person.choose(shown(person, input), input.target as Target, input.value);
  });
  on("/command", "command", ({ user, text, channel }) =>
    sim()
      .user(user)
      .command(text, channel === undefined ? {} : { channel }),
  );
  on("/say", "say", ({ user, text, channel }) => sim().user(user).say(text, channel));
  on("/modal/fill", "fill", (input) =>
    sim()
      .user(input.user)
      .fill(input.target as Target, input.value),
  );
  on("/modal/submit", "person", ({ user }) => sim().user(user).submit());
  on("/modal/close", "person", ({ user }) => sim().user(user).close());
  on("/home/open", "person", ({ user }) => sim().user(user).openHome());
  on("/snooze", "snooze", ({ user, minutes }) => sim().user(user).snooze(minutes));
  on("/snooze/end", "person", ({ user }) => sim().user(user).endSnooze());
  on("/status", "status", ({ user, ...status }) => sim().user(user).setStatus(status));
  on("/shortcut", "shortcut", (input) => {
    const { user, channel = "", ts = "", callbackId } = input;
    return sim().user(user).shortcut({ channel, ts }, callbackId);
  });
  on("/users", "user", ({ tz, email, ...user }) =>
    sim().addUser({
      ...user,
      ...(tz === undefined ? {} : { tz }),
      ...(email === undefined ? {} : { email }),
    }),
  );
  on("/users/deactivate", "person", ({ user }) => sim().deactivate(user));
  on("/users/reactivate", "person", ({ user }) => sim().reactivate(user));
  on("/messages/delete", "message", ({ channel, ts }) => sim().deleteMessage(channel, ts));
  on("/messages/expire", "message", ({ channel, ts, code }) => sim().expireEditWindow(channel, ts, code));
  on("/deliver-to", "deliverTo", ({ url }) => sim().deliverTo(url));
  on("/duplicates", "duplicates", ({ times }) => sim().duplicateDeliveries(times));
  on("/sockets/drop", "sockets", ({ silent }) => sim().dropSockets({ silent: silent ?? false }));
  on("/sockets/refresh", "sockets", () => sim().refreshSockets());
  on("/faults", "fault", (spec) => {
    const given = Object.fromEntries(Object.entries(spec).filter(([, field]) => field !== undefined));
    faults.push(sim().fault({ ...(given as Pick<FaultSpec, "kind">), random: Math.random }));
    return { id: faults.length - 1 };
  });
  app.get("/faults/:id", (c) => c.json({ struck: faults[Number(c.req.param("id"))]?.struck ?? null }));
  app.delete("/faults", (c) => {
    sim().clearFaults();
    return c.json({ ok: true });
  });
  return app;
}

/** What the person had on their screen when they pressed, where an update has just overtaken them. */
function overtakenVersion(
  world: World,
  {
    channel = "",
    ts = "",
    seen,
  }: { channel?: string | undefined; ts?: string | undefined; seen?: number | undefined },
): SimMessage | undefined {
  if (seen === undefined || world.messages.get(channel, ts)?.updates === seen) return undefined;
  return world.messages.getBefore(channel, ts, seen);
}

function shown(
  person: Person,
  { channel, ts }: { channel?: string | undefined; ts?: string | undefined },
): MessageRef | SimView {
  if (channel !== undefined && ts !== undefined) return { channel, ts };
  const view = person.modal() ?? person.home();
  if (view === null)
    throw new Lapse("view_gone", "Name a message by `channel` and `ts`: there is no modal and no Home tab");
  return view;
}
