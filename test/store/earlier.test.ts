// What routing asks of earlier leads.
import { beforeEach, describe, expect, it } from "vitest";
import type { EventBody } from "../../src/domain/events.ts";
import type { Submission } from "../../src/domain/person.ts";
import { onBothDatabases } from "./support/databases.ts";
import { at, decided, insertOne, newLead, offered, qualified, won } from "./support/leads.ts";

onBothDatabases(({ stores: { leads }, empty }) => {
  beforeEach(empty);

  /** A lead that `rep` answered, `took` minutes after the offer at `minutes`. */
  async function answered(
    externalId: string,
    rep: string,
    minutes: number,
    { took = 10, submission, how = "share", answer = "accepted", matchKeys = [] }: Answered = {},
  ) {
    const fresh = newLead(externalId, submission);
    const lead = await insertOne(leads, { ...fresh, matchKeys });
    const offer = { ...offered(rep), how } as EventBody;
    const taken = await won(leads, decided(lead, minutes, [qualified, offer]));
    return won(leads, decided(taken, minutes + took, [ANSWERS[answer](rep)]));
  }

  interface Answered {
    took?: number;
    submission?: Submission;
    how?: "share" | "assigned" | "account_owner";
    answer?: keyof typeof ANSWERS;
    matchKeys?: string[];
  }

  const ANSWERS = {
    accepted: (rep: string): EventBody => ({ type: "accepted", turn: 1, rep }),
    recycled: (rep: string): EventBody => ({
      ...{ type: "recycled", turn: 1, rep, note: null, timer: null },
      recycled: { reason: "budget", nurture: "value" },
    }),
    missed: (rep: string): EventBody => ({
      ...{ type: "taken_away", turn: 1, rep, why: "window", missedByMs: 1, lateMs: 0 },
    }),
    gone: (rep: string): EventBody => ({
      ...{ type: "taken_away", turn: 1, rep, why: "deactivated", missedByMs: null, lateMs: 0 },
    }),
  } as const;

  const company = (over: Submission["company"], email?: string): Submission => ({
    ...(email !== undefined && { email }),
    ...(over && { company: over }),
  });

  describe("who accepted an account's last lead", () => {
    const asked = (...domains: string[]) => ({ domains, name: null });

    it("is found by the company's domain, given or of the e-mail address, the latest first", async () => {
      await answered("a", "U0ALICE", 0, { submission: company({ domain: "acme.example" }) });
      await answered("b", "U0BOB", 30, { submission: { email: "x@acme.example" } });
      await answered("c", "U0CAROL", 60, { submission: { email: "x@other.example" } });
      expect(
        await leads.acceptedBy([
          asked("acme.example"),
          asked("none.example"),
          asked("none.example", "other.example"),
        ]),
      ).toEqual(["U0BOB", null, "U0CAROL"]);
    });

    it("is found by the domain that a provider gave", async () => {
      const lead = await answered("a", "U0ALICE", 0, { submission: { phone: "+441" } });
      const signal = {
        ...{ key: "company.domain", value: "acme.example", provider: "firmo", observedAt: at(0) },
        ...{ freshUntil: null, confidence: 1 },
      };
      await won(
        leads,
        decided(lead, 20, [{ type: "refused", attempt: "x", by: "U", code: "y" }], {
          person: { signals: [signal] },
        }),
      );
      expect(await leads.acceptedBy([asked("acme.example")])).toEqual(["U0ALICE"]);
    });

    it("is found by the company's name, case aside", async () => {
      await answered("a", "U0ALICE", 0, { submission: company({ name: "ACME" }) });
      expect(
        await leads.acceptedBy([
          { domains: [], name: "Acme" },
          { domains: [], name: null },
        ]),
      ).toEqual(["U0ALICE", null]);
    });

    it("is nobody when the lead was recycled", async () => {
      await answered("a", "U0ALICE", 0, { submission: { email: "x@acme.example" }, answer: "recycled" });
      expect(await leads.acceptedBy([asked("acme.example")])).toEqual([null]);
    });
  });

  it("who had other leads of the person is found by what these have in common, as long as it is not too old", async () => {
    await answered("a", "U0ALICE", 0, { matchKeys: ["k1"] });
    await answered("b", "U0BOB", 600, { matchKeys: ["k1", "k2"], answer: "recycled" });
    await answered("c", "U0CAROL", 600, { matchKeys: ["k3"] });
    const mine = await insertOne(leads, { ...newLead("d"), matchKeys: ["k1", "k2"] });
    const had = (since: number) => leads.hadBefore([mine.id], at(since));
    expect((await had(0)).get(mine.id)?.toSorted((a, b) => (a.rep < b.rep ? -1 : 1))).toEqual([
      { rep: "U0ALICE", at: at(10) },
      { rep: "U0BOB", at: at(610) },
    ]);
    expect((await had(300)).get(mine.id)).toEqual([{ rep: "U0BOB", at: at(610) }]);
    expect((await had(700)).get(mine.id)).toBeUndefined();
  });

  it("a rep's record counts what was accepted, recycled, missed and is overdue, of offers by share", async () => {
    await answered("a", "U0ALICE", 0, { took: 10 });
    await answered("b", "U0ALICE", 0, { took: 20 });
    await answered("c", "U0ALICE", 0, { took: 60 });
    await answered("d", "U0ALICE", 0, { answer: "recycled" });
    await answered("e", "U0ALICE", 0, { answer: "missed" });
    await answered("f", "U0ALICE", 0, { answer: "gone" });
    await answered("g", "U0ALICE", 0, { how: "assigned" });
    await answered("h", "U0ALICE", -9_000, {});
    await answered("i", "U0ALICE", 0, { how: "account_owner", answer: "missed" });
    const lead = await won(
      leads,
      decided(await insertOne(leads, newLead("j")), 0, [qualified, offered("U0BOB")]),
    );
    await won(
      leads,
      decided(lead, 120, [
        { type: "overdue", turn: 1, rep: "U0BOB", dueAt: at(120), lateMs: 0, notice: "notice:1" },
      ]),
    );
    const records = await leads.repRecords(["U0ALICE", "U0BOB", "U0CAROL"], at(-60));
    expect(Object.fromEntries(records)).toEqual({
      U0ALICE: { offers: 5, accepted: 3, medianMs: 20 * 60_000 },
      U0BOB: { offers: 1, accepted: 0, medianMs: null },
    });
  });
});
