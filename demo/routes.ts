// `/_demo`: what the demo's page may ask for. Everything that changes something answers with the new state.
import type { Context, Hono } from "hono";
import { z } from "zod";
import type { Demo } from "./demo.ts";
import { BOT_IS_DOWN, type Outcome } from "./outcome.ts";
import {
  type ClockChange,
  type DemoError,
  type LeadForm,
  SPEEDS,
  TROUBLES,
  type TroubleChange,
} from "./protocol.ts";

const DAY_MS = 24 * 60 * 60_000;
const FURTHEST_DAYS = 400;
/** Longer than any field that the intake takes. */
const MOST_TEXT = 100_000;

const text = z.string().max(MOST_TEXT);
const bodies = {
  clock: z.union([
    z.strictObject({
      ahead: z
        .number()
        .min(0)
        .max(FURTHEST_DAYS * DAY_MS),
    }),
    z.strictObject({ speed: z.number().min(SPEEDS.least).max(SPEEDS.most) }),
    z.strictObject({ paused: z.boolean() }),
  ]) satisfies z.ZodType<ClockChange>,
  lead: z.strictObject({
    firstName: text,
    lastName: text,
    email: text,
    title: text,
    company: text,
    employees: text,
    country: text,
    intent: text,
    message: text,
  }) satisfies z.ZodType<LeadForm>,
  trouble: z.strictObject({ trouble: z.enum(TROUBLES), person: z.string().optional() }),
  tamper: z.strictObject({ leadId: z.string(), eventId: z.string() }),
};

/** A body that is not what the route takes. */
class Malformed extends Error {}

export function addRoutes(app: Hono, demo: () => Demo): void {
  app.onError((error, c) => {
    if (error instanceof Malformed) return c.json(because(error.message), 400);
    process.stderr.write(`${c.req.path}: ${error.stack}\n`);
    return c.json(because("The demo itself failed; its terminal says how."), 500);
  });
  const answer = (c: Context, outcome: Outcome) =>
    outcome.ok ? c.json(demo().state()) : c.json(because(outcome.error), outcome.malformed ? 400 : 200);

  app.get("/_demo/state", (c) => c.json(demo().state()));
  app.post("/_demo/clock", async (c) => {
    await demo().changeClock(await read(c, bodies.clock));
    return c.json(demo().state());
  });
  app.post("/_demo/leads", async (c) => {
    const sent = await demo().send(await read(c, bodies.lead));
    if (sent === null) return answer(c, BOT_IS_DOWN);
    return c.json(sent);
  });
  app.get("/_demo/leads", async (c) => c.json(await demo().leads()));
  app.get("/_demo/leads/:id", async (c) => {
    const id = c.req.param("id");
    if (!/^\w+$/.test(id)) return c.json(because("That is no lead's id."), 404);
    const shown = await demo().run(["lead", "show", id, "--json"]);
    if (shown === null) return answer(c, BOT_IS_DOWN);
    if (shown.exit !== 0) return c.json(because(shown.output.trim()));
    return c.body(shown.output, 200, { "content-type": "application/json" });
  });
  app.post("/_demo/troubles", async (c) =>
    answer(c, await demo().troubles.break(troubleOf(await read(c, bodies.trouble)))),
  );
  app.post("/_demo/troubles/mend", async (c) =>
    answer(c, await demo().troubles.mend(troubleOf(await read(c, bodies.trouble)))),
  );
  app.post("/_demo/tamper", async (c) => answer(c, await demo().tamper(await read(c, bodies.tamper))));
  app.post("/_demo/tamper/undo", async (c) => answer(c, await demo().untamper()));
  app.post("/_demo/verify", async (c) => {
    const verified = await demo().run(["audit", "verify"]);
    return verified === null ? answer(c, BOT_IS_DOWN) : c.json(verified);
  });
  app.all("/_demo/*", (c) => c.json(because("There is nothing here."), 404));
}

function because(error: string): DemoError {
  return { error };
}

function troubleOf({ trouble, person }: z.infer<typeof bodies.trouble>): TroubleChange {
  return person === undefined ? { trouble } : { trouble, person };
}

async function read<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const body: unknown = await c.req.json().catch(() => {
    throw new Malformed("The body must be JSON.");
  });
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Malformed(
    `${issue?.path.join(".") || "The body"}: ${issue?.message ?? "is not what belongs here"}`,
  );
}
