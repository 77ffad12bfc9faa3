// Too many overrides by one person: somebody is asked why, once, and says what follows.
import { describe, expect, it } from "vitest";
import { alertsIn, deskEvents, look, post, said } from "../support/alerts.ts";
import { POLICY } from "../support/fixtures.ts";
import { MANAGERS, openWorkspace, type Workspace } from "../support/workspace.ts";

describe("a post-mortem", () => {
  const POST_MORTEM = `${POLICY}overrides: { post_mortem: { more_than: 2, within: 7d } }\n`;

  async function override(space: Workspace, id: string): Promise<void> {
    const lead = (await space.baton.services.leads.load(id))?.lead;
    const outcome = await space.baton.engine.run(id, {
      ...{ do: "override", by: "U0MANAGER", act: { do: "force_accept", rep: "U0ALICE" } },
      ...{ turn: lead?.turns.length ?? 0, cycle: 1, reasonCode: "rule_gap", evidence: null },
      justification: "Secretname asked for her by name",
    });
    expect(outcome.kind).toBe("done");
    await space.settle();
  }

  it("is asked once of a steward when somebody overrides too often, and closed with what follows", async () => {
    await using space = await openWorkspace({ policy: POST_MORTEM });
    const ids = await post(space, 3, {});
    for (const id of ids.slice(0, 2)) await override(space, id);
    await look(space);
    expect(alertsIn(space, MANAGERS)).toHaveLength(0);
    for (const id of ids.slice(2)) await override(space, id);
    await look(space);
    await look(space);
    const cards = alertsIn(space, MANAGERS);
    const card = cards.find(({ text }) => text.includes("by <@U0MANAGER>"));
    expect(cards.filter(({ text }) => text.includes("by <@U0MANAGER>"))).toHaveLength(1);
    if (!card) throw new Error("no card");
    expect(card.text).toBe("Post-mortem: 3 overrides by <@U0MANAGER> in 1 week, for <@U0STEWARD> to write");
    expect(said(card)).toContain("<@U0STEWARD> writes it <!date^");
    expect(said(card)).not.toContain("Secretname");
    await space.sim.user("U0MANAGER").press(card, "Done");
    await space.settle();
    expect(space.sim.user("U0MANAGER").modal()).toBeNull();

    const stew = space.sim.user("U0STEWARD");
    await stew.press(card, "Done");
    await space.settle();
    await stew.fill("What follows", "Too short");
    await stew.submit();
    expect(stew.modal(), "too short").not.toBeNull();
    await stew.fill("What follows", "The rule missed Austria; it is in now, with a case.");
    await stew.submit();
    await space.settle();
    const now = said(alertsIn(space, MANAGERS).find(({ ts }) => ts === card.ts));
    expect(now).toContain("*Done* by <@U0STEWARD>");
    expect(now).toContain("The rule missed Austria");
    expect(now).not.toContain('"button"');
    const events = await deskEvents(space);
    expect(events.at(-1)).toMatchObject({ type: "post_mortem_done", actor: "slack:U0STEWARD" });
    expect(JSON.stringify(events)).not.toContain("Austria");
    expect(space.sim.violations).toEqual([]);
  });
});
