// Histories of made-up leads, as they would lie in the record: enough of them to recount, without running Baton for each.
// Their hashes are not right, which nobody who counts looks at.
import type { Database } from "../../src/store/database/open.ts";

export interface MadeEvent {
  readonly leadId: string;
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly body: Readonly<Record<string, unknown> & { type: string }>;
}

export interface Made {
  readonly startAt: number;
  readonly days: number;
  readonly seed: number;
}

const MINUTE = 60_000;
const REPS = ["U0ALICE", "U0BOB", "U0CAROL"];

/** Leads that come in evenly over so many days, each with all that happens to it, in the order in which it happened. */
export function madeLeads(many: number, { startAt, days, seed }: Made): MadeEvent[] {
  const random = randomFrom(seed);
  const chance = (share: number) => random() < share;
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const all: MadeEvent[] = [];
  for (let n = 0; n < many; n++) {
    let ms = startAt + Math.floor((n / many) * days * 24 * 60) * MINUTE;
    let seq = 0;
    const leadId = `lead_${n.toString(16).padStart(32, "0")}`;
    const add = (minutes: number, type: string, more: object = {}, actor = "clock") => {
      ms += Math.floor(random() * minutes * MINUTE);
      seq += 1;
      all.push({ leadId, seq, at: new Date(ms).toISOString(), actor, body: { type, ...more } });
    };
    const version = 1 + Math.floor((3 * n) / many);
    const policy = { version: chance(0.1) ? version + 1 : version, hash: "h" };
    add(1, "received", { source: oneOf(["website", "website", "acme"]), policy }, "source:website");
    const score = Math.floor(random() * 140) - 20;
    const qualified = (decision: string) =>
      add(5, "qualified", { decision, score, tier: null, rules: [], lateMs: 0 });
    if (chance(0.08)) {
      qualified("merged");
      add(0, "merged", { into: "lead_0", by: "email" });
      continue;
    }
    if (chance(0.1)) {
      qualified("review");
      add(60, chance(0.7) ? "approved" : "rejected", { turn: 1, by: null });
    }
    const fate = chance(0.6) ? "route" : oneOf(["nurture", "suppressed"]);
    qualified(fate);
    if (fate !== "route") {
      if (chance(0.1)) {
        const approval = chance(0.5);
        if (approval) add(3_000, "override_asked", { by: "U0MANAGER" }, "slack:U0MANAGER");
        add(
          3_000,
          "overridden",
          { by: "U0MANAGER", approvedBy: approval ? "U0OTHER" : null },
          "slack:U0MANAGER",
        );
        add(0, "reopened", { policy: { version: version + 1, hash: "h" } }, "slack:U0MANAGER");
        qualified("route");
      } else continue;
    }
    if (chance(0.1)) {
      add(5, "overflowed", { turn: 1 });
      continue;
    }
    const rep = oneOf(REPS);
    add(1, "offered", { rep, turn: 1 });
    if (chance(0.15)) add(200, "overridden", { by: "U0MANAGER", approvedBy: null }, "slack:U0MANAGER");
    const end = random();
    if (end < 0.5) add(200, "accepted", { rep, turn: 1 }, chance(0.9) ? `slack:${rep}` : "slack:U0MANAGER");
    else if (end < 0.7) {
      add(240, "tanked", { turn: 2 });
      if (chance(0.6)) add(300, "claimed", { rep: oneOf(REPS), turn: 2 });
    } else if (end < 0.9) {
      add(200, "recycled", { rep, turn: 1 });
      if (chance(0.5)) {
        add(20_000, "re_engaged", { policy: { version: version + 1, hash: "h" }, cycle: 2 });
        qualified(oneOf(["route", "nurture"]));
      }
    }
  }
  return all.toSorted(
    (a, b) =>
      (a.at < b.at ? -1 : Number(a.at > b.at)) ||
      (a.leadId < b.leadId ? -1 : Number(a.leadId > b.leadId)) ||
      a.seq - b.seq,
  );
}

/** A few thousand at a time. */
export async function storeEvents(
  { pool }: Pick<Database, "pool">,
  events: readonly MadeEvent[],
): Promise<void> {
  for (let from = 0; from < events.length; from += 5_000) {
    const rows = events.slice(from, from + 5_000).map(({ leadId, seq, at, actor, body }) => {
      const { type, ...payload } = body;
      return { id: `evt_${leadId}_${seq}`, leadId, seq, type, actor, rep: body.rep ?? null, at, payload };
    });
    await pool.query(
      `INSERT INTO "LeadEvent" (id, "leadId", seq, type, actor, rep, at, payload, "prevHash", hash)
       SELECT id, "leadId", seq, type, actor, rep, at, payload, '', ''
       FROM json_to_recordset($1) AS row(id text, "leadId" text, seq int, type text, actor text, rep text, at timestamptz, payload json)`,
      [JSON.stringify(rows)],
    );
  }
}

/** Mulberry32: the same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
