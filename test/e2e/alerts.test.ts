// Alerts as the people they are for meet them: raised once, said in the right channel, answered, over by themselves.
import { describe, expect, it } from "vitest";
import type { SimMessage } from "../../sim/index.ts";
import { DESK_CHAIN } from "../../src/domain/deskEvents.ts";
import { realPostgres } from "../support/database.ts";
import { POLICY, TEAM } from "../support/fixtures.ts";
import { MANAGERS, openWorkspace, PEOPLE, TANK, type Workspace } from "../support/workspace.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MARKETING = "C0MARKETING";
const WITH_MARKETING = TEAM.replace("tank: C0TANK", `tank: C0TANK, marketing: ${MARKETING}`);
const sim = {
  users: PEOPLE.map(([id, name]) => ({ id, name })),
  channels: [
    { id: MANAGERS, name: "managers" },
    { id: TANK, name: "shark-tank" },
    { id: MARKETING, name: "marketing" },
  ],
};
const HOSTILE = "<!channel> *Autumn* <https://evil.example|x> :skull:";

const openings = {
  "the embedded database": async (more: object = {}) => openWorkspace({ team: WITH_MARKETING, sim, ...more }),
  PostgreSQL: async (more: object = {}) =>
    openWorkspace({ team: WITH_MARKETING, sim, databaseUrl: (await realPostgres("empty")).url, ...more }),
};

let posted = 0;

/** So many leads at once, decided at once. France is not the ICP. */
async function post(space: Workspace, many: number, lead: object): Promise<string[]> {
  const leads = Array.from({ length: many }, () => {
    posted += 1;
    return {
      ...{
        externalId: `alert-${posted}`,
        email: `alert${posted}@acme.example`,
        intent: "demo",
        country: "GB",
      },
      ...{
        firstName: "Jane",
        lastName: `Secretname${posted}`,
        phone: "+442071838750",
        message: "Secretword",
      },
      ...lead,
    };
  });
  const response = await fetch(`${space.baton.url}/v1/leads/batch`, {
    method: "POST",
    headers: { authorization: "Bearer website-token", "content-type": "application/json" },
    body: JSON.stringify(leads),
  });
  const ids = ((await response.json()) as { leadId: string }[]).map(({ leadId }) => leadId);
  await space.settle();
  return ids;
}

async function look(space: Workspace): Promise<void> {
  await space.baton.watchAlerts();
  // A channel takes one message a second.
  await space.turn(2_000);
}

const said = (message: SimMessage | undefined) => JSON.stringify([message?.text, message?.blocks]);
const alertsIn = (space: Workspace, channel: string) =>
  space.sim
    .user("U0MANAGER")
    .messages(channel)
    .filter(({ ephemeralTo, text }) => !ephemeralTo && !text.startsWith("Overdue"));

const deskEvents = async (space: Workspace) => {
  const [chain] = await space.baton.services.audit.chains([DESK_CHAIN]);
  return (chain?.events ?? []).map(({ actor, body }) => ({ actor, ...body }) as Record<string, unknown>);
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
