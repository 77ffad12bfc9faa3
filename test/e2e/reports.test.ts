// Reports as people get them: by the clock, once, in the channel, with the numbers of a time that is over.
import { writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { SimMessage } from "../../sim/index.ts";
import { newExceptionId } from "../../src/ids.ts";
import { realPostgres } from "../support/database.ts";
import { TEAM } from "../support/fixtures.ts";
import { MANAGERS, openWorkspace, type Workspace, type WorkspaceOptions } from "../support/workspace.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FRIDAY = "2026-03-06T10:00:00.000Z";

const withReports = (reports: string) => TEAM.replace(/reports: .*/, `reports: ${reports}`);
const usual = withReports("{ override_digest: off }");

async function open(options: WorkspaceOptions = {}) {
  return openWorkspace({ team: usual, startAt: FRIDAY, ...options });
}

const visible = (message: SimMessage | undefined) =>
  JSON.stringify([message?.text, message?.blocks]).replaceAll(/,"block_id":"[^"]*"/g, "");
const reportsIn = (space: Workspace, name = "") =>
  space.sim
    .messages(MANAGERS)
    .filter(({ metadata }) => String(metadata?.event_payload.mirror).startsWith(`report:${name}`));

/** Time passes, and the bot looks every so often. */
async function live(space: Workspace, ms: number, every = 4 * HOUR) {
  for (let passed = 0; passed < ms; passed += every) {
    await space.turn(every);
    await space.baton.postReports();
    await space.settle();
  }
  await space.turn(5_000);
}

const lead = (n: number, more: object = {}) => ({
  externalId: `report-${n}`,
  email: `jane${n}@company${n}.example`,
  country: "GB",
  intent: "demo",
  ...more,
});

describe("reports", () => {
  it("come when their time has come, three weeks long, across the day on which the clocks go forward", async () => {
    await using space = await open({ startAt: "2026-03-13T10:00:00.000Z" });
    await live(space, 21 * DAY, 8 * HOUR);
    const slots = reportsIn(space).map(({ metadata }) => String(metadata?.event_payload.mirror).slice(7));
    expect(slots.filter((slot) => slot.startsWith("daily"))).toHaveLength(21);
    expect(slots.filter((slot) => /weekly|monthly/.test(slot))).toEqual([
      "weekly:2026-03-16T09:00:00.000Z",
      "weekly:2026-03-23T09:00:00.000Z",
      "weekly:2026-03-30T08:00:00.000Z",
      "monthly:2026-04-01T08:00:00.000Z",
    ]);
    expect(new Set(slots).size).toBe(slots.length);
    expect(space.sim.violations).toEqual([]);
  });

  it("say what came in, what was refused and why, and no person's name or address", async () => {
    await using space = await open();
    for (let n = 0; n < 4; n++) expect((await space.post(lead(n))).status).toBe(202);
    expect((await space.post(lead(9, { email: "jane.doe at acme" }))).status).toBe(422);
    await space.settle();
    await live(space, DAY);
    const [daily] = reportsIn(space, "daily");
    expect(visible(daily)).toContain("4 leads taken in, 1 refused.");
    expect(visible(daily)).toContain("Tell whoever runs website: 1 refused, most often invalid: email.");
    expect(visible(daily)).not.toMatch(/jane|@|company0/i);
    await live(space, 2 * DAY);
    const [weekly] = reportsIn(space, "weekly");
    expect(visible(weekly)).toContain("4 leads decided");
    expect(visible(weekly)).toContain("version 1");
    expect(space.sim.violations).toEqual([]);
  });

  it("go to the channel for operations where the team names one, and are read the same later", async () => {
    const team = usual.replace("tank: C0TANK }", "tank: C0TANK, ops: C0TANK }");
    await using space = await open({ team });
    await space.post(lead(1));
    await live(space, DAY);
    expect(reportsIn(space, "daily")).toHaveLength(0);
    const shown = () => space.sim.messages("C0TANK").find(({ text }) => text?.startsWith("Daily"));
    const first = visible(shown());
    expect(first).toContain("1 lead taken in");
    await space.post(lead(2));
    const slot = { name: "daily", slot: "2026-03-07T08:00:00.000Z" } as const;
    await space.baton.services.reports.turnTo(slot, 2, new Date(space.clock.now()).toISOString());
    await space.turn(60_000);
    expect(visible(shown())).toBe(first);
  });

  it("are turned in place by managers and stewards, and by nobody else", async () => {
    await using space = await open();
    const receivedAt = new Date(space.clock.now()).toISOString();
    const kept = (n: number) => ({
      ...{ id: newExceptionId(), source: `source-${n}`, code: "invalid", raw: "", receivedAt },
      fields: [{ path: "email", message: "?" }],
    });
    await space.baton.services.exceptions.keep(Array.from({ length: 45 }, (_, n) => kept(n)));
    await live(space, DAY);
    const daily = () => reportsIn(space, "daily")[0] as SimMessage;
    expect(visible(daily())).toContain("page 1 of 3");

    await space.sim.user("U0ALICE").press(daily(), "Next");
    await space.turn(2_000);
    expect(visible(daily())).toContain("page 1 of 3");
    expect(visible(space.sim.user("U0ALICE").messages(MANAGERS).at(-1))).toContain(
      "Only managers and stewards can turn a report's pages",
    );

    const old = daily();
    await space.sim.user("U0STEWARD").press(old, "Next");
    await space.turn(2_000);
    expect(visible(daily())).toContain("page 2 of 3");
    // Somebody who saw the first page still: it leads to the second all the same.
    await space.sim.user("U0MANAGER").press(old, "Next", { stale: true });
    await space.turn(2_000);
    expect(visible(daily())).toContain("page 2 of 3");
    await space.sim.user("U0MANAGER").press(daily(), "Next");
    await space.turn(2_000);
    expect(visible(daily())).toContain("page 3 of 3");
    expect(visible(daily())).not.toContain('"Next"');
    expect(reportsIn(space, "daily")).toHaveLength(1);
    expect(space.sim.violations).toEqual([]);
  });

  it("have a picture where there is something to see", async () => {
    await using space = await open({ startAt: "2026-02-28T10:00:00.000Z" });
    await space.post(lead(1));
    await live(space, DAY);
    // A new file may be unknown to Slack's messages for a moment; the report waits for it.
    await space.turn(10_000);
    const [monthly] = reportsIn(space, "monthly");
    expect(visible(monthly)).toContain("February 2026: 1 lead received");
    const file = /"slack_file":\{"id":"(\w+)"/.exec(visible(monthly))?.[1];
    expect(file).toMatch(/^F/);
    const slot = { name: "monthly", slot: "2026-03-01T09:00:00.000Z" } as const;
    expect(await space.baton.services.reports.taken(slot)).toMatchObject({ picture: file });
    expect(space.sim.violations).toEqual([]);
  });
});

describe("whatever happens to the instances", () => {
  it("two that look at once post each report once", async () => {
    await using space = await open({ databaseUrl: (await realPostgres("empty")).url });
    const other = await space.another();
    await space.turn(4 * DAY);
    await Promise.all([space.baton, other, space.baton, other].map((one) => one.postReports()));
    await Promise.all([space.baton.reconciler.drain(), other.reconciler.drain()]);
    await space.turn(30_000);
    expect(reportsIn(space).map(({ metadata }) => metadata?.event_payload.mirror)).toHaveLength(2);
    expect(reportsIn(space, "weekly")).toHaveLength(1);
  });

  it("one that ends between taking a slot and posting it leaves it to the next, which posts it once", async () => {
    await using space = await open({ databaseUrl: (await realPostgres("empty")).url });
    await space.baton.reconciler.stop();
    space.clock.turn(4 * DAY);
    await space.baton.postReports();
    expect(reportsIn(space)).toHaveLength(0);
    const next = await space.another();
    await next.postReports();
    for (let round = 0; round < 5; round++) {
      await next.reconciler.drain();
      space.clock.turn(5_000);
    }
    expect(reportsIn(space, "weekly")).toHaveLength(1);
    expect(reportsIn(space)).toHaveLength(2);
  });

  it("one that starts after an outage makes up the latest of each, at once", async () => {
    const { url } = await realPostgres("empty");
    await using space = await open({ databaseUrl: url });
    await writeFile(space.config.teamFile, usual);
    space.clock.turn(20 * DAY);
    await space.another();
    await space.sim.waitFor(() => reportsIn(space).length === 1, { what: "the first report" });
    for (const _ of ["weekly", "monthly"]) await space.turn(2_000);
    expect(reportsIn(space, "daily")).toHaveLength(1);
    expect(reportsIn(space, "weekly")).toHaveLength(1);
    expect(visible(reportsIn(space, "weekly")[0])).toContain("Mon 16 Mar 09:00 to Mon 23 Mar 09:00");
  });
});
