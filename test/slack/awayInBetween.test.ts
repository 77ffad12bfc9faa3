// Somebody goes away exactly between the choice of a rep and its being written, on a real PostgreSQL.
import { expect, test } from "vitest";
import type { Commit } from "../../src/app/ports.ts";
import { type Instant, instant } from "../../src/clock.ts";
import type { Stores } from "../../src/store/index.ts";
import { realPostgres } from "../support/database.ts";
import { POLICY, TEAM } from "../support/fixtures.ts";
import { HOUR, openOffice } from "./office.ts";

const postgres = await realPostgres();
const database = await postgres.open();

/** Stores with which whoever is about to get or claim a lead goes away first, once; `who` says who that was. */
function interrupted(who: { went: string | null }) {
  return (real: Stores): Stores => {
    const goAway = async (commits: readonly Commit[], at: Instant) => {
      const got = commits.flatMap(({ events }) =>
        events.flatMap(({ body }) => (body.type === "offered" || body.type === "claimed" ? body.rep : [])),
      );
      const [person] = got;
      if (person === undefined || who.went !== null) return;
      who.went = person;
      const command = { do: "go_away", by: person, until: null } as const;
      await real.availability.change({ person, command, actor: `slack:${person}`, at });
    };
    const atOf = (commit: Commit | undefined) => commit?.events[0]?.at ?? instant(0);
    return {
      ...real,
      leads: {
        ...real.leads,
        async commit(commit) {
          await goAway([commit], atOf(commit));
          return real.leads.commit(commit);
        },
        async commitMany(commits, ledgers) {
          await goAway(commits, atOf(commits[0]));
          return real.leads.commitMany(commits, ledgers);
        },
      },
    };
  };
}

test("a lead that is being given to them is given to the next", async () => {
  const who = { went: null as string | null };
  await using office = await openOffice(database, { stores: interrupted(who) });
  const record = await office.stores.leads.load(await office.offer());
  expect(who.went).not.toBeNull();
  expect(record?.lead.turns).toHaveLength(1);
  expect(record?.lead).toMatchObject({ state: "offered" });
  expect(record?.lead.turns[0]?.holder).not.toBe(who.went);
});

test("the owner of an account, whose leads take nobody's turn, is passed over as well", async () => {
  const who = { went: "U0NOBODY" as string | null };
  const policy = POLICY.replace("by: [territory", "by: [account_owner, territory");
  await using office = await openOffice(database, { policy, team: TEAM, stores: interrupted(who) });
  const first = await office.stores.leads.load(await office.offer());
  const owner = first?.lead.turns[0]?.holder ?? "";
  await office.sim.user(owner).press(office.last(owner), "Accept");
  await office.sim.waitFor(
    async () => (await office.stores.leads.load(first?.lead.id ?? ""))?.lead.state === "accepted",
  );
  who.went = null;
  const second = await office.offer({ email: "joe@acme.example", country: "GB", intent: "demo" });
  expect(who.went).toBe(owner);
  const { lead } = (await office.stores.leads.load(second)) ?? {};
  expect(lead?.turns).toHaveLength(1);
  expect(lead?.turns[0]?.holder).not.toBe(owner);
});

test("a claim of theirs is refused", async () => {
  const who = { went: "U0NOBODY" as string | null };
  await using office = await openOffice(database, { stores: interrupted(who) });
  const id = await office.offer();
  await office.turn(4 * HOUR);
  const record = await office.stores.leads.load(id);
  const claimer = record?.lead.turns[0]?.holder === "U0ALICE" ? "U0CAROL" : "U0ALICE";
  who.went = null;
  const user = office.sim.user(claimer);
  const card = office.sim.messages("C0TANK").at(-1);
  if (!card) throw new Error("there is no card in the tank");
  const told = await office.told(claimer, () => user.press(card, "Claim"), "C0TANK");
  expect(who.went).toBe(claimer);
  expect(told.text).toContain("You are away, so you cannot claim.");
  expect((await office.stores.leads.load(id))?.lead.state).toBe("tank");
});
