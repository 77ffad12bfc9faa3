import { beforeEach, expect, test } from "vitest";
import { instant } from "../../src/clock.ts";
import type { Lead } from "../../src/domain/lead.ts";
import type { Stores } from "../../src/store/index.ts";
import { onBothDatabases } from "./support/databases.ts";
import { decided, newLead, refused, T0, won } from "./support/leads.ts";

const LEASE = 60_000;

onBothDatabases(({ stores, other, empty }) => {
  beforeEach(empty);

  test("whatever is committed while others deliver, fail and die: in the end each message shows its lead as it is", async () => {
    const { leads, mirrors } = stores;
    const cards = Array.from({ length: 12 }, (_, n) => newLead(`L${n}`));
    await leads.insert(cards);
    /** What people see: by mirror, the seq of the lead it was rendered from, and how often it was posted. */
    const outside = new Map<string, { seq: number; posts: number }>();
    let now = T0;
    let deliveries = 0;
    let committing = true;

    async function commitTo(first: Lead): Promise<Lead> {
      let lead = first;
      for (let n = 0; n < 15; n++) {
        const raise = [
          { id: `offer:${lead.id}:1`, kind: "offer", leadId: lead.id, to: `U${n % 3}` } as const,
        ];
        lead = await won(leads, decided(lead, 0, [refused(`U${n}`)], { raise }));
      }
      return lead;
    }

    /** One pass of a reconciler; every fifth delivery fails, every ninth never reports. */
    async function pass({ leads, mirrors }: Stores): Promise<void> {
      for (const { id, lease } of await mirrors.lease(instant(now), 5, LEASE)) {
        const read = await mirrors.read(id, lease);
        if (!read) continue;
        const record = await leads.load(read.mirror.leadId);
        deliveries += 1;
        if (deliveries % 9 === 0) continue;
        if (deliveries % 5 === 0) {
          await mirrors.failed(id, lease, {
            notBefore: instant(now + 3_000),
            error: "timeout",
            unsure: false,
          });
          continue;
        }
        const before = outside.get(id) ?? { seq: 0, posts: 0 };
        outside.set(id, { seq: record?.lead.seq ?? 0, posts: before.posts + (read.ref ? 0 : 1) });
        await mirrors.shown(id, lease, read.wanted, read.ref ?? { channel: "D1", ts: id }, instant(now));
      }
    }

    /** The clock only turns between rounds: no delivery outlives its lease. */
    async function reconcile(): Promise<void> {
      while (committing || (await mirrors.behind()) > 0) {
        await Promise.all([pass(stores), pass(other), pass(other)]);
        now += 2_000;
      }
    }

    const reconciling = reconcile();
    const final = await Promise.all(cards.map(({ lead }) => commitTo(lead)));
    committing = false;
    await reconciling;
    const expected = final.map(({ id, seq }) => [`offer:${id}:1`, { seq, posts: 1 }]);
    expect([...outside].toSorted()).toEqual(expected.toSorted());
    // Every fifth fails, so that some have been repeated.
    expect(deliveries).toBeGreaterThan(cards.length);
  });
});
