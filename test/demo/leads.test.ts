// What the demo makes up: the same leads every time, and presets that Baton treats as they say.
import { readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { leadOf } from "../../demo/leads/forms.ts";
import { madeUpLeads } from "../../demo/leads/madeUp.ts";
import { presetsFor } from "../../demo/leads/presets.ts";
import { Trickle, type TrickleDeps } from "../../demo/leads/trickle.ts";
import { EMPTY_FORM, type LeadForm } from "../../demo/protocol.ts";
import { instant } from "../../src/clock.ts";
import { mailboxOf } from "../../src/domain/mailbox.ts";
import { qualify } from "../../src/domain/qualify.ts";
import type { Signal } from "../../src/domain/signals.ts";
import { readLead } from "../../src/intake/readLead.ts";
import { checkAgainstTeam } from "../../src/policy/index.ts";
import { policyOf, teamOf } from "../support/fixtures.ts";

const policy = policyOf(readFileSync("demo/policy.yml", "utf8"));
const team = teamOf(readFileSync("demo/team.yml", "utf8"));
const OWN = { policy: null, isMadeUp: true };
const DEMO_REQUEST = { id: "demo-request" };

/** Sizes by domain, as the demo's directory knows them. */
const directory = new Map(
  readFileSync("demo/companies.csv", "utf8")
    .split("\n")
    .slice(1)
    .map((line) => line.split(","))
    .map(([domain = "", employees]) => [domain, Number(employees)]),
);

/** What the directory says where the form leaves the size out. */
function lookedUp({ email, employees }: LeadForm): Signal[] {
  const value = directory.get(email.split("@")[1] ?? "");
  if (employees !== "" || value === undefined) return [];
  const observedAt = instant(Date.parse("2026-03-02T10:00:00.000Z"));
  return [
    { key: "company.employees", value, provider: "directory", observedAt, freshUntil: null, confidence: 0.9 },
  ];
}

/** What the demo's rules make of a form. */
function decide(form: LeadForm) {
  const read = readLead(leadOf(form, "x").value, "website");
  if (!read.ok) throw new Error(JSON.stringify(read));
  return qualify(policy, {
    source: "website",
    externalId: "x",
    submission: read.arrival.submission,
    cycle: 1,
    receivedAt: "2026-03-02T10:00:00.000Z",
    signals: lookedUp(form),
    touches: [],
    recycledBefore: null,
    policy: { version: 1, hash: policy.hash },
    now: "2026-03-02T10:00:00.000Z",
    suppressed: null,
  }).outcome;
}

function firstLeads(count: number): LeadForm[] {
  const leads = madeUpLeads();
  return Array.from({ length: count }, () => leads.next().value);
}
const preset = (id: string) => presetsFor(OWN).find((each) => each.id === id)?.form ?? EMPTY_FORM;

describe("the demo's rules", () => {
  it("fit its team, which is always at work", () => {
    expect(checkAgainstTeam(policy, team, "team.yml")).toEqual([]);
    expect(team.reps.every(({ hours }) => hours === null)).toBe(true);
    expect(policy.lanes[0]).toMatchObject(DEMO_REQUEST);
  });
});

describe("made-up leads", () => {
  it("are the same every time, and each somebody else", () => {
    expect(firstLeads(200)).toEqual(firstLeads(200));
    expect(new Set(firstLeads(500).map(({ email }) => email)).size).toBe(500);
  });

  it("are all under a reserved domain, and all taken by the intake", () => {
    for (const form of firstLeads(200)) {
      expect(form.email).toMatch(/\.example$/);
      expect(readLead(leadOf(form, "x").value, "website")).toMatchObject({ ok: true });
    }
  });

  it("mostly reach a rep, and some do not", () => {
    const routed = firstLeads(200).filter((form) => decide(form).decision === "route").length;
    expect(routed).toBeGreaterThan(120);
    expect(routed).toBeLessThan(190);
  });

  it("are for a reviewer now and then", () => {
    const reviewed = firstLeads(200).filter((form) => decide(form).decision === "review").length;
    expect(reviewed).toBeGreaterThan(10);
    expect(reviewed).toBeLessThan(40);
  });

  it("sometimes leave their size to the directory", () => {
    const sizeless = firstLeads(200).filter(({ employees }) => employees === "");
    expect(sizeless.length).toBeGreaterThan(20);
    for (const form of sizeless) expect(lookedUp(form)).toHaveLength(1);
  });

  it("begin with three for the first rep, the first of them at once", () => {
    const [first, ...others] = firstLeads(3);
    expect(first?.intent).toBe("demo");
    for (const form of [first, ...others]) {
      expect(decide(form ?? EMPTY_FORM)).toMatchObject({ decision: "route" });
      expect(team.reps[0]?.territories).toContain(form?.country);
    }
  });
});

describe("presets", () => {
  it.each([
    ["hot", { decision: "route", tier: "1" }],
    ["student", { decision: "suppressed" }],
    ["competitor", { decision: "suppressed" }],
    ["existing-account", { decision: "route" }],
    ["review", { decision: "review", queue: "triage", leadsTo: "route" }],
    ["again", { decision: "route" }],
    ["hostile", { decision: "route" }],
  ])("%s is decided as it says", (id, outcome) => {
    expect(decide(preset(id))).toMatchObject(outcome);
  });

  it("have somebody at an account with an open deal, whose owner sells elsewhere", () => {
    const { company, country } = preset("existing-account");
    const deals = readFileSync("demo/crm/opportunities.csv", "utf8").split("\n");
    const deal = deals.find((line) => line.includes(company));
    const owner = team.reps.find(({ name }) => deal?.includes(name));
    expect(deal).toContain("Prospecting");
    expect(owner?.territories).not.toContain(country);
  });

  it("have the first lead's person again, under another address of the same mailbox", () => {
    const [grace] = firstLeads(1);
    expect(preset("again").email).not.toBe(grace?.email);
    expect(mailboxOf(preset("again").email)).toBe(grace?.email);
    const without = presetsFor({ policy: null, isMadeUp: false }).map(({ id }) => id);
    expect(without).not.toContain("again");
  });

  it("have text that tries everything, of 3,000 characters", () => {
    expect(preset("hostile").message).toHaveLength(3_000);
    expect(preset("hostile").message).toMatch(/<script>[\s\S]*\u202e/);
  });

  it("promise nothing under rules that they do not know", () => {
    expect(
      presetsFor({ policy: "other.yml", isMadeUp: false }).every(({ expect: words }) =>
        words.includes("other.yml"),
      ),
    ).toBe(true);
  });
});

describe("a lead from the form", () => {
  it("leaves out what was left empty, and sends what is no number as it was typed", () => {
    expect(leadOf({ ...EMPTY_FORM, email: "a@b.example" }, "x").value).toEqual({
      externalId: "x",
      email: "a@b.example",
    });
    expect(leadOf({ ...EMPTY_FORM, employees: "many" }, "x").value).toMatchObject({
      company: { employees: "many" },
    });
  });
});

describe("the trickle", () => {
  const leads = (ids: readonly string[]) => {
    const values = ids.map((externalId) => ({ externalId, value: {} })).values();
    return { next: () => values.next() } as TrickleDeps["leads"];
  };
  const trickleOf = (deps: Partial<TrickleDeps>) =>
    new Trickle({
      leads: leads(["a", "b", "c", "d", "e"]),
      handIn: async () => ({ kind: "taken", leadId: "lead_1", known: false }),
      isWatched: () => true,
      waiting: () => 0,
      refused: () => {},
      ...deps,
    });

  it("begins with three, past those that Baton knows from before", async () => {
    const handed: string[] = [];
    const trickle = trickleOf({
      handIn: async ({ externalId }) => {
        handed.push(externalId);
        return { kind: "taken", leadId: "lead_1", known: externalId === "b" };
      },
    });
    await trickle.start();
    trickle.stop();
    expect(handed).toEqual(["a", "b", "c", "d"]);
  });

  it("keeps a lead that finds Baton down", async () => {
    const handed: string[] = [];
    const trickle = trickleOf({
      handIn: async ({ externalId }) => {
        handed.push(externalId);
        return handed.length < 3 ? { kind: "down" } : { kind: "taken", leadId: "lead_1", known: false };
      },
    });
    await trickle.start();
    trickle.stop();
    expect(handed).toEqual(["a", "a", "a"]);
  });

  it("says once what the intake refuses, and goes on", async () => {
    const said: string[] = [];
    const trickle = trickleOf({
      handIn: async ({ externalId }) =>
        externalId === "a"
          ? { kind: "refused", problems: ["email is no e-mail address"] }
          : { kind: "taken", leadId: "lead_1", known: false },
      refused: (sentence) => said.push(sentence),
    });
    await trickle.start();
    trickle.stop();
    expect(said).toEqual(["a: email is no e-mail address"]);
  });

  it("brings no more while nobody looks on, or enough waits", async () => {
    vi.useFakeTimers();
    const handed: string[] = [];
    let watched = false;
    let waiting = 0;
    const trickle = trickleOf({
      handIn: async ({ externalId }) => {
        handed.push(externalId);
        return { kind: "taken", leadId: "lead_1", known: false };
      },
      isWatched: () => watched,
      waiting: () => waiting,
    });
    await trickle.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(handed).toHaveLength(3);
    watched = true;
    waiting = 15;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(handed).toHaveLength(3);
    waiting = 0;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(handed).toHaveLength(4);
    trickle.stop();
    vi.useRealTimers();
  });
});
