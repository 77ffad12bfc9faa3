// Every command, button, form and shortcut, for every role, by payloads that nobody's screen has sent: what the table says
// may be done is not refused, and anything else is refused, changes nothing and is counted.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  ACTIONS,
  BLOCKS,
  CALLBACKS,
  overridePlaceValue,
  overrideValue,
  SHORTCUTS,
  turnValue,
} from "../../blocks/ids.ts";
import {
  ACTION_RIGHTS,
  COMMAND_RIGHTS,
  FORM_RIGHTS,
  type Right,
  SHORTCUT_RIGHTS,
  type Who,
} from "../../blocks/rights.ts";
import { SUBCOMMANDS } from "../../src/slack/commands/leads.ts";
import { rolesTables } from "../slack/rolesDoc.ts";
import { command, press, refusedTotal, shortcut, submit } from "../support/forged.ts";
import { MAX, MONA, overrideBy, typesOf } from "../support/overrides.ts";
import { AMBIGUOUS, openReviews, posted, REVIEW_POLICY, REVIEW_TEAM } from "../support/reviews.ts";
import { MANAGERS, PEOPLE, TANK, type Workspace } from "../support/workspace.ts";

const HOUR = 3_600_000;
const LEAD = {
  email: "jane@acme.example",
  title: "VP Ops",
  country: "GB",
  intent: "demo",
  company: { name: "Acme", domain: "acme.example", employees: 300 },
};

/** Leads in every place where somebody may do something, and who may. */
interface Scene {
  readonly offered: string;
  readonly tank: string;
  readonly overflow: string;
  readonly review: string;
  readonly people: readonly { readonly id: string; readonly is: ReadonlySet<Who> }[];
}

async function sceneIn(space: Workspace): Promise<Scene> {
  const post = async (number: number, more = {}) => {
    const email = `p${number}@acme${number}.example`;
    const { body } = await space.post({ ...LEAD, externalId: `r-${number}`, email, ...more });
    await space.turn(5 * 60_000);
    return body.leadId;
  };
  const overflow = await post(1);
  await space.turn(4 * HOUR);
  const tank = await post(2);
  await space.turn(4 * HOUR);
  const offered = await post(3);
  await overrideBy(space, MONA, offered, "Extend", { "Extend by": "1 day" });
  const review = await posted(space, { ...AMBIGUOUS, externalId: "r-4", email: "t@other.example" });
  const states = await Promise.all(
    [overflow, tank, offered, review].map(async (id) => (await space.lead(id)).state),
  );
  expect(states).toEqual(["overflow", "tank", "offered", "review"]);
  const holder = ((await space.lead(offered)).owner as { slack: string }).slack;
  const hadTank = (await space.baton.services.leads.load(tank))?.lead.turns[0]?.holder;
  const isOf = (id: string): Who[] => {
    const reps = ["U0ALICE", "U0BOB", "U0CAROL"].includes(id);
    return [
      "everybody",
      ...(reps ? (["rep"] as const) : []),
      ...(id === holder ? (["holder"] as const) : []),
      // A Tier 1 lead is for seniors, and whoever let it go may not have it again.
      ...(reps && id !== "U0BOB" && id !== hadTank ? (["eligible"] as const) : []),
      ...(id === MONA || id === MAX ? (["manager"] as const) : []),
      ...(id === MAX ? (["second"] as const) : []),
      ...(id === "U0STEWARD" ? (["steward"] as const) : []),
      ...(id === "U0OVERFLOW" ? (["overflow"] as const) : []),
      ...(id === "U0TINA" ? (["reviewer"] as const) : []),
      ...(id === "U0BOB" ? (["self"] as const) : []),
    ];
  };
  const ids = ["U0STRANGER", "U0ALICE", "U0BOB", "U0CAROL", "U0STEWARD", "U0OVERFLOW", "U0TINA", MONA, MAX];
  return { offered, tank, overflow, review, people: ids.map((id) => ({ id, is: new Set(isOf(id)) })) };
}

const openScene = () =>
  openReviews({
    policy: `${REVIEW_POLICY}\noverrides: { second_approver: [extend] }\n`,
    team: REVIEW_TEAM.replace("managers: [U0MANAGER]", `managers: [${MONA}, ${MAX}]`),
    sim: {
      users: [
        ...PEOPLE,
        [MAX, "Max"],
        ["U0TINA", "Tina"],
        ["U0TOM", "Tom"],
        ["U0PAULA", "Paula"],
        ["U0LEGAL", "Legolas"],
        ["U0LEA", "Lea"],
        ["U0LUKE", "Luke"],
      ].map(([id = "", name = ""]) => ({ id, name })),
    },
  });

type Attempt = (by: string) => Promise<unknown>;

/** What each is tried with: a value that somebody with the right to it would send. */
function attempts(space: Workspace, scene: Scene): { name: string; right: Right; attempt: Attempt }[] {
  const offer = turnValue({ lead: scene.offered, turn: 1 });
  const place = overridePlaceValue({ of: { lead: scene.offered, turn: 1, cycle: 1 }, notice: null });
  const answer = overrideValue({ lead: scene.offered, no: 1 });
  const values: Partial<Record<string, string>> = {
    [ACTIONS.claim]: turnValue({ lead: scene.tank, turn: 2 }),
    [ACTIONS.assign]: turnValue({ lead: scene.overflow, turn: 3 }),
    [ACTIONS.approve]: turnValue({ lead: scene.review, turn: 1 }),
    [ACTIONS.reject]: turnValue({ lead: scene.review, turn: 1 }),
    [ACTIONS.overrideBundle]: `notice:${scene.tank}:1`,
    [ACTIONS.overrideLead]: turnValue({ lead: scene.offered, turn: 0 }),
    [ACTIONS.overrideAction]: "reassign",
    [ACTIONS.overrideRecycleReason]: "timing",
    [ACTIONS.overrideApprove]: answer,
    [ACTIONS.overrideReject]: answer,
    [ACTIONS.overrideDetails]: answer,
    [ACTIONS.digestPrevious]: "digest:2026-03-02T18:00:00.000Z#1",
    [ACTIONS.digestNext]: "digest:2026-03-02T18:00:00.000Z#2",
    [ACTIONS.handOn]: "away:U0BOB",
    [ACTIONS.keep]: "away:U0BOB",
    [ACTIONS.markReviewed]: answer,
    [ACTIONS.reason]: "timing",
    [ACTIONS.promote]: "policy:1",
    [ACTIONS.rollBack]: "policy:1",
    [ACTIONS.reportPrevious]: "report:weekly:2026-03-02T09:00:00.000Z#1",
    [ACTIONS.reportNext]: "report:weekly:2026-03-02T09:00:00.000Z#2",
    [ACTIONS.queueRep]: "U0ALICE",
  };
  const metadata: Partial<Record<string, string>> = {
    [ACTIONS.reason]: offer,
    [ACTIONS.overrideLead]: `@notice:${scene.offered}:1`,
    [ACTIONS.overrideAction]: place,
    [ACTIONS.overrideRecycleReason]: place,
  };
  const picked = {
    [BLOCKS.assign]: { [ACTIONS.pickRep]: { selected_option: { value: "U0BOB" } } },
    [BLOCKS.homeAway]: { [ACTIONS.homeAwayOn]: { selected_date: "2026-03-20" } },
  };
  const tried = Object.entries(ACTION_RIGHTS).filter(([id]) => !/^(alert|post_mortem)/.test(id));
  const buttons = tried.map(([id, right]) => ({
    name: id,
    right,
    attempt: (by: string) =>
      press(
        space,
        { by, channel: MANAGERS },
        id,
        values[id] ?? (id.startsWith("queue_") ? "all:1" : id.startsWith("stats_") ? `rep.${by}:7` : offer),
        { metadata: metadata[id], values: picked },
      ),
  }));
  const recycling = { [BLOCKS.reason]: { [ACTIONS.reason]: { selected_option: { value: "budget" } } } };
  const forms = [
    {
      name: CALLBACKS.recycle,
      attempt: (by: string) => submit(space, by, CALLBACKS.recycle, offer, recycling),
    },
    {
      name: CALLBACKS.review,
      attempt: (by: string) =>
        submit(space, by, CALLBACKS.review, `approve:${turnValue({ lead: scene.review, turn: 1 })}`),
    },
    {
      name: CALLBACKS.markReviewed,
      attempt: (by: string) => submit(space, by, CALLBACKS.markReviewed, answer),
    },
    { name: CALLBACKS.override, attempt: (by: string) => submit(space, by, CALLBACKS.override, place) },
  ].map((form) => ({ ...form, right: FORM_RIGHTS[form.name] }));
  const words: Partial<Record<string, string>> = {
    show: scene.offered,
    why: scene.offered,
    override: scene.offered,
  };
  const commands = [...COMMAND_RIGHTS].map(([word, right]) => ({
    name: `/leads ${word}`,
    right,
    attempt: (by: string) => command(space, { by, channel: MANAGERS }, `${word} ${words[word] ?? ""}`),
  }));
  const card = space.sim.messages(TANK)[0]?.ts ?? "";
  const shortcuts = Object.entries(SHORTCUT_RIGHTS).map(([id, right]) => ({
    name: `shortcut ${id}`,
    right,
    attempt: (by: string) => shortcut(space, { by, channel: TANK }, id, card),
  }));
  return [...commands, ...buttons, ...forms, ...shortcuts];
}

const places = (space: Workspace, { offered, tank, overflow, review }: Scene) =>
  Promise.all(
    [offered, tank, overflow, review].map(async (id) => [
      { ...(await space.baton.services.leads.load(id))?.lead, seq: 0, head: "" },
      (await typesOf(space, id)).filter((type) => type !== "refused"),
    ]),
  );

describe("the table of who may do what", () => {
  it("has a line for every button, form, shortcut and command, and is what docs/roles.md prints", () => {
    expect(Object.keys(ACTION_RIGHTS).sort()).toEqual(Object.values(ACTIONS).sort());
    expect(Object.keys(FORM_RIGHTS).sort()).toEqual(Object.values(CALLBACKS).sort());
    expect(Object.keys(SHORTCUT_RIGHTS).sort()).toEqual(Object.values(SHORTCUTS).sort());
    expect([...COMMAND_RIGHTS.keys()].sort()).toEqual([...SUBCOMMANDS.keys()].sort());
    const printed = readFileSync(join(import.meta.dirname, "../../docs/roles.md"), "utf8");
    expect(printed.slice(printed.indexOf("## Commands"))).toBe(rolesTables());
  });

  it("holds: whoever may not is refused and counted, and nothing changes; whoever may is not", async () => {
    await using space = await openScene();
    const scene = await sceneIn(space);
    const all = attempts(space, scene);
    const before = await places(space, scene);
    for (const { name, right, attempt } of all) {
      for (const { id, is } of scene.people) {
        if (right.who.some((who) => is.has(who))) continue;
        const counted = await refusedTotal(space);
        await attempt(id);
        expect(await refusedTotal(space), `${name} by ${id}`).toBeGreaterThan(counted);
      }
      expect(await places(space, scene), name).toEqual(before);
    }
    for (const { name, right, attempt } of all) {
      const person = scene.people.find(({ is }) => right.who.some((who) => is.has(who)));
      if (!person || right.who.includes("everybody")) continue;
      // Nothing has been reported here: that there is no such report is what the right person is told.
      if (name.startsWith("report_")) continue;
      const counted = await refusedTotal(space);
      await attempt(person.id);
      expect(await refusedTotal(space), `${name} by ${person.id}`).toBe(counted);
    }
  }, 240_000);

  it("a button that there is not, and values that Baton never writes, are counted", async () => {
    await using space = await openScene();
    const forged = ["", "lead_1:1", "x".repeat(2_000), `lead_${"0".repeat(32)}:1; DROP TABLE`, "policy:0"];
    for (const action of [
      "no_such_button",
      ACTIONS.accept,
      ACTIONS.override,
      ACTIONS.overrideApprove,
      ACTIONS.promote,
    ]) {
      for (const value of forged) {
        const counted = await refusedTotal(space);
        await press(space, { by: MONA, channel: MANAGERS }, action, value);
        expect(await refusedTotal(space), `${action} ${value.slice(0, 20)}`).toBe(counted + 1);
      }
    }
    for (const metadata of ["", "U0BOB", "@notice:lead_1", `lead_${"0".repeat(32)}:1`]) {
      const counted = await refusedTotal(space);
      await submit(space, MONA, CALLBACKS.override, metadata);
      expect(await refusedTotal(space), metadata).toBe(counted + 1);
    }
  });
});
