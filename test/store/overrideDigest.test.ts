// What the digest says, against a straight recount of the events of ten thousand made-up leads.
import { beforeEach, expect, test } from "vitest";
import { overrideDigest } from "../../src/app/overrideDigest.ts";
import { instant, toMs } from "../../src/clock.ts";
import { divergenceOf } from "../../src/domain/divergence.ts";
import { type MadeEvent, madeLeads, storeEvents } from "../support/madeLeads.ts";
import { onBothDatabases } from "./support/databases.ts";

const START = toMs("2026-03-02T09:00:00.000Z");
const DAY = 86_400_000;
const on = (day: number) => instant(START + day * DAY);
const REASONS = ["wrong_owner", "customer_request", "data_error"];
const RULES = ["demo", "size", null];
const VERBS = ["reopen", "unsuppress"];

/** The made-up overrides with all that an override says; every other one reviewed some days later. */
function told(made: readonly MadeEvent[]): MadeEvent[] {
  const numbers = new Map<string, number>();
  let count = 0;
  return [...Map.groupBy(made, ({ leadId }) => leadId).values()].flatMap((history) => {
    const reviews: MadeEvent[] = [];
    const all = history.map((event) => {
      const { leadId, body } = event;
      if (body.type !== "override_asked" && body.type !== "overridden") return event;
      const approval = body.type === "overridden" && body.approvedBy !== null;
      const no = (numbers.get(leadId) ?? 0) + (approval ? 0 : 1);
      numbers.set(leadId, no);
      if (!approval) {
        count += 1;
        const at = instant(toMs(event.at) + (count % 9) * DAY);
        const seq = history.length + reviews.length + 1;
        const review = { type: "override_reviewed", no, by: "U0STEWARD", note: null };
        if (count % 2 === 0) reviews.push({ leadId, seq, at, actor: "slack:U0STEWARD", body: review });
      }
      const said = {
        ...{ no, act: { do: VERBS[count % 2] }, reasonCode: REASONS[count % 3], rule: RULES[count % 3] },
        ...{ by: count % 4 === 0 ? "U0SECOND" : "U0MANAGER", evidence: null, justification: "c" },
        ...{ team: null, rulesWouldHave: { state: "nurture", next: null, rep: null } },
      };
      return { ...event, body: { ...body, ...said } };
    });
    return [...all, ...reviews];
  });
}

const events = told(madeLeads(10_000, { startAt: START, days: 60, seed: 11 }));
const isSubmitted = ({ body }: MadeEvent) =>
  body.type === "override_asked" || (body.type === "overridden" && body.approvedBy === null);
const within = (from: string, to: string) => events.filter(({ at }) => at >= from && at < to);

/** How often each value occurs now and before. */
function recounted(from: string, to: string, before: string, of: (event: MadeEvent) => unknown) {
  const counts = new Map<unknown, [now: number, before: number]>();
  const add = (event: MadeEvent, index: 0 | 1) => {
    const pair = counts.get(of(event)) ?? [0, 0];
    pair[index]++;
    counts.set(of(event), pair);
  };
  for (const event of within(from, to).filter(isSubmitted)) add(event, 0);
  for (const event of within(before, from).filter(isSubmitted)) add(event, 1);
  return counts;
}

onBothDatabases(({ stores: { overrides, figures, alerts }, database, empty }) => {
  beforeEach(async () => {
    await empty();
    await storeEvents(database, events);
  });

  test("every count of a week is what the events come to", async () => {
    for (const day of [7, 28, 56]) {
      const [before, from, to] = [on(day - 7), on(day), on(day + 7)];
      const said = await overrideDigest({ from, to }, "UTC", on(90), { overrides, figures, alerts });
      const mine = within(from, to).filter(isSubmitted);
      expect(mine.length).toBeGreaterThan(50);
      expect(said.counts.total).toEqual({
        of: "all",
        now: mine.length,
        before: within(before, from).filter(isSubmitted).length,
      });
      const asMap = (counts: readonly { of: unknown; now: number; before: number }[]) =>
        new Map(counts.map((one) => [one.of, [one.now, one.before]]));
      const count = (of: (event: MadeEvent) => unknown) => recounted(from, to, before, of);
      expect(asMap(said.counts.byPerson)).toEqual(count(({ body }) => body.by));
      expect(asMap(said.counts.byReason)).toEqual(count(({ body }) => body.reasonCode));
      expect(asMap(said.counts.byRule)).toEqual(count(({ body }) => body.rule));
      expect(asMap(said.counts.byAction)).toEqual(count(({ body }) => (body.act as { do: string }).do));
      const reviewedAt = new Map(
        events
          .filter(({ body }) => body.type === "override_reviewed")
          .map(({ leadId, body, at }) => [`${leadId}#${body.no}`, at]),
      );
      const reviewOf = ({ leadId, body }: MadeEvent) => reviewedAt.get(`${leadId}#${body.no}`);
      expect(said.listed.map(({ leadId, no }) => `${leadId}#${no}`).toSorted()).toEqual(
        mine
          .filter((event) => (reviewOf(event) ?? "9") >= to)
          .map(({ leadId, body }) => `${leadId}#${body.no}`)
          .toSorted(),
      );
      expect(said.toReview).toBe(mine.filter((event) => reviewOf(event) === undefined).length);
      const earlier = events.filter((event) => isSubmitted(event) && event.at < from);
      expect(said.older).toBe(earlier.filter((event) => reviewOf(event) === undefined).length);
      const approvals = new Set(
        events
          .filter(({ body }) => body.type === "overridden" && body.approvedBy !== null)
          .map(({ leadId, body }) => `${leadId}#${body.no}`),
      );
      const asked = mine.filter(({ body }) => body.type === "override_asked");
      expect(said.counts.asked.approved).toBe(
        asked.filter(({ leadId, body }) => approvals.has(`${leadId}#${body.no}`)).length,
      );
      expect(said.divergence).toEqual(divergenceOf(await divergence(from, to)));
    }
  });

  async function divergence(from: string, to: string) {
    const byLead = Map.groupBy(within(from, to), ({ leadId }) => leadId);
    const sides = [false, true].map((overridden) => ({ overridden, leads: 0, converted: 0 }));
    for (const history of byLead.values()) {
      const types = new Set(history.map(({ body }) => body.type));
      const overridden = history.some(isSubmitted);
      if (!overridden && (!types.has("qualified") || types.has("merged"))) continue;
      const side = sides[Number(overridden)];
      if (!side) continue;
      side.leads++;
      if (
        history.some(
          ({ body, actor }) =>
            body.type === "claimed" || (body.type === "accepted" && actor === `slack:${body.rep}`),
        )
      )
        side.converted++;
    }
    return sides;
  }
});
