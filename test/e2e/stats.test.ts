// `/leads stats`: what people did with leads in Slack, and the numbers they are then told.
import { expect, it } from "vitest";
import { actions, button } from "../../blocks/build.ts";
import type { SimMessage } from "../../sim/index.ts";
import { openWorkspace, TANK, type Workspace } from "../support/workspace.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SENIORS = ["U0ALICE", "U0CAROL"] as const;

/** A lead for the senior reps, with whoever the rules chose. */
async function offered(space: Workspace, n: number): Promise<{ rep: string; card: SimMessage }> {
  const { body } = await space.post({
    ...{ externalId: `form-${n}`, email: `p${n}@acme.example`, firstName: `Person${n}x`, title: "VP Ops" },
    ...{ country: "GB", intent: "demo", company: { name: "Acme", domain: "acme.example", employees: 300 } },
  });
  await space.settle();
  const { owner } = (await space.lead(body.leadId)) as { owner: { slack: string } };
  return { rep: owner.slack, card: space.card(owner.slack) };
}

/** One accepted after 12 minutes, one recycled, and one missed that another claims. Who missed it, who claimed it. */
async function aDay(space: Workspace) {
  const first = await offered(space, 1);
  const second = await offered(space, 2);
  expect(new Set([first.rep, second.rep])).toEqual(new Set(SENIORS));
  await space.turn(12 * MINUTE);
  await space.sim.user(first.rep).press(first.card, "Accept");
  const recycler = space.sim.user(second.rep);
  await recycler.press(second.card, "Recycle");
  await space.sim.waitFor(() => recycler.modal());
  await recycler.fill("Reason", "Budget");
  await recycler.submit();
  await space.settle();
  const { rep: missed } = await offered(space, 3);
  await space.turn(4 * HOUR + MINUTE);
  const claimed = SENIORS.find((one) => one !== missed) ?? "";
  const tank = space.sim.messages(TANK)[0];
  if (!tank) throw new Error("no tank card");
  await space.sim.user(claimed).press(tank, "Claim");
  await space.settle();
  return { accepted: first.rep, recycled: second.rep, missed, claimed };
}

async function told(space: Workspace, person: string, act: () => Promise<unknown>): Promise<SimMessage> {
  const user = space.sim.user(person);
  const before = new Set(user.messages().map(({ ts }) => ts));
  await act();
  return space.sim.waitFor(() => user.find((one) => one.ephemeralTo === person && !before.has(one.ts)), {
    what: `an answer to ${person}`,
  });
}

const type = (space: Workspace, person: string, text: string) =>
  told(space, person, () => space.sim.user(person).command(`/leads ${text}`));

/** The named numbers that a message shows, such as `{Offers: "2 · team 3"}`. */
function numbersIn(message: SimMessage): Record<string, string> {
  const fields = message.blocks.flatMap((block) => (block.type === "section" ? (block.fields ?? []) : []));
  return Object.fromEntries(
    fields.map(({ text }) => {
      const [label = "", ...rest] = text.split("\n");
      return [label.replaceAll("*", ""), rest.join(", ")];
    }),
  );
}

const seen = (message: SimMessage) => `${message.text}\n${JSON.stringify(message.blocks)}`;
/** So many of these are that person's. */
const count = (rep: string, ...who: string[]) => who.filter((one) => one === rep).length;

it("a rep sees their own numbers beside the team's, and a manager anybody's", async () => {
  await using space = await openWorkspace();
  const { accepted, recycled, missed, claimed } = await aDay(space);
  for (const rep of SENIORS) {
    const name = rep === "U0ALICE" ? "Alice" : "Carol";
    const took = rep === accepted ? "12 min" : "–";
    const expected = {
      Offers: `${count(rep, accepted, recycled, missed)} · team 3`,
      Accepted: `${count(rep, accepted)} · team 1`,
      Recycled: `${count(rep, recycled)} · team 1${rep === recycled ? ", Budget 1" : ""}`,
      Missed: `${count(rep, missed)} · team 1`,
      Claims: `${count(rep, claimed)} · team 1`,
      Median: `${took} · team 12 min`,
      p95: `${took} · team 12 min`,
    };
    const own = await type(space, rep, "stats");
    expect(numbersIn(own)).toEqual(expected);
    expect(own.text).toContain(`${name}, last 7 days`);
    expect(seen(own)).not.toContain('"Team"');
    for (const text of [`stats @${name} 30d`, `stats 30d ${name}`, `stats 30D <@${rep}>`]) {
      const asked = await type(space, "U0MANAGER", text);
      expect(numbersIn(asked), text).toEqual(expected);
      expect(asked.text).toContain(`${name}, last 30 days`);
    }
  }
  expect(space.sim.violations).toEqual([]);
});

it("a manager sees the team with a line a rep, opens one, and goes back, all in place", async () => {
  await using space = await openWorkspace({ transport: "socket" });
  const { missed } = await aDay(space);
  const manager = space.sim.user("U0MANAGER");
  const message = await type(space, "U0MANAGER", "stats");
  const now = () => manager.find(({ ts }) => ts === message.ts) ?? message;
  const press = async (target: string | { text: string; near: string }, until: string) => {
    await manager.press(now(), target);
    await space.sim.waitFor(() => seen(now()).includes(until), { what: until });
  };
  expect(numbersIn(message)).toMatchObject({ Offers: "3", Accepted: "1", Missed: "1", Median: "12 min" });
  const rows = message.blocks.flatMap((block) => (block.type === "section" ? [block.text?.text ?? ""] : []));
  const name = missed === "U0ALICE" ? "Alice" : "Carol";
  expect(rows[2], "most missed first").toContain(`*${name}*\n`);
  expect(rows.find((row) => row.startsWith("*Bob*"))).toContain(
    "Offers 0 · Accepted 0 · Recycled 0 · Missed 0 · Claims 0 · Median – · p95 –",
  );
  await press({ text: "Open", near: name }, `${name}, last 7 days`);
  await press("30 days", `${name}, last 30 days`);
  await press("Team", "The team, last 30 days");
  await press("7 days", "The team, last 7 days");
  expect(manager.messages().filter(({ ephemeralTo }) => ephemeralTo)).toHaveLength(1);
  expect(space.sim.violations).toEqual([]);
});

it("what is more than seven days ago counts in thirty only", async () => {
  await using space = await openWorkspace();
  await aDay(space);
  await space.turn(8 * DAY);
  expect(numbersIn(await type(space, "U0MANAGER", "stats"))).toMatchObject({ Offers: "0", Median: "–" });
  expect(numbersIn(await type(space, "U0MANAGER", "stats 30d"))).toMatchObject({ Offers: "3" });
});

it("who may not is told who can, by command or by a forged button, and it is counted", async () => {
  await using space = await openWorkspace();
  await aDay(space);
  const refusals = async () => {
    const response = await fetch(`${space.baton.url}/metrics`, {
      headers: { authorization: "Bearer admin-token" },
    });
    return (await response.text())
      .split("\n")
      .filter((line) => /^baton_refused_total\{reason="stats/.test(line))
      .sort();
  };
  const others = "Only managers can see the numbers of others: ask <@U0MANAGER>.";
  for (const text of ["stats @Carol", "stats <@U0CAROL> 30d", "stats bob"]) {
    expect((await type(space, "U0ALICE", text)).text, text).toBe(others);
  }
  expect((await type(space, "U0STRANGER", "stats")).text).toContain("Only reps and managers can see these");
  const seenBefore = await type(space, "U0ALICE", "help");
  for (const [action, value] of [
    ["stats_rep", "rep.U0CAROL:7"],
    ["stats_month", "rep.U0BOB:30"],
    ["stats_team", "team.1:7"],
    ["stats_next", "team.2:7"],
  ] as const) {
    const blocks = [actions([button("Forged", action, value)])];
    const press = () => space.sim.user("U0ALICE").press({ ...seenBefore, blocks }, "Forged", { stale: true });
    expect((await told(space, "U0ALICE", press)).text, action).toBe(others);
  }
  const nonsense = [actions([button("Forged", "stats_rep", "rep.x:7")])];
  const odd = await told(space, "U0MANAGER", async () => {
    const help = await type(space, "U0MANAGER", "help");
    return space.sim.user("U0MANAGER").press({ ...help, blocks: nonsense }, "Forged", { stale: true });
  });
  expect(odd).toBeDefined();
  expect(await refusals()).toEqual([
    'baton_refused_total{reason="stats"} 1',
    'baton_refused_total{reason="stats_other"} 7',
  ]);
});

it("a wrong word gets the nearest that there is", async () => {
  await using space = await openWorkspace();
  const said = async (person: string, text: string) => (await type(space, person, text)).text;
  expect(await said("U0MANAGER", "stats Carrol")).toContain("Did you mean `/leads stats Carol`?");
  expect(await said("U0MANAGER", "stats 14d")).toContain("Type `/leads stats 7d` or `/leads stats 30d`.");
  expect(await said("U0ALICE", "stats 7d 30d")).toContain("Numbers are of one time: type");
  expect(await said("U0MANAGER", "stats <@U0MANAGER>")).toContain("<@U0MANAGER> is no rep.");
  expect(await said("U0ALICE", "stats Carrol")).toContain("There is no rep called Carrol.");
  expect(await said("U0ALICE", "stats Carrol")).not.toContain("Did you mean");
});
