import { beforeEach, expect, test } from "vitest";
import { onBothDatabases } from "./support/databases.ts";
import { at, decided, newLead, qualified, won } from "./support/leads.ts";

onBothDatabases(({ stores: { leads }, other, empty }) => {
  beforeEach(empty);

  test("a new lead is there with its person, its first event and its deadline", async () => {
    const lead = newLead("L1", { email: "jane@example.com", phone: "+442071838750", firstName: "Jane" });
    expect(await leads.insert([lead])).toEqual([{ kind: "created", leadId: lead.lead.id }]);
    expect(await leads.load(lead.lead.id)).toEqual({ lead: lead.lead, person: lead.person, trace: null });
    expect(await leads.events(lead.lead.id)).toEqual(lead.events);
    expect(await leads.nextDueAt()).toBe(at(5));
  });

  test("the same lead again is the one that is known, in the state it has come to", async () => {
    const first = newLead("L1");
    await leads.insert([first]);
    await won(
      leads,
      decided(first.lead, 5, [qualified, { type: "nurtured", because: "icp", nurture: "value" }]),
    );
    expect(await leads.insert([newLead("L1")])).toEqual([
      { kind: "known", leadId: first.lead.id, state: "nurture", samePerson: true },
    ]);
    expect(await leads.events(first.lead.id)).toHaveLength(3);
  });

  test("external ids are per source", async () => {
    const results = await leads.insert([
      newLead("L1"),
      newLead("L1", undefined, { source: "acme" }),
      newLead("L1", undefined, { source: "other" }),
    ]);
    expect(results.map(({ kind }) => kind)).toEqual(["created", "created", "created"]);
  });

  test.each([
    [
      "the same e-mail, another phone",
      { email: "a@x.de", phone: "+491" },
      { email: "a@x.de", phone: "+492" },
      true,
    ],
    [
      "another e-mail, the same phone",
      { email: "a@x.de", phone: "+491" },
      { email: "b@x.de", phone: "+491" },
      false,
    ],
    ["no e-mail now, the same phone", { email: "a@x.de", phone: "+491" }, { phone: "+491" }, true],
    ["no e-mail then, the same phone", { phone: "+491" }, { email: "a@x.de", phone: "+491" }, true],
    ["no e-mails, another phone", { phone: "+491" }, { phone: "+492" }, false],
    ["an e-mail then, a phone now", { email: "a@x.de" }, { phone: "+492" }, false],
  ])("whether it is the same person: %s", async (_, then, now, samePerson) => {
    await leads.insert([newLead("L1", then)]);
    expect(await leads.insert([newLead("L1", now)])).toMatchObject([{ kind: "known", samePerson }]);
  });

  test("twice in one call is one lead, and each place gets its answer", async () => {
    await leads.insert([newLead("known")]);
    const [b, a, bAgain, bOther] = [
      newLead("B"),
      newLead("A"),
      newLead("B"),
      newLead("B", { email: "else@example.com" }),
    ];
    expect(await leads.insert([b, newLead("known"), a, bAgain, bOther])).toEqual([
      { kind: "created", leadId: b.lead.id },
      expect.objectContaining({ kind: "known", samePerson: true }),
      { kind: "created", leadId: a.lead.id },
      { kind: "known", leadId: b.lead.id, state: "buffering", samePerson: true },
      { kind: "known", leadId: b.lead.id, state: "buffering", samePerson: false },
    ]);
    expect(await leads.load(bAgain.lead.id)).toBeNull();
  });

  test("the same lead from twenty connections at once is one lead, and all are told its id", async () => {
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 ? leads : other.leads).insert([newLead("L1")])),
    );
    const answers = results.flat();
    expect(answers.filter(({ kind }) => kind === "created")).toHaveLength(1);
    expect(new Set(answers.map(({ leadId }) => leadId)).size).toBe(1);
  });

  test("overlapping batches at once never wait for each other for ever", async () => {
    const ids = Array.from({ length: 300 }, (_, n) => `L${n}`);
    const batches = [ids, ids.toReversed(), ids.toSorted(), [...ids.slice(150), ...ids.slice(0, 150)]];
    const results = await Promise.all(
      batches.map((batch, n) => (n % 2 ? leads : other.leads).insert(batch.map((id) => newLead(id)))),
    );
    expect(results.flat().filter(({ kind }) => kind === "created")).toHaveLength(300);
  });

  test("two thousand leads go in at once, and a second time change nothing", async () => {
    const batch = Array.from({ length: 2_000 }, (_, n) => newLead(`L${n}`));
    const results = await leads.insert(batch);
    expect(results.every(({ kind }) => kind === "created")).toBe(true);
    const again = await leads.insert(batch);
    expect(again.every((result) => result.kind === "known" && result.samePerson)).toBe(true);
    expect(await leads.load(batch[1_999]?.lead.id ?? "")).toMatchObject({ person: { externalId: "L1999" } });
  });

  test("what a lead says is kept to the letter", async () => {
    const message = `"quotes" \\ backslash \n ${"ü".repeat(300)} 🦈 ' ; DROP TABLE "Lead"; --`;
    const lead = newLead("L'1\\", {
      email: "x@example.com",
      message,
      extra: { "a\tb": [1.5, 1e21, -0.1, true, null, { deep: "" }], __proto: "x" },
      utm: { campaign: "%_\\" },
    });
    await leads.insert([lead]);
    expect((await leads.load(lead.lead.id))?.person).toEqual(lead.person);
  });
});
