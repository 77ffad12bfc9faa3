// Reps who answer get more leads, within the policy's bounds, and are told so.
import { expect, it } from "vitest";
import { POLICY } from "../support/fixtures.ts";
import { openWorkspace } from "../support/workspace.ts";

const HOUR = 3_600_000;
const policy = POLICY.replace(
  "share: { weight: rep }",
  "share: { weight: rep, performance: { min: 0.5, max: 1.5 } }",
);
const lead = (n: number) => ({
  externalId: `r-${n}`,
  email: `someone@company${n}.example`,
  country: "GB",
  intent: "demo",
  company: { employees: 300 },
});

it("whoever accepts soon gets more than whoever never answers, who still gets some", async () => {
  await using space = await openWorkspace({ policy });
  const { leads } = space.baton.services;
  /** The leads that each rep is offered of some that arrive together. */
  const offers = async (from: number, to: number) => {
    const response = await fetch(`${space.baton.url}/v1/leads/batch`, {
      method: "POST",
      headers: { authorization: "Bearer website-token", "content-type": "application/json" },
      body: JSON.stringify(Array.from({ length: to - from }, (_, n) => lead(from + n))),
    });
    const posted = (await response.json()) as { leadId: string }[];
    await space.settle();
    const records = await leads.loadMany(posted.map(({ leadId }) => leadId));
    return Map.groupBy(records.keys(), (id) => records.get(id)?.lead.turns[0]?.holder ?? "nobody");
  };
  const before = await offers(0, 12);
  expect([...before.values()].map((ids) => ids.length)).toEqual([4, 4, 4]);
  await space.turn(60_000);
  for (const id of before.get("U0ALICE") ?? []) {
    await space.baton.engine.run(id, { do: "accept", by: "U0ALICE", turn: 1 });
  }
  await space.turn(5 * HOUR);

  // Alice has accepted all four at once, the others have let theirs lapse: weights 1.5 (the most), 0.71 and 0.71.
  const after = await offers(12, 24);
  const counts = (rep: string) => after.get(rep)?.length ?? 0;
  expect(counts("U0ALICE")).toBe(6);
  expect([counts("U0BOB"), counts("U0CAROL")]).toEqual([3, 3]);
  const asked = space.sim.user("U0MANAGER");
  await asked.command(`/leads why ${after.get("U0ALICE")?.[0]}`);
  const answer = await space.sim.waitFor(() => asked.find((message) => message.ephemeralTo !== undefined));
  const said = JSON.stringify(answer.blocks);
  expect(said).toContain("weight 1.5 (by results)");
  expect(said).toContain("weight 0.71 (by results)");
});
