// Alerts as the people they are for meet them: raised once, said in the right channel, answered, over by themselves.
import { describe, expect, it } from "vitest";
import {
  alertsIn,
  deskEvents,
  forged,
  HOSTILE,
  HOUR,
  look,
  MARKETING,
  post,
  said,
  sim,
  WITH_MARKETING,
} from "../support/alerts.ts";
import { realPostgres } from "../support/database.ts";
import { POLICY } from "../support/fixtures.ts";
import { MANAGERS, openWorkspace, type Workspace } from "../support/workspace.ts";

const openings = {
  "the embedded database": async (more: object = {}) => openWorkspace({ team: WITH_MARKETING, sim, ...more }),
  PostgreSQL: async (more: object = {}) =>
    openWorkspace({ team: WITH_MARKETING, sim, databaseUrl: (await realPostgres("empty")).url, ...more }),
};

describe.each(Object.entries(openings))("on %s", (_name, open) => {
  it("marketing hears of a campaign of which half the leads are none: once, with reasons, and without a person", async () => {
    await using space = await open();
    await post(space, 5, { campaign: HOSTILE });
    const wrong = await post(space, 4, { campaign: HOSTILE, country: "FR" });
    await look(space);
    expect(alertsIn(space, MARKETING), "too few").toHaveLength(0);
    wrong.push(...(await post(space, 1, { campaign: HOSTILE, country: "FR" })));
    await look(space);
    const [alert, ...others] = alertsIn(space, MARKETING);
    expect(others).toEqual([]);
    expect(alert?.text).toContain("Pause and pivot");
    expect(alert?.text).toContain("5 of 10 leads of the last 7 days (50%)");
    const words = said(alert);
    expect(words).toContain("5 × not the ICP: country");
    expect(words).toContain("FR");
    expect(wrong.filter((id) => words.includes(id))).toHaveLength(3);
    expect(words).not.toMatch(/Secret|Jane|acme\.example|207183/);
    expect(words).not.toMatch(/<!channel>|<https:|:skull:/);
    await look(space);
    await post(space, 3, { campaign: HOSTILE, country: "FR" });
    await look(space);
    expect(alertsIn(space, MARKETING)).toHaveLength(1);
    expect(alertsIn(space, MANAGERS)).toHaveLength(0);
    expect((await deskEvents(space)).map(({ type }) => type)).toEqual(["alert_raised"]);
    expect(JSON.stringify(await deskEvents(space))).not.toContain("Autumn");
    expect(space.sim.violations).toEqual([]);
  });

  it("the managers hear of a full tank, acknowledge it, and the message says when it is over", async () => {
    await using space = await open({ policy: `${POLICY}alerts: { tank: { more_than: 2 }, latency: off }\n` });
    await post(space, 3, {});
    await space.turn(4 * HOUR);
    await look(space);
    const [card] = alertsIn(space, MANAGERS).filter(({ text }) => text.includes("Shark Tank"));
    if (!card) throw new Error("no alert");
    expect(card.text).toBe("The Shark Tank fills up: 3 leads");
    expect(said(card)).toContain("/leads queue tank");
    await space.sim.user("U0MANAGER").press(card, "Acknowledge");
    await space.settle();
    const now = () => alertsIn(space, MANAGERS).find(({ ts }) => ts === card.ts);
    expect(said(now())).toMatch(/Acknowledged\* by <@U0MANAGER>|Acknowledged\* by Mona/);
    await space.turn(4 * HOUR);
    await look(space);
    expect(said(now())).toContain("it is no longer so");
    expect(said(now())).not.toContain('"button"');
    expect((await deskEvents(space)).map(({ type, by }) => [type, by])).toEqual([
      ["alert_raised", undefined],
      ["alert_acknowledged", "U0MANAGER"],
      ["alert_over", undefined],
    ]);
    // Another occurrence, later, is another alert.
    await post(space, 3, {});
    await space.turn(4 * HOUR);
    await look(space);
    expect(alertsIn(space, MANAGERS).filter(({ text }) => text.startsWith("The Shark Tank"))).toHaveLength(1);
    expect(space.sim.violations).toEqual([]);
  });
});

describe("an alert", () => {
  const TANK = `${POLICY}alerts: { tank: { more_than: 0 }, latency: off }\n`;
  const full = async (space: Workspace) => {
    await post(space, 1, {});
    await space.turn(4 * HOUR);
    await look(space);
    const card = alertsIn(space, MANAGERS).find(({ text }) => text.includes("Shark Tank"));
    if (!card) throw new Error("no alert");
    return card;
  };
  const told = (space: Workspace, person: string, channel: string) =>
    space.sim
      .user(person)
      .messages(channel)
      .filter(({ ephemeralTo }) => ephemeralTo === person)
      .map(({ text }) => text);

  it("is answered by managers and stewards only, once, and whoever comes second is told who was first", async () => {
    await using space = await openWorkspace({ policy: TANK });
    const card = await full(space);
    const now = () => said(alertsIn(space, MANAGERS).find(({ ts }) => ts === card.ts));
    for (const label of ["Acknowledge", "Snooze 7 days"]) {
      await space.sim.user("U0ALICE").press(card, label);
      await space.settle();
    }
    expect(told(space, "U0ALICE", MANAGERS)).toEqual(
      Array(2).fill("Only managers and stewards can acknowledge or snooze this alert: ask <@U0MANAGER>."),
    );
    expect(now()).not.toContain("Acknowledged");
    await space.sim.user("U0STEWARD").press(card, "Snooze 7 days");
    await space.settle();
    expect(now()).toContain("*Snoozed* by <@U0STEWARD>");
    expect(now()).not.toContain('"button"');
    await space.sim.user("U0MANAGER").press(card, "Acknowledge", { stale: true });
    await space.settle();
    expect(told(space, "U0MANAGER", MANAGERS)[0]).toMatch(
      /^This alert was snoozed by <@U0STEWARD> until .* already\.$/,
    );
    const metrics = await (
      await fetch(`${space.baton.url}/metrics`, {
        headers: { authorization: "Bearer admin-token" },
      })
    ).text();
    expect(metrics).toContain('baton_refused_total{reason="alert"} 2');
    expect(metrics).toContain('baton_alerts_raised_total{kind="tank"} 1');
    expect(metrics).toContain('baton_alerts_open{kind="tank"} 0');
    expect((await deskEvents(space)).map(({ type }) => type)).toEqual(["alert_raised", "alert_snoozed"]);
  });

  it("that there is not, or that is no alert, changes nothing, and whoever pressed is told", async () => {
    await using space = await openWorkspace({ policy: TANK });
    const card = await full(space);
    const before = await deskEvents(space);
    const values = [`alert_${"0".repeat(32)}`, "alert_1' OR 1=1", "lead_1:1", ""];
    for (const value of values) {
      for (const action of ["alert_acknowledge", "alert_snooze", "post_mortem_done"]) {
        await forged(space, { user: "U0MANAGER", action, value });
      }
    }
    const real = /alert_[0-9a-f]{32}/.exec(said(card))?.[0] ?? "";
    await forged(space, { user: "U0MANAGER", action: "post_mortem_done", value: real });
    await space.settle();
    expect(told(space, "U0MANAGER", MANAGERS)).toHaveLength(13);
    for (const text of told(space, "U0MANAGER", MANAGERS)) expect(text).toContain("nothing was changed");
    expect(await deskEvents(space)).toEqual(before);
    expect(said(alertsIn(space, MANAGERS).find(({ ts }) => ts === card.ts))).toBe(said(card));
  });

  it("about a campaign goes to the managers where there is no marketing channel, or Slack takes none there", async () => {
    const lines = `${POLICY}alerts: { campaign: { of_at_least: 2 } }\n`;
    await using none = await openWorkspace({ policy: lines });
    await post(none, 2, { campaign: "spring", country: "FR" });
    await look(none);
    expect(alertsIn(none, MANAGERS).map(({ text }) => text)).toEqual([
      "Pause and pivot: campaign spring, 2 of 2 leads of the last 7 days (100%) are disqualified",
    ]);
    // Slack knows of no such channel here.
    await using unknown = await openWorkspace({ policy: lines, team: WITH_MARKETING });
    await post(unknown, 2, { campaign: "spring", country: "FR" });
    await look(unknown);
    expect(alertsIn(unknown, MANAGERS)).toHaveLength(1);
  });

  it("of leads that waited too long says how long, where they waited, and who is slowest", async () => {
    await using space = await openWorkspace();
    const ids = await post(space, 10, { country: "DE" });
    await space.turn(3 * HOUR);
    for (const id of ids) {
      const lead = (await space.baton.services.leads.load(id))?.lead;
      if (lead?.state !== "offered") throw new Error(lead?.state);
      await space.baton.engine.run(id, { do: "accept", by: lead.owner, turn: lead.turns.length });
    }
    await look(space);
    const [alert] = alertsIn(space, MANAGERS).filter(({ text }) => text.includes("too long"));
    expect(alert?.text).toMatch(
      /^Leads wait too long for an answer: half of them waited more than 3 h, one in twenty more than 3 h$/,
    );
    expect(said(alert)).toMatch(/\d+% with the rep/);
    expect(said(alert)).toMatch(/(Bob|Carol): 3 h, \d+ offers?/);
  });
});

describe("with two instances on one PostgreSQL", () => {
  it("each alert is posted once, also when both look at the same instant, and after a restart in the same week", async () => {
    const databaseUrl = (await realPostgres("empty")).url;
    const policy = `${POLICY}alerts: { campaign: { of_at_least: 2 } }\n`;
    await using space = await openWorkspace({ team: WITH_MARKETING, sim, policy, databaseUrl });
    const other = await space.another();
    await post(space, 3, { campaign: "spring", country: "FR" });
    await Promise.all(
      [space, { baton: other }].flatMap(({ baton }) => [baton.watchAlerts(), baton.watchAlerts()]),
    );
    await space.turn(2_000);
    const third = await space.another();
    await space.turn(6 * 24 * HOUR);
    await post(space, 3, { campaign: "spring", country: "FR" });
    await third.watchAlerts();
    await space.turn(2_000);
    expect(alertsIn(space, MARKETING)).toHaveLength(1);
    await space.turn(24 * HOUR);
    await Promise.all([third.watchAlerts(), other.watchAlerts()]);
    await space.turn(2_000);
    expect(alertsIn(space, MARKETING), "another week").toHaveLength(2);
    expect(said(alertsIn(space, MARKETING)[0])).toContain("a new message tells of it");
  });
});
