// Baton as a process of its own, on real time: killed in the middle of twenty escalations, nothing is lost or doubled.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Sim, startSim } from "../../sim/index.ts";
import { realPostgres } from "../support/database.ts";
import { POLICY, TEAM } from "../support/fixtures.ts";
import { startProcess } from "../support/process.ts";
import { MANAGERS, TANK } from "../support/workspace.ts";

const LEADS = 20;
const QUICK = POLICY.replace(
  "offer: [{ after: 2h, do: overdue }, { after: 4h, do: tank }]",
  "offer: [{ after: 12s, do: overdue }, { after: 15s, do: tank }]",
);

/** How many messages each mirror has been posted as; more than one is a double post. */
function postsByMirror(sim: Sim): Map<string, number> {
  const posts = new Map<string, number>();
  for (const channel of [MANAGERS, TANK, ...["U0ALICE", "U0BOB", "U0CAROL", "U0OVERFLOW"]]) {
    for (const { metadata } of sim.messages(channel)) {
      const id = String(metadata?.event_payload.mirror);
      posts.set(id, (posts.get(id) ?? 0) + 1);
    }
  }
  return posts;
}

describe("kill -9 in the middle of twenty escalations", () => {
  it.concurrent.each(["embedded", "postgres"] as const)(
    "%s: every lead ends in the tank, with each card posted once",
    async (kind) => {
      const folder = await mkdtemp(join(tmpdir(), "baton-kill-"));
      await writeFile(join(folder, "policy.yml"), QUICK);
      await writeFile(join(folder, "team.yml"), TEAM);
      const sim = await startSim({
        users: ["ALICE", "BOB", "CAROL", "MANAGER", "OVERFLOW"].map((name) => ({ id: `U0${name}`, name })),
        channels: [
          { id: MANAGERS, name: "managers" },
          { id: TANK, name: "tank" },
        ],
      });
      try {
        await killTwice(sim, folder, kind === "postgres" ? (await realPostgres("empty")).url : null);
      } finally {
        await sim.stop();
        await rm(folder, { recursive: true, force: true });
      }
    },
    240_000,
  );
});

async function killTwice(sim: Sim, folder: string, databaseUrl: string | null): Promise<void> {
  const env = {
    ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
    SLACK_BOT_TOKEN: sim.botToken,
    SLACK_SIGNING_SECRET: sim.signingSecret,
    SLACK_API_URL: sim.apiUrl,
    BATON_INTAKE_TOKENS: "website:t",
    LOG_LEVEL: "warn",
  };
  let baton = await startProcess(env, folder);
  sim.deliverTo(`${baton.url}/slack/events`);
  const leads = Array.from({ length: LEADS }, (_, n) => ({
    externalId: `k-${n}`,
    email: `k${n}@acme.example`,
    country: "GB",
    intent: "demo",
    company: { name: `Company ${n}`, employees: 300 },
  }));
  const answer = await fetch(`${baton.url}/v1/leads/batch`, {
    method: "POST",
    headers: { authorization: "Bearer t", "content-type": "application/json" },
    body: JSON.stringify(leads),
  });
  expect(answer.status).toBe(207);
  const results = (await answer.json()) as { status: number; leadId: string }[];
  expect(results.map(({ status }) => status)).toEqual(leads.map(() => 202));

  // Once while the overdue notices go out, once among tank cards and updates.
  const killed = async () => {
    await baton.kill();
    baton = await startProcess({ ...env, PORT: new URL(baton.url).port }, folder);
  };
  await sim.waitFor(() => sim.messages(MANAGERS).length > 0, {
    timeoutMs: 60_000,
    what: "an overdue notice",
  });
  await killed();
  await sim.waitFor(() => sim.messages(TANK).length > 2, { timeoutMs: 60_000, what: "tank cards" });
  await killed();
  await sim.waitFor(() => sim.messages(TANK).length >= LEADS, { timeoutMs: 90_000, what: "every tank card" });
  await sim.waitFor(() => takenAway(sim) === LEADS, { timeoutMs: 90_000, what: "every card taken away" });

  for (const { leadId } of results) {
    const lead = await fetch(`${baton.url}/v1/leads/${leadId}`, { headers: { authorization: "Bearer t" } });
    expect(await lead.json()).toMatchObject({ state: "tank", owner: null });
  }
  expect([...postsByMirror(sim)].filter(([, count]) => count > 1)).toEqual([]);
  expect(sim.violations).toEqual([]);
  expect(await baton.stop()).toBe(0);
}

function takenAway(sim: Sim): number {
  return ["U0ALICE", "U0BOB", "U0CAROL"]
    .flatMap((rep) => sim.messages(rep))
    .filter((message) => JSON.stringify(message).includes("Taken away: ")).length;
}
