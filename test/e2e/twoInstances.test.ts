// Two instances on one real PostgreSQL: whatever both do at once happens once.
import { describe, expect, it } from "vitest";
import { realPostgres } from "../support/database.ts";
import { POLICY, TEAM } from "../support/fixtures.ts";
import { openWorkspace, TANK, type Workspace, type WorkspaceOptions } from "../support/workspace.ts";

const HOUR = 3_600_000;

async function openPair(options: Pick<WorkspaceOptions, "policy" | "team"> = {}) {
  const { url } = await realPostgres("empty");
  const space = await openWorkspace({ databaseUrl: url, ...options });
  return { space, other: await space.another() };
}

const lead = (n: number) => ({
  externalId: `two-${n}`,
  email: `two${n}@acme.example`,
  country: "GB",
  intent: "demo",
  company: { name: `Company ${n}`, employees: 300 },
});

/** Both instances do everything that is due, at the same time. */
async function bothSettle(space: Workspace, other: Awaited<ReturnType<Workspace["another"]>>) {
  for (let round = 0; round < 3; round++) {
    await Promise.all([space.baton.sweeper.drain(), other.sweeper.drain()]);
    await Promise.all([space.baton.reconciler.drain(), other.reconciler.drain()]);
  }
  await space.settle();
}

describe("two instances on one database", () => {
  it("share fifty leads that arrive at once as one would, and post each card once", async () => {
    const { space, other } = await openPair();
    await using _ = space;
    const urls = [space.baton.url, other.url];
    const posted = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        const response = await fetch(`${urls[n % 2]}/v1/leads`, {
          method: "POST",
          headers: { authorization: "Bearer website-token", "content-type": "application/json" },
          body: JSON.stringify(lead(n)),
        });
        return response.status;
      }),
    );
    expect(posted).toEqual(Array.from({ length: 50 }, () => 202));
    await bothSettle(space, other);
    await space.turn(60_000);
    const held = await space.baton.services.leads.openOffers();
    const shares = [...held.values()];
    expect(shares.reduce((sum, count) => sum + count, 0)).toBe(50);
    for (const share of shares) expect(Math.abs(share - 50 / 3)).toBeLessThan(1);
    const mirrors = ["U0ALICE", "U0BOB", "U0CAROL"]
      .flatMap((rep) => space.sim.messages(rep))
      .map(({ metadata }) => metadata?.event_payload.mirror);
    expect(mirrors).toHaveLength(50);
    expect(new Set(mirrors).size).toBe(50);
  });

  it("keep skewed weights within a lead of each rep's share, results weighed in, for fifty at once", async () => {
    const weights: Record<string, number> = { U0ALICE: 7, U0BOB: 2, U0CAROL: 1 };
    const team = Object.entries(weights).reduce(
      (text, [slack, weight]) => text.replace(`slack: ${slack},`, `slack: ${slack}, weight: ${weight},`),
      TEAM,
    );
    const policy = POLICY.replace(
      "share: { weight: rep }",
      "share: { weight: rep, performance: { min: 0.5, max: 1.5 } }",
    );
    const { space, other } = await openPair({ policy, team });
    await using _ = space;
    const urls = [space.baton.url, other.url];
    await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        fetch(`${urls[n % 2]}/v1/leads`, {
          method: "POST",
          headers: { authorization: "Bearer website-token", "content-type": "application/json" },
          body: JSON.stringify(lead(n)),
        }),
      ),
    );
    await bothSettle(space, other);
    await space.turn(60_000);
    const held = await space.baton.services.leads.openOffers();
    expect([...held.values()].reduce((sum, count) => sum + count, 0)).toBe(50);
    for (const [slack, weight] of Object.entries(weights)) {
      expect(Math.abs((held.get(slack) ?? 0) - (50 * weight) / 10)).toBeLessThan(1);
    }
  });

  it("make one lead of fifty by one person that arrive at both at once, and lose none of the touches", async () => {
    const { space, other } = await openPair();
    await using _ = space;
    const urls = [space.baton.url, other.url];
    const ids = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        const response = await fetch(`${urls[n % 2]}/v1/leads`, {
          method: "POST",
          headers: { authorization: "Bearer website-token", "content-type": "application/json" },
          body: JSON.stringify({ ...lead(n), email: `jane+${n}@acme.example` }),
        });
        return ((await response.json()) as { leadId: string }).leadId;
      }),
    );
    await bothSettle(space, other);
    await space.turn(60_000);
    const records = await space.baton.services.leads.loadMany(ids);
    const leads = [...records.values()].map((record) => record.lead);
    const survivors = leads.filter(({ state }) => state !== "merged");
    expect(survivors.map(({ state }) => state)).toEqual(["offered"]);
    const [survivor] = survivors;
    const merged = ids.filter((id) => id !== survivor?.id);
    expect(survivor?.touches.map(({ from }) => from).sort()).toEqual(merged.sort());
    const cards = ["U0ALICE", "U0BOB", "U0CAROL"].flatMap((rep) => space.sim.messages(rep));
    expect(cards).toHaveLength(1);
  });

  it("give a lead that both reps claim at the same moment to one, and tell the other", async () => {
    const { space, other } = await openPair();
    await using _ = space;
    const { body } = await space.post({ ...lead(1), title: "VP Sales" });
    await space.settle();
    await space.turn(4 * HOUR + 5000);
    const [card] = space.sim.messages(TANK);
    if (!card) throw new Error("no tank card");
    // Both clicks are on their way to different instances before either is answered.
    const { owner } = (await space.lead(body.leadId)) as { owner: { slack: string } | null };
    expect(owner).toBeNull();
    const turn = 2;
    const claims = await Promise.all(
      ["U0ALICE", "U0CAROL", "U0ALICE", "U0CAROL"].map((by, n) =>
        [space.baton, other][n % 2]?.engine.run(body.leadId, { do: "claim", by, turn }),
      ),
    );
    const winners = claims.filter((outcome) => outcome?.kind === "done" && outcome.changed);
    expect(winners).toHaveLength(1);
    await bothSettle(space, other);
    const after = (await space.lead(body.leadId)) as { state: string; owner: { slack: string } };
    expect(after.state).toBe("accepted");
    const events = await space.baton.services.leads.events(body.leadId);
    expect(events.filter(({ body: { type } }) => type === "claimed")).toHaveLength(1);
  });

  it("take every due step once when both sweep at the same instant", async () => {
    const { space, other } = await openPair();
    await using _ = space;
    const response = await fetch(`${space.baton.url}/v1/leads/batch`, {
      method: "POST",
      headers: { authorization: "Bearer website-token", "content-type": "application/json" },
      body: JSON.stringify(Array.from({ length: 60 }, (_, n) => lead(n))),
    });
    const ids = ((await response.json()) as { leadId: string }[]).map(({ leadId }) => leadId);
    await bothSettle(space, other);
    await space.turn(60_000);
    space.clock.turn(2 * HOUR);
    await bothSettle(space, other);
    space.clock.turn(2 * HOUR);
    await bothSettle(space, other);
    for (const id of ids) {
      const types = (await space.baton.services.leads.events(id)).map(({ body: { type } }) => type);
      expect(types).toEqual([
        "received",
        "qualified",
        "offered",
        "card_posted",
        "overdue",
        "taken_away",
        "tanked",
      ]);
    }
  });
});
