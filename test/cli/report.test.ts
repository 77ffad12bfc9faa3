// `baton report`: the same numbers as are posted, as of any moment.
import { beforeEach, describe, expect, it } from "vitest";
import { TurnedClock } from "../../src/clock.ts";
import { servicesOn } from "../../src/services.ts";
import { embeddedTestDatabase, truncateAll } from "../support/database.ts";
import { TEAM } from "../support/fixtures.ts";
import { madeLeads, storeEvents } from "../support/madeLeads.ts";
import { newFolder, run, write } from "./support.ts";

const database = await embeddedTestDatabase();
const clock = new TurnedClock(Date.parse("2026-03-02T09:00:00.000Z"));
const folder = newFolder();

async function opened() {
  const services = await servicesOn(database, clock);
  return (...argv: string[]) => run(argv, services, folder);
}

beforeEach(async () => {
  await truncateAll(database);
  write(folder, "team.yml", TEAM);
});

describe("baton report", () => {
  it("prints each report in words and as one JSON value, as of the time it is asked for", async () => {
    const baton = await opened();
    await baton("team", "apply", "team.yml", "--by", "Dana");
    await storeEvents(database, madeLeads(1_000, { startAt: clock.now(), days: 40, seed: 3 }));
    const weekly = await baton("report", "weekly", "--at", "2026-03-30T08:00:00Z");
    expect(weekly).toMatchObject({ code: 0, err: "" });
    expect(weekly.out).toMatch(
      /^Weekly report: 2026-03-23T09:00:00\.000Z to 2026-03-30T08:00:00\.000Z \(Europe\/London\)\n\d+ leads decided/,
    );
    expect(weekly.out).toMatch(/^Policy +Leads +Routed/m);
    const answer = await baton("report", "monthly", "--at", "2026-04-10T00:00:00Z", "--json");
    const monthly = JSON.parse(answer.out);
    expect(monthly).toMatchObject({
      report: "monthly",
      timezone: "Europe/London",
      period: { from: "2026-03-01T00:00:00.000Z", to: "2026-03-31T23:00:00.000Z" },
    });
    expect(monthly.funnel[0]).toMatchObject({ stage: "received", before: 0 });
    expect(monthly.funnel[0].leads).toBeGreaterThan(500);
    const daily = JSON.parse((await baton("report", "daily", "--at", "2026-03-10T08:00:00Z", "--json")).out);
    expect(daily.success.hits).toBeGreaterThan(10);
  });

  it("says what to do where it cannot", async () => {
    const baton = await opened();
    expect(await baton("report", "daily")).toEqual({
      code: 2,
      out: "",
      err: "No team has been applied, so nothing is on record; npx baton team apply FILE --by NAME\n",
    });
    await baton("team", "apply", "team.yml", "--by", "Dana");
    expect(await baton("report", "daily", "--at", "yesterday")).toMatchObject({
      code: 2,
      err: "--at yesterday: not a time; give one with its zone, as 2026-03-02T14:30:00Z\n",
    });
    expect((await baton("report", "yearly")).code).toBe(2);
    const empty = await baton("report", "daily");
    expect(empty).toMatchObject({ code: 0 });
    expect(empty.out).toContain("Nothing came in.");
  });
});
