// Somebody's App Home, from opening it to pressing on it: it shows what is true, soon after it became so.
import { describe, expect, it } from "vitest";
import type { SimView } from "../../sim/index.ts";
import { instant } from "../../src/clock.ts";
import { POLICY, TEAM, teamOf } from "../support/fixtures.ts";
import {
  buttonsOf,
  HOUR,
  homeOf,
  jane,
  MINUTE,
  opened,
  post,
  publishes,
  SOON,
  textOf,
} from "../support/homes.ts";
import { AMBIGUOUS, openReviews } from "../support/reviews.ts";
import { openWorkspace } from "../support/workspace.ts";

describe.each(["http", "socket"] as const)("over %s", (transport) => {
  it("a rep who accepts on their Home sees it, and the card, true within seconds", async () => {
    await using space = await openWorkspace({ transport });
    const { id, owner } = await post(space, 1);
    const rep = space.sim.user(owner);
    const home = await opened(space, owner);
    expect(textOf(home)).toContain("Jane Doe1x");
    expect(buttonsOf(home)).toEqual(expect.arrayContaining(["Accept", "Recycle", "Why me?"]));
    await rep.press(home, "Accept");
    await space.settle();
    await space.turn(SOON);
    expect(await space.lead(id)).toMatchObject({ state: "accepted", owner: { slack: owner } });
    expect(JSON.stringify(space.card(owner).blocks)).toContain("Accepted by");
    const after = homeOf(space, owner);
    expect(buttonsOf(after)).not.toContain("Accept");
    expect(textOf(after)).toContain("Accepted: 1");
    expect(space.sim.violations).toEqual([]);
  });

  it("Recycle opens its form, Why me? answers in a modal, and a Home that is behind is told so in one", async () => {
    await using space = await openWorkspace({ transport });
    const { owner } = await post(space, 1);
    const rep = space.sim.user(owner);
    const home = await opened(space, owner);
    await rep.press(home, "Recycle");
    await space.settle();
    expect(rep.modal()?.callback_id).toBe("recycle");
    await rep.close();
    await rep.press(home, "Why me?");
    await space.settle();
    expect(JSON.stringify(rep.modal()?.blocks)).toContain("Why");
    await rep.close();
    await rep.press(space.card(owner), "Accept");
    await space.settle();
    await rep.press(home, "Accept", { stale: true });
    await rep.press(home, "Recycle", { stale: true });
    await space.settle();
    expect(JSON.stringify(rep.modal()?.blocks)).toContain("accepted");
    expect(space.sim.violations).toEqual([]);
  });
});

describe("whose Home is true", () => {
  it("nobody has one who never opened Baton; whoever did, be it the Messages tab, is kept up to date", async () => {
    await using space = await openWorkspace();
    const { owner } = await post(space, 1);
    expect(publishes(space)).toEqual([]);
    await space.sim.emitEvent({ type: "app_home_opened", user: owner, channel: "D0X", tab: "messages" });
    await space.settle();
    expect(textOf(homeOf(space, owner))).toContain("Jane Doe1x");
    await space.turn(2 * HOUR);
    expect(textOf(homeOf(space, owner))).toContain("Overdue");
    await space.turn(2 * HOUR + SOON);
    expect(textOf(homeOf(space, owner))).not.toContain("Jane Doe1x");
    expect(publishes(space, "U0MANAGER")).toEqual([]);
  });

  it("a manager sees the totals move, opens the queue and pages in place", async () => {
    await using space = await openWorkspace({ sim: { rateLimits: false } });
    const manager = space.sim.user("U0MANAGER");
    expect(textOf(await opened(space, "U0MANAGER"))).toContain("0 open: 0 overdue · 0 tank · 0 offered");
    for (let n = 0; n < 21; n++) await space.post(jane(n));
    await space.turn(MINUTE);
    expect(textOf(homeOf(space, "U0MANAGER"))).toContain("21 open: 0 overdue · 0 tank · 21 offered");
    await space.turn(2 * HOUR);
    expect(textOf(homeOf(space, "U0MANAGER"))).toContain("21 open: 21 overdue");
    await manager.press(homeOf(space, "U0MANAGER"), "Show the queue");
    await space.settle();
    const queue = manager.modal();
    if (!queue) throw new Error("no queue");
    expect(textOf(queue)).toContain("page 1 of 2");
    await manager.press(queue, "Next");
    await space.settle();
    expect(manager.modal()).toMatchObject({ id: queue.id });
    expect(JSON.stringify(manager.modal()?.blocks)).toContain("page 2 of 2");
    await manager.press(manager.modal() ?? queue, "Open");
    await space.settle();
    expect(manager.modal()?.callback_id).toBe("lead");
    await manager.close();
    expect(manager.modal()?.callback_id).toBe("answer");
    expect(space.sim.violations).toEqual([]);
  });

  it("an alert stands on the Homes of managers and stewards, and is acknowledged there", async () => {
    await using space = await openWorkspace({
      policy: POLICY.replace("recycle:", "alerts: { tank: { more_than: 1 } }\nrecycle:"),
    });
    const { id } = await post(space, 1);
    await post(space, 2);
    for (const person of ["U0MANAGER", "U0STEWARD"]) {
      expect(textOf(await opened(space, person))).not.toContain("Look at this");
    }
    await space.turn(4 * HOUR + MINUTE);
    await space.baton.watchAlerts();
    await space.turn(SOON);
    for (const person of ["U0MANAGER", "U0STEWARD"]) {
      expect(textOf(homeOf(space, person)), person).toContain("1 alert*, 1 not seen by anybody yet");
    }
    await space.sim.user("U0STEWARD").press(homeOf(space, "U0STEWARD"), "Acknowledge");
    await space.settle();
    await space.turn(SOON);
    expect(textOf(homeOf(space, "U0MANAGER"))).toContain("Acknowledged");
    expect(buttonsOf(homeOf(space, "U0MANAGER"))).not.toContain("Acknowledge");
    expect(await space.lead(id)).toMatchObject({ state: "tank" });
    expect(space.sim.violations).toEqual([]);
  });

  it("somebody goes away and comes back on theirs, and gets no lead in between", async () => {
    await using space = await openWorkspace({
      team: TEAM.replaceAll("territories: [DE, GB]", "territories: [DE]"),
    });
    const alice = space.sim.user("U0ALICE");
    await opened(space, "U0ALICE");
    const home = () => homeOf(space, "U0ALICE");
    const shows = () => buttonsOf(home()).filter((label) => label === "Away" || label === "Back");
    expect(shows()).toEqual(["Away"]);
    await alice.press(home(), "Away");
    await space.settle();
    await space.turn(SOON);
    expect(shows()).toEqual(["Back"]);
    expect(textOf(home())).toContain("until you press *Back*");
    expect([(await post(space, 1)).owner, (await post(space, 2)).owner]).toEqual(["U0CAROL", "U0CAROL"]);
    await alice.choose(home(), { actionId: "home_away_on" }, "2026-03-04");
    await space.settle();
    await space.turn(SOON);
    expect(textOf(home())).toMatch(/until \{date_short_pretty\}.*\|until Wed 00:00>/);
    await alice.choose(home(), { actionId: "home_away_on" }, "2025-01-01");
    await space.settle();
    expect(JSON.stringify(alice.modal()?.blocks)).toContain("Choose a day ahead");
    await alice.close();
    await alice.press(home(), "Back");
    await space.settle();
    await space.turn(SOON);
    expect(shows()).toEqual(["Away"]);
    await alice.choose(home(), { actionId: "home_away_until" }, "For 1 hour");
    await alice.press(home(), "Away");
    await space.settle();
    await space.turn(SOON);
    expect(shows()).toEqual(["Back"]);
    await space.turn(HOUR);
    await space.baton.absences.endOverdue();
    await space.turn(SOON);
    expect(shows()).toEqual(["Away"]);
    expect(buttonsOf(await opened(space, "U0STEWARD"))).not.toContain("Away");
    expect(space.sim.violations).toEqual([]);
  });

  it("the Overflow Manager assigns from theirs, to the rep picked beside that lead", async () => {
    await using space = await openWorkspace();
    const first = await post(space, 1);
    const second = await post(space, 2);
    await space.turn(8 * HOUR + MINUTE);
    const home = await opened(space, "U0OVERFLOW");
    const overflow = space.sim.user("U0OVERFLOW");
    expect(textOf(home)).toContain("2 leads need a rep");
    const at = { near: "Jane Doe2x" };
    await overflow.press(home, { text: "Assign", ...at });
    await space.settle();
    expect(JSON.stringify(overflow.modal()?.blocks)).toContain("Pick a rep first");
    await overflow.close();
    await overflow.choose(home, { actionId: "overflow_rep", ...at }, "U0BOB");
    await overflow.press(homeOf(space, "U0OVERFLOW"), { text: "Assign", ...at });
    await space.settle();
    await space.turn(SOON);
    expect(await space.lead(second.id)).toMatchObject({ state: "offered", owner: { slack: "U0BOB" } });
    expect(await space.lead(first.id)).toMatchObject({ state: "overflow" });
    expect(textOf(homeOf(space, "U0OVERFLOW"))).toContain("1 lead needs a rep");
    expect(space.sim.violations).toEqual([]);
  });

  it("a reviewer answers on theirs", async () => {
    await using space = await openReviews();
    const { body } = await space.post(AMBIGUOUS);
    await space.settle();
    const home = await opened(space, "U0TINA");
    expect(textOf(home)).toContain("1 review waits for you");
    await space.sim.user("U0TINA").press(home, "Approve");
    await space.settle();
    await space.turn(SOON);
    expect(await space.lead(body.leadId)).toMatchObject({ state: "offered" });
    expect(textOf(homeOf(space, "U0TINA"))).toContain("No review waits for you");
    expect(space.sim.violations).toEqual([]);
  });

  it("a steward sees the rules in force; somebody without a role whom to ask, and nothing of any lead", async () => {
    await using space = await openWorkspace();
    await post(space, 1);
    expect(textOf(await opened(space, "U0STEWARD"))).toContain("*Policy version 1* is in force");
    const stranger = textOf(await opened(space, "U0STRANGER"));
    expect(stranger).toContain("no role in Baton yet");
    expect(stranger).toContain("<@U0MANAGER>");
    for (const home of [stranger, textOf(homeOf(space, "U0STEWARD"))]) expect(home).not.toContain("Doe1x");
  });

  it("who leaves the team, or joins it, has another Home within seconds", async () => {
    await using space = await openWorkspace();
    const { owner } = await post(space, 1);
    await opened(space, owner);
    await opened(space, "U0STRANGER");
    const line = new RegExp(`^.*slack: ${owner}.*$`, "m");
    const { canonical, hash } = teamOf(
      TEAM.replace(line, "  - { slack: U0STRANGER, name: Sam, seniority: senior }"),
    );
    const at = instant(space.clock.now());
    await space.baton.services.rules.applyTeam({ canonical, hash, by: "test", at });
    const both = async () => {
      await space.turn(1_000);
      return [owner, "U0STRANGER"].map((person) => textOf(homeOf(space, person)));
    };
    await expect
      .poll(both, { timeout: 10_000, interval: 500 })
      .toEqual([expect.stringContaining("no role in Baton yet"), expect.stringContaining("Your leads")]);
  });
});

describe("what a Home may not do", () => {
  it("a forged press from a Home changes nothing, is answered there, and is on record as from a card", async () => {
    await using space = await openWorkspace({
      team: TEAM.replaceAll("territories: [DE, GB]", "territories: [DE]"),
    });
    const { id, owner } = await post(space, 1);
    const thief = "U0BOB";
    expect(owner).not.toBe(thief);
    const mallory = space.sim.user(thief);
    const home = await opened(space, thief);
    const forged = (action: string, label: string, value: string): SimView => ({
      ...home,
      blocks: [
        {
          type: "actions",
          block_id: "forged",
          elements: [{ type: "button", action_id: action, text: { type: "plain_text", text: label }, value }],
        },
      ],
    });
    for (const [action, label] of [
      ["offer_accept", "Accept"],
      ["offer_recycle", "Recycle"],
      ["offer_why", "Why me?"],
      ["lead_open", "Open"],
      ["overflow_assign", "Assign"],
      ["review_approve", "Approve"],
      ["home_queue", "Show the queue"],
    ] as const) {
      const before = mallory.modal()?.id;
      await mallory.press(forged(action, label, `${id}:1`), label, { stale: true });
      await space.settle();
      expect(mallory.modal()?.id, action).not.toBe(before);
      expect(JSON.stringify(mallory.modal()), action).not.toContain("Doe1x");
      await mallory.close();
    }
    await mallory.press(forged("offer_accept", "Accept", "lead_x:1"), "Accept", { stale: true });
    await space.settle();
    expect(JSON.stringify(mallory.modal()?.blocks)).toContain("does not know that button");
    expect(await space.lead(id)).toMatchObject({ state: "offered", owner: { slack: owner } });
    const events = await space.baton.services.leads.events(id);
    expect(events.filter(({ body }) => body.type === "refused").map(({ actor }) => actor)).toContain(
      `slack:${thief}`,
    );
    const metrics = await fetch(`${space.baton.url}/metrics`, {
      headers: { authorization: "Bearer admin-token" },
    });
    expect(await metrics.text()).toMatch(/baton_refused_total\{reason="queue"\} 1/);
  });
});
