// App Homes in storms, while Slack misbehaves, with two instances, and after a kill.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startSim } from "../../sim/index.ts";
import { realPostgres } from "../support/database.ts";
import { POLICY, TEAM } from "../support/fixtures.ts";
import { homeOf, jane, MINUTE, opened, post, publishes, SOON, textOf } from "../support/homes.ts";
import { startProcess } from "../support/process.ts";
import { MANAGERS, openWorkspace, TANK } from "../support/workspace.ts";

describe("what Slack does to Homes", () => {
  it("five hundred changes are one publication each three seconds, and the last is right", async () => {
    await using space = await openWorkspace();
    for (const person of ["U0ALICE", "U0MANAGER"]) await opened(space, person);
    const before = space.clock.now();
    const count = publishes(space).length;
    for (let batch = 0; batch < 10; batch++) {
      await Promise.all(Array.from({ length: 50 }, (_, n) => space.post(jane(batch * 50 + n))));
      await space.turn(500);
    }
    await space.turn(10_000);
    const seconds = (space.clock.now() - before) / 1_000;
    for (const person of ["U0ALICE", "U0MANAGER"]) {
      const times = publishes(space, person).map(({ at }) => at);
      expect(times.length - 1).toBeLessThanOrEqual(seconds / 3 + 1);
      for (const [index, at] of times.entries()) {
        if (index > 0) expect(at - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(3_000);
      }
    }
    expect(publishes(space).length).toBeGreaterThan(count);
    expect(textOf(homeOf(space, "U0MANAGER"))).toMatch(/500 open/);
    expect(textOf(homeOf(space, "U0ALICE"))).toMatch(/…and \d+ more/);
    expect(space.sim.violations.filter(({ where }) => where === "views.publish")).toEqual([]);
  });

  it("while Slack asks to wait none is published, and afterwards each is right", async () => {
    await using space = await openWorkspace();
    await opened(space, "U0MANAGER");
    await space.turn(SOON);
    space.sim.fault({ kind: "ratelimited", method: "views.publish", times: 1, retryAfter: 30 });
    const since = space.clock.now();
    await space.post(jane(1));
    await space.turn(2_000);
    await space.sim.user("U0STEWARD").openHome();
    await space.turn(60_000);
    const later = publishes(space).filter(({ at }) => at >= since);
    expect(later.map(({ ok }) => ok).slice(0, 2)).toEqual([false, true]);
    for (const { at } of later.slice(1)) expect(at - (later[0]?.at ?? 0)).toBeGreaterThanOrEqual(30_000);
    expect(textOf(homeOf(space, "U0MANAGER"))).toContain("1 open");
    expect(textOf(homeOf(space, "U0STEWARD"))).toContain("Rules");
  });

  it.each(["drop_before", "drop_after", "http_500"] as const)(
    "one that meets %s is published again",
    async (kind) => {
      await using space = await openWorkspace();
      space.sim.fault({ kind, method: "views.publish", times: 1 });
      await space.sim.user("U0MANAGER").openHome();
      await space.turn(SOON);
      expect(textOf(homeOf(space, "U0MANAGER"))).toContain("0 open");
      expect(space.sim.calls.filter(({ method }) => method === "conversations.history")).toEqual([]);
    },
  );

  it("a call that Slack applies late does not stay over a newer one", async () => {
    await using space = await openWorkspace();
    const { id, owner } = await post(space, 1);
    await opened(space, owner);
    await space.turn(SOON);
    space.sim.fault({ kind: "drop_after", method: "views.publish", times: 1, applyAfterMs: 400 });
    await space.sim.user(owner).openHome();
    await space.settle();
    await space.sim.user(owner).press(space.card(owner), "Accept");
    await space.turn(SOON);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await space.turn(20_000);
    expect(await space.lead(id)).toMatchObject({ state: "accepted" });
    expect(textOf(homeOf(space, owner))).toContain("Accepted: 1");
  });

  it("one that Slack will not take is given up, costs nobody a lead, and is there when it is opened again", async () => {
    await using space = await openWorkspace();
    const { id, owner } = await post(space, 1);
    const fault = space.sim.fault({
      kind: "error",
      method: "views.publish",
      code: "user_not_found",
      times: 1,
    });
    await space.sim.user(owner).openHome();
    await space.turn(MINUTE);
    expect(fault.struck).toBe(1);
    space.sim.fault({ kind: "error", method: "views.publish", code: "not_enabled", times: 1 });
    await space.sim.user("U0MANAGER").openHome();
    await space.turn(MINUTE);
    expect(publishes(space)).toHaveLength(2);
    expect(await space.lead(id)).toMatchObject({ state: "offered", owner: { slack: owner } });
    expect(textOf(await opened(space, owner))).toContain("Jane Doe1x");
    expect(textOf(await opened(space, "U0MANAGER"))).toContain("1 open");
  });
});

describe("two instances on one database", () => {
  it("publish each Home at one pace, and what one of them does is on it", async () => {
    const { url } = await realPostgres("empty");
    await using space = await openWorkspace({ databaseUrl: url });
    const other = await space.another();
    await opened(space, "U0MANAGER");
    const answers = await Promise.all(
      Array.from({ length: 60 }, async (_, n) => {
        const at = n % 2 === 0 ? space.baton.url : other.url;
        const headers = { authorization: "Bearer website-token", "content-type": "application/json" };
        return (await fetch(`${at}/v1/leads`, { method: "POST", headers, body: JSON.stringify(jane(n)) }))
          .status;
      }),
    );
    expect(new Set(answers)).toEqual(new Set([202]));
    for (let round = 0; round < 4; round++) {
      await Promise.all([space.baton.sweeper.drain(), other.sweeper.drain()]);
      await Promise.all([space.baton.raiseHomes(), other.raiseHomes()]);
      await Promise.all([space.baton.reconciler.drain(), other.reconciler.drain()]);
      await space.turn(3_000);
    }
    expect(textOf(homeOf(space, "U0MANAGER"))).toContain("60 open");
    const times = publishes(space, "U0MANAGER").map(({ at }) => at);
    for (const [index, at] of times.entries()) {
      if (index > 0) expect(at - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(3_000);
    }
  });
});

describe("kill -9 between a change and the Home that shows it", () => {
  it("is healed by the next start", async () => {
    const { url: databaseUrl } = await realPostgres("empty");
    const folder = await mkdtemp(join(tmpdir(), "baton-home-"));
    await writeFile(join(folder, "policy.yml"), POLICY);
    await writeFile(join(folder, "team.yml"), TEAM);
    const sim = await startSim({
      users: ["ALICE", "BOB", "CAROL", "MANAGER", "OVERFLOW"].map((name) => ({ id: `U0${name}`, name })),
      channels: [
        { id: MANAGERS, name: "managers" },
        { id: TANK, name: "tank" },
      ],
    });
    const env = {
      DATABASE_URL: databaseUrl,
      SLACK_BOT_TOKEN: sim.botToken,
      SLACK_SIGNING_SECRET: sim.signingSecret,
      SLACK_API_URL: sim.apiUrl,
      BATON_INTAKE_TOKENS: "website:t",
      LOG_LEVEL: "warn",
    };
    const manager = sim.user("U0MANAGER");
    const shows = (text: string) => JSON.stringify(manager.home()?.blocks ?? []).includes(text);
    try {
      const first = await startProcess(env, folder);
      sim.deliverTo(`${first.url}/slack/events`);
      await manager.openHome();
      await sim.waitFor(() => shows("0 open"), { what: "the first Home" });
      const answer = await fetch(`${first.url}/v1/leads`, {
        method: "POST",
        headers: { authorization: "Bearer t", "content-type": "application/json" },
        body: JSON.stringify({ ...jane(1), intent: "newsletter" }),
      });
      await first.kill();
      expect(answer.status).toBe(202);
      expect(shows("0 open")).toBe(true);
      const second = await startProcess({ ...env, PORT: new URL(first.url).port }, folder);
      await sim.waitFor(() => shows("1 open"), { timeoutMs: 20_000, what: "the Home as it is" });
      expect(await second.stop()).toBe(0);
    } finally {
      await sim.stop();
      await rm(folder, { recursive: true, force: true });
    }
  }, 90_000);
});
