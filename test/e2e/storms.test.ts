// Many deadlines at once, and deadlines missed while Baton was down.
import { describe, expect, it } from "vitest";
import type { SimMessage } from "../../sim/index.ts";
import { MANAGERS, openWorkspace, type Workspace } from "../support/workspace.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

async function postMany(space: Workspace, count: number): Promise<string[]> {
  const response = await fetch(`${space.baton.url}/v1/leads/batch`, {
    method: "POST",
    headers: { authorization: "Bearer website-token", "content-type": "application/json" },
    body: JSON.stringify(
      Array.from({ length: count }, (_, n) => ({
        externalId: `storm-${n}`,
        email: `storm${n}@acme.example`,
        firstName: `Person${n}x`,
        country: "GB",
        intent: "demo",
        company: { name: `Company${n}x`, employees: 300 },
      })),
    ),
  });
  return ((await response.json()) as { leadId: string }[]).map(({ leadId }) => leadId);
}

/** In how many of the notices each lead is named. */
function noticesNaming(notices: readonly SimMessage[], n: number): number {
  return notices.filter((notice) => JSON.stringify(notice.blocks).includes(`Person${n}x`)).length;
}

describe("twenty offers overdue in one minute", () => {
  it("are five single notices and one bundle, each lead in exactly one, at most 5 s late", async () => {
    await using space = await openWorkspace();
    await postMany(space, 20);
    await space.settle();
    await space.turn(2 * HOUR + MINUTE);
    const notices = space.sim.messages(MANAGERS);
    expect(notices).toHaveLength(6);
    for (let n = 0; n < 20; n++) expect(noticesNaming(notices, n)).toBe(1);
    expect(JSON.stringify(notices[5]?.blocks)).toContain("15");
    // The clock stood at the deadlines, and Slack takes a post a second.
    const first = Number(notices[0]?.ts);
    for (const { ts } of notices) expect(Number(ts) - first).toBeLessThan(12);
    expect(space.sim.violations).toEqual([]);
  });

  it("are brought up to date in their notices when one is accepted", async () => {
    await using space = await openWorkspace();
    const ids = await postMany(space, 20);
    await space.settle();
    await space.turn(2 * HOUR + MINUTE);
    const last = ids[19] ?? "";
    const { owner } = (await space.lead(last)) as { owner: { slack: string; name: string } };
    const card = space.sim
      .messages(owner.slack)
      .find((message) => JSON.stringify(message.blocks).includes("Person19x"));
    if (!card) throw new Error("no card");
    await space.sim.user(owner.slack).press(card, "Accept");
    await space.settle();
    await space.turn(MINUTE);
    const notice = space.sim.messages(MANAGERS).find((one) => JSON.stringify(one).includes("Person19x"));
    expect(JSON.stringify(notice)).toContain(`Accepted by ${owner.name}`);
  });
});

describe("after an outage", () => {
  it("every missed step happens, in order, with its true lateness; the notice says what has happened since", async () => {
    await using space = await openWorkspace();
    const [id = ""] = await postMany(space, 1);
    await space.settle();
    // The clock jumps: nothing ran for five hours.
    space.clock.turn(5 * HOUR);
    await space.settle();
    await space.turn(MINUTE);
    const events = await space.baton.services.leads.events(id);
    const late = events.flatMap(({ body }) =>
      body.type === "overdue" || body.type === "taken_away" ? [body] : [],
    );
    expect(late.map(({ type, lateMs }) => [type, Math.round(lateMs / HOUR)])).toEqual([
      ["overdue", 3],
      ["taken_away", 1],
    ]);
    const [notice] = space.sim.messages(MANAGERS);
    expect(JSON.stringify(notice)).toContain("Shark Tank");
    expect(await space.lead(id)).toMatchObject({ state: "tank" });
  });
});
