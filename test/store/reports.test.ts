// A slot is taken once, whoever asks and however often, with its event and its message.
import { beforeEach, expect, test } from "vitest";
import { verifyDatabase } from "../../src/app/audit/verifyDatabase.ts";
import { postReports } from "../../src/app/postReports.ts";
import { TurnedClock, toMs } from "../../src/clock.ts";
import { DESK_CHAIN } from "../../src/domain/deskEvents.ts";
import { daysBefore, type ReportPlan, type ReportSlot } from "../../src/domain/reports.ts";
import { parseTeam } from "../../src/policy/compileTeam.ts";
import { createStores } from "../../src/store/index.ts";
import { onBothDatabases } from "./support/databases.ts";

const teamText = (reports: string) => `
version: 1
timezone: Europe/London
channels: { managers: C0MANAGERS, tank: C0TANK }
roles: { overflow: U0OVERFLOW }
reports: ${reports}
`;

const plan = (name: ReportPlan["name"]): ReportPlan => ({
  name,
  channel: (team) => team.channels.get("managers") ?? null,
  covers: (slot, timezone) => daysBefore(slot, timezone, 7),
});
const plans = [plan("daily"), plan("weekly")];
const MONDAY = "2026-03-09T09:00:00.000Z";
const weekly: ReportSlot = { name: "weekly", slot: MONDAY };
const week = { from: "2026-03-02T09:00:00.000Z", to: MONDAY };

onBothDatabases(({ database, other, empty }) => {
  beforeEach(empty);

  async function opened(startAt: string, reports = "{ daily: off }") {
    // Each its own: the stores keep what never changes, and the tests empty the tables.
    const stores = createStores(database);
    const clock = new TurnedClock(toMs(startAt));
    const apply = async (text: string) => {
      const parsed = parseTeam(teamText(text), "team.yml");
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      const { canonical, hash } = parsed.team;
      await stores.rules.applyTeam({ canonical, hash, by: "Dana", at: new Date(clock.now()).toISOString() });
    };
    await apply(reports);
    return {
      ...{ stores, clock, apply },
      post: (at: string, by = stores) => {
        clock.turnTo(toMs(at));
        return postReports({ ...by, clock, plans });
      },
      rows: (sql: string) => database.pool.query(sql).then(({ rows }) => rows as Record<string, unknown>[]),
    };
  }

  test("the latest slot is taken once, with what it covers, its event and its message", async () => {
    const { stores, post, rows } = await opened("2026-03-02T10:00:00.000Z");
    expect(await post("2026-03-09T08:59:59.999Z")).toEqual([]);
    expect(await post("2026-03-09T09:00:03.000Z")).toEqual([weekly]);
    expect(await post("2026-03-09T09:00:08.000Z")).toEqual([]);
    expect(await stores.reports.taken(weekly)).toEqual({ ...weekly, ...week, page: 1, picture: null });
    const [chain] = await stores.audit.chains([DESK_CHAIN]);
    expect(chain?.events.map(({ actor, at, body }) => ({ actor, at, ...body }))).toEqual([
      {
        ...{ actor: "clock", at: "2026-03-09T09:00:03.000Z", type: "report_posted" },
        ...{ report: "weekly", slot: MONDAY, ...week },
      },
    ]);
    expect(await rows(`SELECT id, kind::text, "leadId", "to", wanted, shown FROM "Mirror"`)).toEqual([
      {
        ...{ id: `report:weekly:${MONDAY}`, kind: "report", leadId: "desk", to: "C0MANAGERS" },
        ...{ wanted: 1, shown: 0 },
      },
    ]);
    expect(await verifyDatabase(stores.audit, null)).toMatchObject({ ok: true, events: 2 });
  });

  test("after weeks away only the latest is made up, of each report", async () => {
    const { post } = await opened("2026-03-02T10:00:00.000Z", "{}");
    expect(await post("2026-03-27T15:00:00.000Z")).toEqual([
      { name: "daily", slot: "2026-03-27T08:00:00.000Z" },
      { name: "weekly", slot: "2026-03-23T09:00:00.000Z" },
    ]);
    expect(await post("2026-03-27T16:00:00.000Z")).toEqual([]);
  });

  test("three weeks, looked at every hour, are three weekly reports and twenty-one daily ones", async () => {
    const { clock, post, rows } = await opened("2026-03-16T10:00:00.000Z", "{}");
    for (let hour = 0; hour < 21 * 24; hour++) await post(new Date(clock.now() + 3_600_000).toISOString());
    expect(
      await rows(`SELECT name::text, count(*)::int AS many FROM "Report" GROUP BY 1 ORDER BY 1`),
    ).toEqual([
      { name: "daily", many: 21 },
      { name: "weekly", many: 3 },
    ]);
  });

  test("a changed schedule posts nothing again, and goes on with its own next slot", async () => {
    const { clock, apply, post } = await opened("2026-03-02T10:00:00.000Z");
    expect(await post("2026-03-09T10:00:00.000Z")).toHaveLength(1);
    clock.turnTo(toMs("2026-03-09T11:00:00.000Z"));
    await apply('{ daily: off, weekly: "30 9 * * 1" }');
    expect(await post("2026-03-09T11:01:00.000Z")).toEqual([]);
    await apply('{ daily: off, weekly: "0 8 * * 1" }');
    expect(await post("2026-03-09T11:02:00.000Z")).toEqual([]);
    expect(await post("2026-03-16T08:00:00.000Z")).toEqual([
      { name: "weekly", slot: "2026-03-16T08:00:00.000Z" },
    ]);
    await apply("{ daily: off, weekly: off }");
    expect(await post("2026-03-30T12:00:00.000Z")).toEqual([]);
  });

  test("twenty who look at once take a slot once between them", async () => {
    const { stores, post, rows } = await opened("2026-03-02T10:00:00.000Z");
    const looks = Array.from({ length: 20 }, (_, n) => post(MONDAY, n % 2 === 0 ? stores : other));
    expect((await Promise.all(looks)).flat()).toEqual([weekly]);
    expect(await rows(`SELECT count(*)::int AS events FROM "LeadEvent" WHERE "leadId" = 'desk'`)).toEqual([
      { events: 1 },
    ]);
    expect(await rows(`SELECT wanted FROM "Mirror"`)).toEqual([{ wanted: 1 }]);
  });

  test("turning the page shows the message again, once for the same page", async () => {
    const { stores, post, rows } = await opened("2026-03-02T10:00:00.000Z");
    await post(MONDAY);
    const { reports } = stores;
    const wanted = async () => (await rows(`SELECT wanted FROM "Mirror"`))[0]?.wanted;
    for (const page of [2, 2]) expect(await reports.turnTo(weekly, page, MONDAY)).toBe(true);
    expect(await reports.taken(weekly)).toMatchObject({ page: 2 });
    expect(await wanted()).toBe(2);
    expect(await reports.turnTo({ ...weekly, name: "monthly" }, 2, MONDAY)).toBe(false);
    expect(await reports.taken({ ...weekly, name: "monthly" })).toBeNull();
    await reports.pictured(weekly, "F0CHART");
    expect(await reports.taken(weekly)).toMatchObject({ picture: "F0CHART" });
    await reports.posted(weekly, "2026-03-09T09:00:05.000Z");
    await reports.posted(weekly, "2026-03-09T09:09:00.000Z");
    expect(await rows(`SELECT "postedAt" FROM "Report"`)).toEqual([
      { postedAt: new Date("2026-03-09T09:00:05Z") },
    ]);
  });
});
