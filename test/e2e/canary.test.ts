// A change of the rules, tried on a share of the leads: published, guarded, promoted, rolled back; on both databases.
import { describe, expect, it } from "vitest";
import type { SimMessage } from "../../sim/index.ts";
import { inCanary } from "../../src/domain/canary.ts";
import { LEADS_TO_TELL } from "../../src/domain/guards.ts";
import { RULES_CHAIN } from "../../src/domain/rulesEvents.ts";
import { newFolder, run, write } from "../cli/support.ts";
import { realPostgres } from "../support/database.ts";
import { POLICY, TEAM } from "../support/fixtures.ts";
import { openWorkspace, type Workspace } from "../support/workspace.ts";

const DAY = 24 * 3_600_000;
const folder = newFolder();

/** Suppresses everybody who asks for a demo. */
const HARSH = POLICY.replace("points: 40, label", "suppress: true, points: 40, label");
/** Asks for a little more. */
const MILD = POLICY.replace("minimum: 20", "minimum: 25");

const visible = (message: SimMessage | undefined) => JSON.stringify([message?.text, message?.blocks]);

/** A command as somebody types it while the bot runs. */
async function baton(space: Workspace, policy: string, ...argv: string[]) {
  write(folder, "policy.yml", policy);
  const who = ["--by", "Dana", "--note", "Fewer students"];
  const answer = await run(["policy", ...argv, ...who], space.baton.services, folder);
  await space.settle();
  return answer;
}

let posted = 0;

/** The ids of so many leads, and which version decides each. */
async function post(space: Workspace, many: number, lead: object = {}): Promise<Map<string, number>> {
  const leads = Array.from({ length: many }, () => {
    posted += 1;
    const email = `canary${posted}@acme.example`;
    return { externalId: `canary-${posted}`, email, country: "GB", intent: "demo", ...lead };
  });
  const response = await fetch(`${space.baton.url}/v1/leads/batch`, {
    method: "POST",
    headers: { authorization: "Bearer website-token", "content-type": "application/json" },
    body: JSON.stringify(leads),
  });
  const ids = ((await response.json()) as { leadId: string }[]).map(({ leadId }) => leadId);
  return versionsOf(space, ids);
}

async function versionsOf(space: Workspace, ids: Iterable<string>): Promise<Map<string, number>> {
  const records = await space.baton.services.leads.loadMany([...ids]);
  return new Map([...records].map(([id, { lead }]) => [id, lead.policy.version]));
}

const of = (versions: Map<string, number>, version: number) =>
  [...versions].filter(([, one]) => one === version).map(([id]) => id);

const rulesEvents = async (space: Workspace) => {
  const [chain] = await space.baton.services.audit.chains([RULES_CHAIN]);
  return (chain?.events ?? []).map(({ actor, body }) => ({ actor, ...body }));
};

const openings = {
  "the embedded database": async () => openWorkspace(),
  PostgreSQL: async () => openWorkspace({ databaseUrl: (await realPostgres("empty")).url }),
};

describe.each(Object.entries(openings))("on %s", (_name, open) => {
  it("a canary decides its share of the leads that arrive, the same ones for ever, and none that are under way", async () => {
    await using space = await open();
    const before = await post(space, 20);
    await space.settle();
    const { code, out } = await baton(space, MILD, "publish", "policy.yml", "--canary", "10%");
    expect(code).toBe(0);
    expect(out).toMatch(/a canary that decides 10% of the leads until 2026-03-09T10:00:00\.000Z/);
    expect([...(await versionsOf(space, before.keys())).values()]).toEqual(Array(20).fill(1));

    const during = await post(space, 500);
    await space.settle();
    const tried = of(during, 2);
    // Five standard deviations either way.
    expect(tried.length).toBeGreaterThan(16);
    expect(tried.length).toBeLessThan(84);
    const canary = (await space.baton.services.rules.inForce()).canary;
    if (!canary) throw new Error("no canary");
    for (const [id, version] of during) {
      expect(inCanary(id, canary.ref, 0.1)).toBe(version === 2);
    }

    expect((await baton(space, MILD, "promote")).out).toMatch(/^Promoted version 2/);
    expect(new Set((await post(space, 20)).values())).toEqual(new Set([2]));
    expect(await versionsOf(space, during.keys()), "under way").toEqual(during);
  });

  it("a lead that comes back is decided anew by whichever version it falls to", async () => {
    await using space = await open();
    const [[id = ""] = []] = await post(space, 1);
    await space.settle();
    const { owner } = (await space.lead(id)) as { owner: { slack: string } };
    const answer = { reason: "timing", returnsAt: "2026-03-05T10:00:00.000Z" } as const;
    const by = owner.slack;
    await space.baton.engine.run(id, { do: "recycle", by, turn: 1, answer, note: null });
    await baton(space, MILD, "publish", "policy.yml", "--canary", "60%");
    const canary = (await space.baton.services.rules.inForce()).canary;
    await space.turn(4 * DAY);
    const version = canary && inCanary(id, canary.ref, 0.6) ? 2 : 1;
    expect(await space.lead(id)).toMatchObject({ cycle: 2, policyVersion: version });
  });

  it("one whose leads fare worse is rolled back by itself, and the stewards are told by a card", async () => {
    await using space = await open();
    await baton(space, HARSH, "publish", "policy.yml", "--canary", "50%");
    const leads = await post(space, 40);
    await space.settle();
    await space.baton.watchCanary();
    expect((await space.baton.services.rules.inForce()).canary, "too few leads to tell").not.toBeNull();

    const more = await post(space, 160);
    await space.settle();
    await space.baton.watchCanary();
    await space.settle();
    const { active, canary } = await space.baton.services.rules.inForce();
    expect({ active: active?.ref.version, canary }).toEqual({ active: 1, canary: null });
    // The bot looks by itself, too: it may have seen enough before the last lead was decided.
    const all = of(leads, 2).length + of(more, 2).length;
    const counted = expect.toSatisfy((seen: number) => seen >= LEADS_TO_TELL && seen <= all);
    expect((await rulesEvents(space)).at(-1)).toMatchObject({
      type: "policy_rolled_back",
      actor: "guard",
      because: { guard: "disqualified_rate", allowed: 0.5 },
      tallies: { canary: { leads: counted } },
    });
    await space.turn(2_000);
    const cards = space.sim.user("U0STEWARD").messages();
    expect(cards, "when it began, and when it was rolled back").toHaveLength(2);
    for (const card of cards) {
      const words = "Rolled back by the guard: disqualified 100% against 0% of the control";
      expect(visible(card)).toContain(words);
      expect(visible(card)).not.toContain('"button"');
    }
    expect(new Set((await post(space, 30)).values())).toEqual(new Set([1]));
    const { out } = await run(["policy", "list", "--json"], space.baton.services, folder);
    expect(JSON.parse(out)).toMatchObject([
      { version: 2, status: "rolled_back", share: "50%", by: "Dana", note: "Fewer students" },
      { version: 1, status: "active", by: "first start" },
    ]);
    expect(space.sim.violations).toEqual([]);
  });

  it("one that is no worse is left alone, and a steward promotes it on the card", async () => {
    await using space = await open();
    await baton(space, MILD, "publish", "policy.yml", "--canary", "50%");
    await post(space, 200);
    await space.settle();
    await space.baton.watchCanary();
    await space.settle();
    const card = space.card("U0STEWARD");
    for (const words of [
      "Policy version 2 decides 50% of the leads",
      "7 days left",
      "Fewer students",
      "Dana",
    ])
      expect(visible(card)).toContain(words);
    await space.sim.user("U0STEWARD").press(card, "Promote");
    await space.settle();
    expect((await space.baton.services.rules.activePolicy())?.ref.version).toBe(2);
    expect(visible(space.card("U0STEWARD"))).toContain("Promoted by <@U0STEWARD>");
    expect(space.sim.user("U0STEWARD").messages()).toHaveLength(1);
    expect((await rulesEvents(space)).at(-1)).toMatchObject({
      ...{ type: "policy_promoted", actor: "slack:U0STEWARD", by: "U0STEWARD", before: { version: 1 } },
    });
    expect(space.sim.violations).toEqual([]);
  });
});

describe("the card about a canary", () => {
  it("rolls it back when a steward presses and confirms, and tells whoever presses an old card", async () => {
    await using space = await openWorkspace();
    await baton(space, MILD, "publish", "policy.yml", "--canary");
    const card = space.card("U0STEWARD");
    await space.sim.user("U0STEWARD").press(card, "Roll back", { confirm: false });
    await space.settle();
    expect((await space.baton.services.rules.inForce()).canary).not.toBeNull();
    await space.sim.user("U0STEWARD").press(card, "Roll back");
    await space.settle();
    expect((await space.baton.services.rules.inForce()).canary).toBeNull();
    expect(visible(space.card("U0STEWARD"))).toContain("Rolled back by <@U0STEWARD>");
    await space.sim.user("U0STEWARD").press(card, "Promote", { stale: true });
    await space.settle();
    expect(visible(space.card("U0STEWARD"))).toContain("Version 2 was rolled back; nothing was changed.");
    expect((await space.baton.services.rules.activePolicy())?.ref.version).toBe(1);
  });

  it("does nothing for somebody who is no steward any more, and says who can", async () => {
    await using space = await openWorkspace();
    await baton(space, MILD, "publish", "policy.yml", "--canary");
    write(folder, "team.yml", TEAM.replace("[U0STEWARD]", "[U0MANAGER]"));
    await run(["team", "apply", "team.yml", "--by", "Dana"], space.baton.services, folder);
    await space.sim.user("U0STEWARD").press(space.card("U0STEWARD"), "Promote");
    await space.settle();
    expect(visible(space.card("U0STEWARD"))).toContain("Only stewards can promote a canary or roll it back");
    expect((await space.baton.services.rules.inForce()).canary).not.toBeNull();
  });

  it("says when the time is over, in a message of its own, and the canary goes on until somebody decides", async () => {
    await using space = await openWorkspace();
    await baton(space, MILD, "publish", "policy.yml", "--canary", "30%");
    await space.turn(7 * DAY - 60_000);
    await space.baton.watchCanary();
    await space.settle();
    expect(visible(space.card("U0STEWARD"))).toContain("1 min left");
    await space.turn(60_000);
    await space.baton.watchCanary();
    await space.settle();
    await space.turn(2_000);
    expect(space.sim.user("U0STEWARD").messages()).toHaveLength(2);
    for (const card of space.sim.user("U0STEWARD").messages()) {
      expect(visible(card)).toContain("Its time is over");
      expect(visible(card)).toContain("Promote");
    }
    expect((await space.baton.services.rules.inForce()).canary?.ref.version).toBe(2);
    await space.baton.watchCanary();
    await space.turn(5_000);
    expect(space.sim.user("U0STEWARD").messages()).toHaveLength(2);
  });

  it("is in the answer to /leads policy, for stewards and managers", async () => {
    await using space = await openWorkspace();
    await baton(space, MILD, "publish", "policy.yml", "--canary", "30%");
    const asked = async (person: string) => {
      await space.sim.user(person).command("/leads policy");
      await space.settle();
      return visible(space.card(person));
    };
    const manager = await asked("U0MANAGER");
    expect(manager).toContain("Policy version 1* is in force");
    expect(manager).toContain("Policy version 2 decides 30% of the leads");
    expect(manager).not.toContain("Promote");
    expect(await asked("U0STEWARD")).toContain("Promote");
    expect(await asked("U0ALICE")).toContain("Only stewards and managers can see the policy");
  });
});

describe("two instances", () => {
  it("roll a canary back once, and post each card once", async () => {
    const { url } = await realPostgres("empty");
    await using space = await openWorkspace({ databaseUrl: url });
    const other = await space.another();
    await baton(space, HARSH, "publish", "policy.yml", "--canary", "50%");
    await post(space, 200);
    await space.settle();
    const look = () => [space.baton, other].map((one) => one.watchCanary());
    await Promise.all([...look(), ...look()]);
    await Promise.all([space.baton.reconciler.drain(), other.reconciler.drain()]);
    await space.turn(5_000);
    const ended = (await rulesEvents(space)).filter(({ type }) => type === "policy_rolled_back");
    expect(ended).toHaveLength(1);
    expect(space.sim.user("U0STEWARD").messages()).toHaveLength(2);
  });

  it("decide by a version published through the other at once", async () => {
    const { url } = await realPostgres("empty");
    await using space = await openWorkspace({ databaseUrl: url });
    const other = await space.another();
    write(folder, "policy.yml", MILD);
    await run(
      ["policy", "publish", "policy.yml", "--by", "Dana", "--note", "x", "--canary", "99%"],
      other.services,
      folder,
    );
    const versions = await post(space, 100);
    expect(of(versions, 2).length).toBeGreaterThan(90);
    await run(["policy", "rollback", "--by", "Dana", "--note", "x"], other.services, folder);
    expect(new Set((await post(space, 50)).values())).toEqual(new Set([1]));
  });
});
