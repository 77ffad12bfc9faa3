// The numbers that alerts are decided by, against the events themselves; and that an alert is raised once.
import { beforeEach, expect, test } from "vitest";
import type { AlertRulesInForce } from "../../src/app/alertPorts.ts";
import type { AlertLines } from "../../src/domain/alerts.ts";
import { link } from "../../src/domain/chain.ts";
import { DESK_CHAIN } from "../../src/domain/deskEvents.ts";
import { evolve } from "../../src/domain/evolve.ts";
import type { Lead } from "../../src/domain/lead.ts";
import { alertNumbers } from "../../src/store/alerts/numbers.ts";
import { teamOf } from "../support/fixtures.ts";
import { CAMPAIGNS, NOW, type Row, recomputed, simulate, sorted } from "./support/alertStories.ts";
import { onBothDatabases } from "./support/databases.ts";
import { at, newLead, qualified } from "./support/leads.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const LINES: AlertLines = {
  latency: { medianMs: 2 * HOUR, p95Ms: DAY },
  campaign: { share: 0.5, ofAtLeast: 10 },
  overrides: { moreThan: 10, withinMs: DAY },
  tank: { moreThan: 20 },
  postMortem: { withinMs: 7 * DAY, moreThan: { person: 5, rule: 5, team: 5 } },
};
const inForce = (lines: Partial<AlertLines> = {}): AlertRulesInForce => ({
  lines: { ...LINES, ...lines },
  team: teamOf(),
  known: { criteria: ["country"], suppressing: [] },
});

onBothDatabases(({ stores: { leads, alerts, audit }, other, database, empty }) => {
  beforeEach(empty);

  /** Overrides on record, as the numbers see them: of a lead of which nothing else is known. */
  async function overrides(
    many: number,
    more: Record<string, unknown> = {},
    type = "overridden",
  ): Promise<void> {
    const payload = {
      by: "U0MANAGER",
      reasonCode: "rule_gap",
      rule: "demo",
      team: null,
      approvedBy: null,
      ...more,
    };
    await database.pool.query(
      `INSERT INTO "LeadEvent" (id, "leadId", seq, type, actor, at, payload, "prevHash", hash)
       SELECT 'o' || n, $1, n, $2, 'x', $3::timestamptz, $4, '', ''
       FROM (SELECT 1000 + count(*) AS base FROM "LeadEvent") AS b, generate_series(b.base, b.base + $5 - 1) AS n`,
      ["lead_overridden", type, more.at ?? at(NOW), JSON.stringify(payload), many],
    );
  }

  async function rows(): Promise<Row[]> {
    const { rows } = await database.pool.query<Row>(
      'SELECT "leadId", type, at, payload FROM "LeadEvent" ORDER BY "leadId", seq',
    );
    return rows;
  }

  const deskEvents = async () => (await audit.chains([DESK_CHAIN]))[0]?.events ?? [];

  test("are what the events of thousands of leads come to", { timeout: 120_000 }, async () => {
    const { campaigns } = await simulate(leads);
    await overrides(7, { by: "U0MANAGER", rule: "demo", team: "north" });
    await overrides(5, { by: "U0SECOND", rule: null, at: at(NOW - 2 * 24 * 60) });
    await overrides(3, { by: "U0MANAGER", rule: "size" }, "override_asked");
    await overrides(2, { by: "U0MANAGER", rule: "size", approvedBy: "U0SECOND" });
    await overrides(4, { at: at(NOW - 8 * 24 * 60) });
    const asked = { lines: LINES, now: at(NOW), campaigns: { since: at(NOW - 7 * 24 * 60), also: [] } };
    const numbers = await alertNumbers(database.prisma, asked);
    const expected = recomputed(await rows(), campaigns);
    expect({
      ...numbers,
      campaigns: sorted(numbers.campaigns),
      overriding: sorted(numbers.overriding),
    }).toEqual(expected);
    expect(expected.latency.leads).toBeGreaterThan(80);
    expect(expected.tank).toBeGreaterThan(50);
    expect(expected.campaigns).toHaveLength(CAMPAIGNS.length);
    expect(expected.overrides).toBe(10);
    expect(expected.overriding).toHaveLength(5);
  });

  test("how long leads wait is a time that one of them waited, as in reps' numbers", async () => {
    await database.pool.query(
      `INSERT INTO "LeadEvent" (id, "leadId", seq, type, actor, at, payload, "prevHash", hash)
       SELECT 'w', 'lead_' || n, seq, type, 'x', $1::timestamptz + minutes * interval '1 minute', '{}', '', ''
       FROM generate_series(1, 10) AS n, LATERAL (VALUES (1, 'received', 0), (2, 'accepted', n)) AS one(seq, type, minutes)`,
      [at(NOW - 60)],
    );
    const asked = { lines: LINES, now: at(NOW), campaigns: { since: at(NOW), also: [] } };
    const { latency } = await alertNumbers(database.prisma, asked);
    expect(latency).toEqual({ leads: 10, medianMs: 5 * MINUTE, p95Ms: 10 * MINUTE });
  });

  test("of twenty looks at one instant, by two instances, one raises each alert", async () => {
    await leads.insert(Array.from({ length: 12 }, (_, nth) => newLead(`T${nth}`)));
    await overrides(11, { team: "north" });
    const looks = await Promise.all(
      Array.from({ length: 20 }, (_, nth) =>
        (nth % 2 ? other.alerts : alerts).look(inForce(), at(NOW), at(NOW - 15)),
      ),
    );
    const raised = looks.flat().map((change) => (change.change === "raise" ? change.kind : change.change));
    expect(raised.sort()).toEqual(["overrides", "post_mortem", "post_mortem", "post_mortem"]);
    expect((await deskEvents()).map(({ body }) => body.type)).toEqual(Array(4).fill("alert_raised"));
    expect((await alerts.openAlerts()).map(({ subject }) => subject).sort()).toEqual([
      "",
      "person:U0MANAGER",
      "rule:demo",
      "team:north",
    ]);
    expect(await alerts.openByKind()).toEqual({
      ...{ latency: 0, overrides: 1, tank: 0, campaign: 0, post_mortem: 3 },
    });
    const { rows: mirrors } = await database.pool.query('SELECT wanted FROM "Mirror"');
    expect(mirrors).toEqual(Array(4).fill({ wanted: 1 }));
  });

  test("of ten people who acknowledge and snooze at once, one does", async () => {
    await leads.insert([newLead("T1")]);
    await overrides(11);
    const { team } = inForce();
    await alerts.look(inForce({ postMortem: null }), at(NOW), at(NOW - 15));
    const [{ id } = { id: "" }] = await alerts.openAlerts();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, nth) =>
        (nth % 2 ? other.alerts : alerts).answer(
          id,
          { do: "snooze", by: nth % 3 ? "U0MANAGER" : "U0STEWARD", in: null },
          team,
          at(NOW),
        ),
      ),
    );
    expect(answers.filter(({ kind }) => kind === "done")).toHaveLength(1);
    expect((await deskEvents()).map(({ body }) => body.type)).toEqual(["alert_raised", "alert_snoozed"]);
    expect(await alerts.openAlerts(), "what is snoozed is not open").toEqual([]);
  });

  test("a campaign is found by a lead that has lately turned out to be none, and all of them by a full look", async () => {
    const lead = (nth: number) => newLead(`C${nth}`, { email: `c${nth}@example.com`, campaign: " spring " });
    const created = Array.from({ length: 10 }, (_, nth) => lead(nth));
    await leads.insert(created);
    for (const { lead } of created) {
      const events = link(lead.id, lead, at(5), "clock", [
        qualified,
        { type: "nurtured", because: "icp", nurture: null },
      ]);
      const after = events.reduce<Lead>((state, event) => evolve(state, event), lead);
      await leads.commit({ lead: after, expected: lead.seq, events, raise: [], ledgers: [] });
    }
    const only = inForce({ postMortem: null, overrides: null, latency: null, tank: null });
    expect(await alerts.look(only, at(60), at(45)), "long ago").toEqual([]);
    expect(await alerts.look(only, at(60), at(60 - 7 * 24 * 60))).toMatchObject([
      { change: "raise", kind: "campaign", subject: "spring" },
    ]);
    const [alert] = await alerts.openAlerts();
    expect(alert?.facts).toMatchObject({
      leads: 10,
      disqualified: 10,
      reasons: [{ why: { by: "icp" }, count: 10 }],
    });
    expect(await alerts.look(only, at(8 * 24 * 60), at(8 * 24 * 60 - 15))).toMatchObject([
      { change: "end", because: "passed" },
    ]);
  });
});
