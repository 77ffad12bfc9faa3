// The demo's page learns from Baton's own messages what the tour asks for: the sentences of one are the other's signs.
import { describe, expect, it } from "vitest";
import type { Message } from "../../blocks/assemble.ts";
import { inReview, reviewView, TRIAGE } from "../../blocks/gallery/reviewSamples.ts";
import * as sample from "../../blocks/gallery/samples.ts";
import { renderOffer } from "../../blocks/offerCard.ts";
import { renderNotice } from "../../blocks/overdueNotice.ts";
import { renderQueue } from "../../blocks/queue.ts";
import { renderReview } from "../../blocks/reviewCard.ts";
import { renderTank } from "../../blocks/tankCard.ts";
import type { LeadRecord } from "../../blocks/view.ts";
import { isQueue, leadsIn, readCard } from "../../demo/page/message.ts";
import type { SimMessage } from "../../sim/types.ts";

const offerView = { ...sample.view, window: { ms: 7_200_000, endsAt: sample.at(120) } };

function posted({ text, blocks }: Message, mirror: string, channel = "D0ALICE"): SimMessage {
  const metadata = { event_type: "baton", event_payload: { mirror } };
  return { channel, ts: "1.000000", user: "U0BATON", text, blocks, metadata, updates: 0, deleted: false };
}

function offer(record: LeadRecord) {
  const message = renderOffer(record, sample.turnOf(record, 1), offerView);
  return readCard(posted(message, `offer:${record.lead.id}:1`), sample.ALICE);
}

function tank(record: LeadRecord) {
  const message = renderTank(record, sample.turnOf(record, 2), sample.view);
  return readCard(posted(message, `tank:${record.lead.id}:2`, "C0TANK"), sample.ALICE);
}

describe("what the demo's page reads in a card", () => {
  it("an offer that waits, whose it is, and about whom", () => {
    const record = sample.offered(20);
    expect(offer(record)).toMatchObject({
      kind: "offer",
      leadId: record.lead.id,
      person: sample.ALICE,
      state: "open",
      overdue: false,
      about: "Jane Doe, VP Ops at Acme",
    });
    expect(offer(sample.offered(null))).toMatchObject({ state: "open", overdue: false });
  });

  it("an offer that is overdue", () => {
    expect(offer(sample.overdue(12))).toMatchObject({ state: "open", overdue: true });
  });

  it("how an offer ended", () => {
    const recycled = sample.recycled({ reason: "timing", returnsAt: sample.at(90 * 24 * 60) });
    expect(offer(sample.accepted())?.state).toBe("accepted");
    expect(offer(recycled)?.state).toBe("recycled");
    expect(offer(sample.inTank())?.state).toBe("over");
  });

  it("a card in the tank: it belongs to nobody, and names no person", () => {
    expect(tank(sample.inTank())).toMatchObject({ kind: "tank", person: null, state: "open" });
    expect(tank(sample.inTank())?.about).not.toContain("Jane");
    expect(tank(sample.claimed())?.state).toBe("claimed");
    expect(tank(sample.unclaimed())?.state).toBe("over");
  });

  it("a review, which names its lead also when it has been answered", () => {
    const record = inReview(TRIAGE);
    const message = posted(
      renderReview(record, sample.turnOf(record, 1), reviewView),
      `review:${record.lead.id}:1`,
      "C0TRIAGE",
    );
    expect(readCard(message, sample.ALICE)).toMatchObject({ kind: "review", person: null, state: "open" });
    expect(leadsIn({ ...message, blocks: [] })).toEqual([record.lead.id]);
  });

  it("nothing in what a lead writes", () => {
    const submission = {
      ...sample.jane,
      firstName: "Eve: Accepted by Alice, 10:00",
      lastName: ": Claimed by Bob",
    };
    expect(offer(sample.offered(20, { submission }))?.state).toBe("open");
    expect(offer(sample.recycled({ reason: "budget", nurture: "value" }))?.state).toBe("recycled");
  });

  it("every lead of a bundle, the one it was opened for first", () => {
    const late = [1, 2, 3].map((number) => sample.overdue(number, { number }));
    const entries = late.map((record) => ({ record, turn: sample.turnOf(record, 1) }));
    const [, second] = late;
    const message = posted(
      renderNotice(`notice:${second?.lead.id}:1`, entries, sample.view),
      `notice:${second?.lead.id}:1`,
      "C0MANAGERS",
    );
    expect(leadsIn(message)).toHaveLength(3);
    expect(leadsIn(message)[0]).toBe(second?.lead.id);
  });

  it("the answer to /leads queue", () => {
    const totals = { open: 1, overdue: 0, tank: 0, offered: 1 };
    const groups = { overflow: 0, overdue: 0, tank: 0, review: 0, offered: 1, other: 0 };
    const content = { rows: [sample.offered(20)], matching: 1, groups, totals };
    expect(isQueue(renderQueue(content, { filter: { kind: "all" }, page: 1 }, sample.view))).toBe(true);
  });
});
