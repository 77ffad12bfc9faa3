import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { TurnedClock } from "../../src/clock.ts";
import { servicesOn } from "../../src/services.ts";
import { embeddedTestDatabase, truncateAll } from "../support/database.ts";
import { POLICY, TEAM } from "../support/fixtures.ts";
import { newFolder, run, write } from "./support.ts";

const database = await embeddedTestDatabase();
const services = await servicesOn(database, new TurnedClock(Date.parse("2026-11-23T09:00:00.000Z")));
const folder = newFolder();
const baton = (...argv: string[]) => run(argv, services, folder);
const json = async (...argv: string[]) => JSON.parse((await baton(...argv, "--json")).out);

const HEADER = "externalId,email,country,intent\n";
const PUBLISH = ["policy", "publish", "policy.yml", "--by", "Dana", "--note", "first"] as const;
const APPLY = ["team", "apply", "team.yml", "--by", "Dana"] as const;

beforeEach(async () => {
  await truncateAll(database);
  write(folder, "policy.yml", POLICY);
  write(folder, "team.yml", TEAM);
});

/** A lead that came by CSV; its id. */
async function importedLead(): Promise<string> {
  await baton(...APPLY);
  await baton(...PUBLISH);
  write(folder, "leads.csv", `${HEADER}a-1,jane@acme.com,GB,demo\n`);
  expect(await baton("import", "leads.csv", "--source", "website")).toMatchObject({ code: 0 });
  const [record] = await services.leads.find("website", "a-1", 1);
  return record?.lead.id ?? "none";
}

/** As somebody does who owns the database. */
async function tamper(sql: string): Promise<void> {
  await database.pool.query(`BEGIN; SET LOCAL session_replication_role = replica; ${sql}; COMMIT`);
}

describe("policy show", () => {
  test("prints a version by its number or its hash, with who published it", async () => {
    await baton(...PUBLISH);
    write(folder, "policy.yml", POLICY.replace("minimum: 20", "minimum: 30"));
    await baton("policy", "publish", "policy.yml", "--by", "Eve", "--note", "higher");
    const [second, first] = await services.rules.policies();

    expect(await json("policy", "show")).toMatchObject({
      version: 2,
      status: "active",
      hash: second?.hash,
      by: "Eve",
      note: "higher",
      at: "2026-11-23T09:00:00.000Z",
      document: { score: { minimum: 30 } },
    });
    for (const version of ["1", String(first?.hash.slice(0, 8))]) {
      const { code, out } = await baton("policy", "show", version);
      expect(code).toBe(0);
      expect(out).toContain(`# version 1, retired\n# hash ${first?.hash}\n`);
      expect(out).toContain("minimum: 20");
    }
  });

  test("answers no for a version that there is not", async () => {
    expect(await baton("policy", "show")).toMatchObject({ code: 1, out: "" });
    expect(await baton("policy", "show", "7")).toMatchObject({ code: 1, out: "" });
    expect(await baton("policy", "show", "abc")).toMatchObject({ code: 2, out: "" });
  });
});

describe("team apply", () => {
  test("says which reps were added, removed and changed", async () => {
    expect((await json(...APPLY)).reps.added).toHaveLength(3);
    const other = TEAM.replace(/.*U0BOB.*\n/, "")
      .replace("territories: [GB, US]", "weight: 2")
      .concat("  - { slack: U0DAN, name: Dan }\n");
    write(folder, "team.yml", other);
    expect(await json(...APPLY)).toMatchObject({
      version: 2,
      same: false,
      reps: {
        added: [{ slack: "U0DAN", name: "Dan" }],
        removed: [{ slack: "U0BOB", name: "Bob" }],
        changed: [{ slack: "U0ALICE", name: "Alice" }],
      },
      settings: [],
    });
    expect((await baton(...APPLY)).out).toMatch(/in force already, as version 2/);
  });

  test("refuses a team that the policy in force needs more of, and the one in force stays", async () => {
    await baton(...APPLY);
    await baton(...PUBLISH);
    write(folder, "team.yml", TEAM.replace("overflow: U0OVERFLOW", ""));
    const { code, err } = await baton(...APPLY);
    expect(code).toBe(1);
    expect(err).toMatch(/^team\.yml:\d+:\d+: roles\.overflow: is missing.*; add overflow.*\n$/);
    expect((await services.rules.activeTeam())?.version).toBe(1);
  });

  test.each([
    ["a faulty value", TEAM.replace("U0ALICE", "alice"), 1],
    ["broken YAML", "version: [", 1],
    ["bytes that are no text", new Uint8Array([0xff, 0xfe, 0x00]), 2],
  ])("says what is wrong with %s in a line that names the file", async (_, content, code) => {
    write(folder, "team.yml", content);
    const answer = await baton(...APPLY);
    expect(answer).toMatchObject({ code, out: "" });
    expect(answer.err).toMatch(/^team\.yml\b.*\n$/);
    expect(await services.rules.activeTeam()).toBeNull();
  });
});

describe("import", () => {
  test("cannot run before a policy and a team are in force", async () => {
    write(folder, "leads.csv", HEADER);
    const { code, err } = await baton("import", "leads.csv", "--source", "website");
    expect(code).toBe(2);
    expect(err).toMatch(/^No policy or team is in force: run npx baton .*\n$/);
  });

  test("remarks on a source that nobody has named, and takes the leads all the same", async () => {
    await importedLead();
    const mistyped = await baton("import", "leads.csv", "--source", "websit");
    expect(mistyped).toMatchObject({
      code: 0,
      err: 'Source "websit" is named neither in the policy nor in BATON_INTAKE_TOKENS; external ids are per source. Did you mean "website"?\n',
    });
    expect(await services.leads.find("websit", "a-1", 1)).toHaveLength(1);
    expect((await baton("import", "leads.csv", "--source", "crm")).err).toBe("");
  });

  test("takes leads in", async () => {
    const id = await importedLead();
    expect((await services.leads.load(id))?.person.submission.email).toBe("jane@acme.com");
  });
});

describe("lead show", () => {
  test("gives what GET gives, with the trace and every event", async () => {
    const id = await importedLead();
    const shown = await json("lead", "show", id);
    expect(shown).toMatchObject({
      leadId: id,
      source: "website",
      externalId: "a-1",
      state: "buffering",
      overdue: false,
      cycle: 1,
      owner: null,
      tier: null,
      score: null,
      nextDeadline: { does: "qualify", at: "2026-11-23T09:00:00.000Z" },
      why: [],
      trace: null,
      signals: [{ key: "lead.email", value: "jane@acme.com", provider: "lead", confidence: 1 }, {}, {}],
      overrides: [],
      events: [{ seq: 1, type: "received", actor: "source:website", prev: "0".repeat(64) }],
    });
    expect(shown.events[0].id).toMatch(/^evt_[0-9a-f]{32}$/);
  });

  test("tells a person who it is, where it stands and what happened", async () => {
    const { code, out } = await baton("lead", "show", await importedLead());
    expect(code).toBe(0);
    expect(out).toMatch(/^state +buffering$/m);
    expect(out).toMatch(/^1 +2026-11-23T09:00:00\.000Z +received +source:website/m);
  });

  test("prints what a lead brought with it as plain text", async () => {
    await baton(...APPLY);
    await baton(...PUBLISH);
    write(folder, "leads.csv", `externalId,email,title\nx,jane@acme.com,"\u001b[2JBoss"\n`);
    await baton("import", "leads.csv", "--source", "website");
    const [record] = await services.leads.find("website", "x", 1);
    expect((await baton("lead", "show", String(record?.lead.id))).out).not.toContain("\u001b");
  });

  test.each(["show", "replay"])("answers no for an unknown id (%s)", async (command) => {
    for (const id of [`lead_${"0".repeat(32)}`, "x"]) {
      const { code, out, err } = await baton("lead", command, id, "--json");
      expect({ code, out }).toEqual({ code: 1, out: "" });
      expect(err).toMatch(new RegExp(`^${id}: no such lead.*\n$`));
    }
  });
});

describe("lead replay", () => {
  test("gives the state that the row has", async () => {
    const id = await importedLead();
    const { leadId, source, state, overdue, cycle, owner, tier, score, nextDeadline, policyVersion } =
      await json("lead", "show", id);
    const now = { leadId, source, state, overdue, cycle, owner, tier, score, nextDeadline, policyVersion };
    expect(await json("lead", "replay", id)).toEqual({ ...now, matches: true });
    expect(await json("lead", "replay", id, "--at", "2026-11-24")).toEqual({ ...now, matches: true });
  });

  test("says that the lead had not arrived at an earlier time, and refuses what is no time", async () => {
    const id = await importedLead();
    const early = await baton("lead", "replay", id, "--at", "2026-11-23T08:59:59Z");
    expect(early).toMatchObject({ code: 1, out: "" });
    expect(early.err).toMatch(/had not arrived by 2026-11-23T08:59:59/);
    expect(await baton("lead", "replay", id, "--at", "noon")).toMatchObject({ code: 2, out: "" });
  });

  test("answers no when the row was changed past Baton, and names what", async () => {
    const id = await importedLead();
    await tamper(`UPDATE "Lead" SET score = 99 WHERE id = '${id}'`);
    const { code, out, err } = await baton("lead", "replay", id, "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ matches: false });
    expect(err).toMatch(/score is 99 in the row and null by the events.*audit verify\n$/);
  });

  test("answers no when an event was changed, and names it", async () => {
    const id = await importedLead();
    await tamper(`UPDATE "LeadEvent" SET actor = 'source:other' WHERE "leadId" = '${id}'`);
    const { code, err } = await baton("lead", "replay", id);
    expect(code).toBe(1);
    expect(err).toMatch(/event 1 \(evt_[0-9a-f]{32}\) is not the one that was recorded/);
  });

  test("answers no when the events are gone", async () => {
    const id = await importedLead();
    await tamper(`DELETE FROM "LeadEvent" WHERE "leadId" = '${id}'`);
    const { code, err } = await baton("lead", "replay", id);
    expect(code).toBe(1);
    expect(err).toContain("its events are gone");
  });
});

test("audit export, verify and prove find their files from where the person is", async () => {
  await importedLead();
  expect(await baton("audit", "verify")).toMatchObject({ code: 0 });
  expect(await baton("audit", "export", "audit.jsonl")).toMatchObject({ code: 0 });
  expect(await baton("audit", "verify", join(folder, "audit.jsonl"))).toMatchObject({ code: 0 });
  const [event] = await services.leads.events(
    (await services.leads.find("website", "a-1", 1))[0]?.lead.id ?? "",
  );
  const proof = await baton("audit", "prove", String(event?.id));
  write(folder, "proof.json", proof.out);
  expect(await baton("audit", "verify", "proof.json")).toMatchObject({ code: 0 });
  write(folder, "proof.json", proof.out.replace("source:website", "source:websitf"));
  expect(await baton("audit", "verify", "proof.json")).toMatchObject({ code: 1 });
});
