import { beforeEach, expect, test } from "vitest";
import { instant } from "../../src/clock.ts";
import type { Lead } from "../../src/domain/lead.ts";
import { laneOf, type MirrorRef } from "../../src/domain/mirrors.ts";
import { onBothDatabases } from "./support/databases.ts";
import { at, decided, insertOne, newLead, refused, T0, won } from "./support/leads.ts";

/** So many ms after everything in these tests was raised. */
const ms = (after: number) => instant(T0 + after);
const LEASE = 30_000;

onBothDatabases(({ stores: { leads, mirrors }, other, empty }) => {
  beforeEach(empty);

  let lead: Lead;
  beforeEach(async () => {
    lead = await insertOne(leads, newLead("L1"));
  });

  const card = (turn: number, to = `U${turn}`): MirrorRef => ({
    id: `offer:${lead.id}:${turn}`,
    kind: "offer",
    leadId: lead.id,
    to,
  });
  const raise = async (...raised: MirrorRef[]) => {
    lead = await won(leads, decided(lead, 0, [refused("U9")], { raise: raised }));
  };
  const lease = (after: number, limit = 10) => mirrors.lease(ms(after), limit, LEASE);
  const leaseOne = async (after: number) => {
    const [leased, ...rest] = await lease(after);
    if (!leased || rest.length > 0) throw new Error("expected exactly one mirror to deliver");
    return leased;
  };
  const messageOf = (turn: number) => ({ channel: `D${turn}`, ts: `1700.${turn}` });

  /** Delivers whatever is due, and says what; for tests that begin with messages that exist. */
  const deliverAll = async (after: number) => {
    const leased = await lease(after, 1000);
    for (const { id, lease } of leased) {
      const read = await mirrors.read(id, lease);
      await mirrors.shown(id, lease, read?.wanted ?? 0, read?.ref ?? messageOf(1), ms(after));
    }
    return leased.map(({ id }) => id);
  };

  test("a raised mirror is leased by one, read, and done when shown", async () => {
    await raise(card(1));
    expect(await mirrors.behind()).toBe(1);
    const [mine, theirs] = await Promise.all([lease(0), other.mirrors.lease(ms(0), 10, LEASE)]);
    const [leased, ...more] = [...mine, ...theirs];
    if (!leased) throw new Error("nobody got it");
    expect(more).toEqual([]);
    const { id } = leased;
    expect(await mirrors.read(id, leased.lease)).toEqual({
      mirror: card(1),
      lease: leased.lease,
      lane: laneOf({ kind: "offer", to: "U1" }, false),
      wanted: 1,
      ref: null,
      attempts: 1,
      unsure: false,
      cutAt: null,
    });
    await mirrors.shown(id, leased.lease, 1, messageOf(1), ms(200));
    expect(await mirrors.behind()).toBe(0);
    expect(await lease(LEASE * 2)).toEqual([]);
    expect(await mirrors.nextAt()).toBeNull();
  });

  test("what changes during a delivery is delivered once more, as an update", async () => {
    await raise(card(1));
    const first = await leaseOne(0);
    const read = await mirrors.read(first.id, first.lease);
    await raise(card(1));
    expect(await lease(5_000)).toEqual([]);
    await mirrors.shown(first.id, first.lease, read?.wanted ?? 0, messageOf(1), ms(5_000));
    expect(await mirrors.behind()).toBe(1);
    const second = await leaseOne(5_000);
    expect(await mirrors.read(second.id, second.lease)).toMatchObject({
      wanted: 2,
      ref: messageOf(1),
      lane: laneOf({ kind: "offer", to: "U1" }, true),
      attempts: 1,
      unsure: false,
    });
  });

  test("many changes before a delivery are one delivery", async () => {
    await raise(card(1));
    await raise(card(1), card(1));
    await raise(card(1));
    expect(await deliverAll(0)).toEqual([card(1).id]);
    expect(await mirrors.behind()).toBe(0);
  });

  test("what waits to be confirmed is shown again then, or at once when there is something new", async () => {
    await raise(card(1));
    const first = await leaseOne(0);
    await mirrors.shown(first.id, first.lease, 1, messageOf(1), ms(10), ms(10_000));
    expect(await lease(9_999)).toEqual([]);
    const again = await leaseOne(10_000);
    await mirrors.shown(again.id, again.lease, 1, messageOf(1), ms(10_010), ms(20_000));
    await raise(card(1));
    const news = await leaseOne(10_020);
    expect(await mirrors.read(news.id, news.lease)).toMatchObject({ wanted: 2, unsure: false });
  });

  test("what is raised while a delivery is under way that will be confirmed is shown at once, and confirmed later", async () => {
    await raise(card(1));
    const first = await leaseOne(0);
    await raise(card(1));
    await mirrors.shown(first.id, first.lease, 1, messageOf(1), ms(10), ms(10_000));
    const news = await leaseOne(20);
    expect(await mirrors.read(news.id, news.lease)).toMatchObject({ wanted: 2, unsure: true });
  });

  test("a lease that ended is given to another, who knows that it is unsure; the first can report nothing", async () => {
    await raise(card(1));
    const dead = await leaseOne(0);
    expect(await lease(LEASE - 1)).toEqual([]);
    expect(await mirrors.nextAt()).toBe(ms(LEASE));
    const next = await leaseOne(LEASE);
    expect(next.lease).not.toBe(dead.lease);
    expect(await mirrors.read(next.id, next.lease)).toMatchObject({ unsure: true, attempts: 2 });
    expect(await mirrors.read(dead.id, dead.lease)).toBeNull();
    await mirrors.shown(dead.id, dead.lease, 1, messageOf(7), ms(LEASE));
    await mirrors.failed(dead.id, dead.lease, { notBefore: ms(0), error: "late", unsure: true });
    await mirrors.block(dead.id, dead.lease, "late");
    expect(await mirrors.read(next.id, next.lease)).toMatchObject({ ref: null, attempts: 2 });
    expect(await mirrors.behind()).toBe(1);
  });

  test("a failed delivery comes back at its time, keeps what was found, and is not hurried by a new change", async () => {
    await raise(card(1));
    const { id, lease: mine } = await leaseOne(0);
    await mirrors.failed(id, mine, { notBefore: ms(10_000), error: "timeout", unsure: true });
    await raise(card(1));
    expect(await lease(9_999)).toEqual([]);
    expect(await mirrors.nextAt()).toBe(ms(10_000));
    const again = await leaseOne(10_000);
    expect(await mirrors.read(id, again.lease)).toMatchObject({ unsure: true, wanted: 2, attempts: 2 });
    await mirrors.failed(id, again.lease, {
      notBefore: ms(12_000),
      error: "found, not updated",
      unsure: false,
      ref: messageOf(1),
    });
    const third = await leaseOne(12_000);
    expect(await mirrors.read(id, third.lease)).toMatchObject({
      ref: messageOf(1),
      lane: laneOf({ kind: "offer", to: "U1" }, true),
      unsure: false,
      attempts: 3,
    });
  });

  test("a message that is gone is forgotten and posted anew", async () => {
    await raise(card(1));
    await deliverAll(0);
    await raise(card(1));
    const update = await leaseOne(1);
    await mirrors.failed(update.id, update.lease, {
      notBefore: ms(2),
      error: "message_not_found",
      unsure: false,
      forgetRef: true,
    });
    const post = await leaseOne(5_000);
    expect(await mirrors.read(post.id, post.lease)).toMatchObject({
      ref: null,
      lane: laneOf({ kind: "offer", to: "U1" }, false),
    });
  });

  test("a blocked mirror is left alone, also when it is raised again", async () => {
    await raise(card(1));
    const { id, lease: mine } = await leaseOne(0);
    await mirrors.block(id, mine, "channel_not_found");
    await raise(card(1));
    expect(await mirrors.behind()).toBe(0);
    expect(await lease(LEASE * 2)).toEqual([]);
    expect(await mirrors.nextAt()).toBeNull();
  });

  test("one place gets a post a second and one at a time, other places at once, the longest waiting first", async () => {
    await raise(card(3, "C1"));
    await raise(card(1, "C1"), card(2, "C1"), card(4, "U4"));
    const first = await lease(0);
    expect(first.map(({ id }) => id)).toEqual([card(1).id, card(4).id]);
    expect(await lease(10_000)).toEqual([]); // C1 has one under way
    for (const { id, lease } of first) await mirrors.shown(id, lease, 1, messageOf(1), ms(10_500));
    expect(await mirrors.nextAt()).toBe(ms(11_500));
    expect(await lease(11_499)).toEqual([]);
    expect(await leaseOne(11_500)).toMatchObject({ id: card(2).id });
  });

  test("updates go in a burst, four at a time, and then at their pace", async () => {
    const all = Array.from({ length: 60 }, (_, n) => card(n + 1));
    await raise(...all);
    await deliverAll(0);
    await raise(...all);
    const hour = 3_600_000;
    const underWay = [...(await lease(hour)), ...(await lease(hour))];
    expect(underWay).toHaveLength(4);
    expect(await lease(hour)).toEqual([]);
    expect(await mirrors.nextAt()).toBe(ms(hour + LEASE));
    let begun = 0;
    while (underWay.length > 0) {
      begun += underWay.length;
      for (const { id, lease } of underWay) await mirrors.shown(id, lease, 2, messageOf(1), ms(hour));
      underWay.splice(0, underWay.length, ...(await lease(hour)));
    }
    expect(begun).toBe(50);
    expect(await lease(hour + 1_199)).toEqual([]);
    expect(await lease(hour + 1_200)).toHaveLength(1);
  });

  test("a held lane waits for everyone, other lanes go on", async () => {
    await raise(card(1), card(2));
    const [one] = await lease(0, 1);
    if (!one) throw new Error("one mirror");
    const read = await mirrors.read(one.id, one.lease);
    await mirrors.holdLane(read?.lane ?? "", ms(60_000));
    await mirrors.failed(one.id, one.lease, { notBefore: ms(0), error: "ratelimited", unsure: false });
    const [two, ...none] = await other.mirrors.lease(ms(5_000), 10, LEASE);
    if (!two) throw new Error("the other lane goes on");
    expect([two.id, none]).toEqual([card(2).id, []]);
    await mirrors.shown(two.id, two.lease, 1, messageOf(2), ms(5_000));
    expect(await mirrors.nextAt()).toBe(ms(60_000));
    expect(await lease(59_999)).toEqual([]);
    expect(await leaseOne(60_000)).toMatchObject({ id: one.id });
  });

  test("a mirror raised later than now is not due yet", async () => {
    lead = await won(leads, decided(lead, 10, [refused("U9")], { raise: [card(1)] }));
    expect(await lease(0)).toEqual([]);
    expect(await mirrors.nextAt()).toBe(at(10));
  });
});
