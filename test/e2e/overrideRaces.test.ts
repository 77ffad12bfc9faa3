// Two people decide at one instant, on a real PostgreSQL with two instances: one of them does, the other is told.
import { expect, it } from "vitest";
import type { Command } from "../../src/domain/decide/index.ts";
import { replay } from "../../src/domain/evolve.ts";
import { realPostgres } from "../support/database.ts";
import {
  decided,
  FOUR_EYES,
  LEAD,
  MAX,
  MONA,
  openManaged,
  RIVAL,
  typesOf,
  WHY,
} from "../support/overrides.ts";

const U0NORA = "U0NORA";
const TEAM = (team: string) => team.replace(`[${MONA}, ${MAX}]`, `[${MONA}, ${MAX}, ${U0NORA}]`);

async function opened(policy?: string) {
  const { url } = await realPostgres("empty");
  const space = await openManaged({ databaseUrl: url, ...(policy ? { policy } : {}) }, TEAM);
  return { space, other: await space.another() };
}

const asks = (by: string, act: Extract<Command, { do: "override" }>["act"], turn: number): Command => ({
  ...{ do: "override", by, act, turn, cycle: 1, reasonCode: "rule_gap", justification: WHY },
  evidence: "https://crm.example/deals/1",
});

it.each([
  ["approve_override", "approve_override"],
  ["approve_override", "reject_override"],
] as const)("of %s and %s at once one decides, and the other is told so", async (first, second) => {
  const { space, other } = await opened(FOUR_EYES);
  await using _ = space;
  for (let round = 0; round < 4; round++) {
    const id = await decided(space, {
      ...RIVAL,
      externalId: `rival-${round}`,
      email: `r${round}@rival.example`,
    });
    await space.baton.engine.run(id, asks(MONA, { do: "unsuppress" }, 0));
    const outcomes = await Promise.all([
      space.baton.engine.run(id, { do: first, by: MAX, no: 1 }),
      other.engine.run(id, { do: second, by: U0NORA, no: 1 }),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["done", "refused"]);
    expect(outcomes.find(({ kind }) => kind === "refused")).toMatchObject({ code: "override_answered" });
    const types = await typesOf(space, id);
    const decisions = types.filter((type) => type === "overridden" || type === "override_rejected");
    expect(decisions).toHaveLength(1);
  }
});

it("of an override and the rep's accept at once one comes first, and the lead has one owner", async () => {
  const { space, other } = await opened();
  await using _ = space;
  for (let round = 0; round < 4; round++) {
    const id = await decided(space, {
      ...LEAD,
      externalId: `l-${round}`,
      email: `l${round}@acme${round}.example`,
    });
    const record = await space.baton.services.leads.load(id);
    const owner = record?.lead.state === "offered" ? record.lead.owner : "";
    const rep = owner === "U0ALICE" ? "U0CAROL" : "U0ALICE";
    const [accepted, overridden] = await Promise.all([
      space.baton.engine.run(id, { do: "accept", by: owner, turn: 1 }),
      other.engine.run(id, asks(MONA, { do: "reassign", rep }, 1)),
    ]);
    expect([accepted.kind, overridden.kind].sort()).toEqual(["done", "refused"]);
    const after = (await space.baton.services.leads.load(id))?.lead;
    expect(after).toMatchObject(
      accepted.kind === "done" ? { state: "accepted", owner } : { state: "offered", owner: rep },
    );
    expect(replay(await space.baton.services.leads.events(id))).toEqual(after);
  }
});
