// The reconciler: for each mirror that is behind, look at the lead as it is now, make Slack like it, say when to look
// again. It never asks what changed, so any number of changes become one update, and a crash only means doing it again.
import PQueue from "p-queue";
import type { Logger } from "pino";
import { PictureLater } from "../app/pictures.ts";
import type { LeasedMirror, MirrorStore } from "../app/ports.ts";
import { type Clock, instant, toMs } from "../clock.ts";
import type { CardRef } from "../domain/lead.ts";
import { isPutInPlace } from "../domain/mirrors.ts";
import { Waking } from "../waking.ts";
import type { Delivery, Messenger, MirrorEvents, RenderedMessage } from "./types.ts";

export interface ReconcilerDeps {
  readonly mirrors: MirrorStore;
  readonly messenger: Messenger;
  readonly events: MirrorEvents;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Longer than a call may take (`CALL_TIMEOUT_MS` in `src/slack/client.ts`), so that nobody else starts it meanwhile. */
const LEASE_MS = 15_000;
/** How long Slack may still apply a call that was cut off; only then does a look-up tell the truth. */
const SETTLE_MS = 10_000;
/** It mostly is applied: the first look comes soon, so that a card that is there can be answered. */
const LOOK_FIRST_MS = 500;
const LOOK_AGAIN_MS = 3_000;
const AT_ONCE = 16;
const RETRY_FIRST_MS = 1_000;
const RETRY_MOST_MS = 60_000;
/** The timer's bounds between two looks: the floor keeps a busy loop away, the ceiling is the backstop. */
const LOOK_FLOOR_MS = 20;
const LOOK_CEILING_MS = 1_000;

export class Reconciler {
  readonly #deps: ReconcilerDeps;
  readonly #queue = new PQueue({ concurrency: AT_ONCE });
  readonly #waking = new Waking(
    () => this.#leaseOrLog(),
    () => this.#untilNext(),
  );

  constructor(deps: ReconcilerDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#waking.start();
  }

  /** Looks at once; while it is looking, once more afterwards. */
  wake(): void {
    this.#waking.wake();
  }

  /** Finishes what is under way; starts nothing more. */
  async stop(): Promise<void> {
    await this.#waking.stop();
    await this.#queue.onIdle();
  }

  async #leaseOrLog(): Promise<void> {
    try {
      await this.#leaseAll();
    } catch (error) {
      this.#deps.log.warn({ err: error }, "mirrors could not be read; trying again");
    }
  }

  /** Brings everything that can be sent now up to date; resolves when nothing more is due at this instant. */
  async drain(): Promise<void> {
    do {
      await this.#leaseAll();
      await this.#waking.idle();
      await this.#queue.onIdle();
    } while (await this.#dueNow());
  }

  async #dueNow(): Promise<boolean> {
    const next = await this.#deps.mirrors.nextAt();
    return next !== null && toMs(next) <= this.#deps.clock.now();
  }

  async #leaseAll(): Promise<void> {
    const { mirrors, clock } = this.#deps;
    for (;;) {
      const free = AT_ONCE - this.#queue.pending - this.#queue.size;
      // Whoever finishes wakes the next look.
      if (free <= 0) return;
      const leased = await mirrors.lease(instant(clock.now()), free, LEASE_MS);
      if (leased.length === 0) return;
      for (const { id, lease } of leased) {
        void this.#queue.add(() => this.#bringUpToDate(id, lease)).then(() => this.wake());
      }
    }
  }

  /** Until something can be sent again, in ms. */
  async #untilNext(): Promise<number> {
    // With the database away, the ceiling is when to look again.
    const next = await this.#deps.mirrors.nextAt().catch(() => null);
    const wait = next === null ? LOOK_CEILING_MS : toMs(next) - this.#deps.clock.now();
    return Math.min(LOOK_CEILING_MS, Math.max(LOOK_FLOOR_MS, wait));
  }

  async #bringUpToDate(id: string, lease: bigint): Promise<void> {
    const { mirrors, log } = this.#deps;
    try {
      const leased = await mirrors.read(id, lease);
      if (!leased) return;
      const message = await this.#rendered(leased);
      if (message === "later") return;
      if (!message) return await mirrors.block(id, lease, "nothing to show: the lead is unknown");
      await this.#deliver(leased, message);
    } catch (error) {
      // The lease runs out, and the mirror is looked at again: an exception here is the database's, or a bug's.
      log.error({ err: error, mirror: id }, "a mirror could not be brought up to date");
    }
  }

  /** The message as it is true now; `later` where a picture in it is still to be had, which is written down. */
  async #rendered(leased: LeasedMirror): Promise<RenderedMessage | null | "later"> {
    const { mirrors, events, clock, log } = this.#deps;
    try {
      return await events.render(leased);
    } catch (error) {
      if (!(error instanceof PictureLater)) throw error;
      const { mirror, lease, unsure } = leased;
      log.warn({ mirror: mirror.id, error: error.message }, "a message waits for its picture");
      const notBefore = instant(clock.now() + error.waitMs);
      await mirrors.failed(mirror.id, lease, { notBefore, error: error.message, unsure });
      return "later";
    }
  }

  async #deliver(leased: LeasedMirror, message: RenderedMessage): Promise<void> {
    const { messenger } = this.#deps;
    const { mirror } = leased;
    let ref: CardRef | null = leased.ref;
    if (ref === null && leased.unsure && !isPutInPlace(mirror)) {
      const found = await messenger.find(mirror);
      if (found.kind === "found") ref = found.ref;
      else if (found.kind !== "none") return this.#settle(leased, found, null, true);
      else if (this.#mayStillAppear(leased)) return this.#lookAgain(leased);
    }
    if (ref !== null && leased.ref === null) await this.#deps.events.posted(mirror, ref);
    const result = ref ? await messenger.update(ref, mirror, message) : await messenger.post(mirror, message);
    await this.#settle(leased, result, ref, leased.unsure);
  }

  /** A call that was cut off may be applied for a while yet: that it is not there says nothing before. */
  #mayStillAppear({ cutAt }: LeasedMirror): boolean {
    return cutAt !== null && this.#deps.clock.now() < toMs(cutAt) + SETTLE_MS;
  }

  async #lookAgain({ mirror, lease, cutAt }: LeasedMirror): Promise<void> {
    const now = this.#deps.clock.now();
    const settled = cutAt === null ? now : toMs(cutAt) + SETTLE_MS;
    const notBefore = instant(Math.min(settled, now + LOOK_AGAIN_MS));
    const error = "cut off, and not in the channel yet";
    await this.#deps.mirrors.failed(mirror.id, lease, { notBefore, error, unsure: true });
  }

  /** Writes down what became of the call, and when to look again. */
  async #settle(
    leased: LeasedMirror,
    result: Delivery,
    ref: CardRef | null,
    wasUnsure: boolean,
  ): Promise<void> {
    const { mirrors, events, clock, log } = this.#deps;
    const { mirror, lease, attempts } = leased;
    const { id } = mirror;
    const kept = ref === null ? {} : { ref };
    const isThere = ref !== null || isPutInPlace(mirror);
    // Of a post that has been found nothing is unsure any more; an update that was cut off may be applied for a while yet.
    const staysUnsure = wasUnsure && (ref === null || leased.ref !== null);
    const failed = (waitMs: number, error: string, unsure: boolean) =>
      mirrors.failed(id, lease, { notBefore: instant(clock.now() + waitMs), error, unsure, ...kept });
    switch (result.kind) {
      case "done": {
        if (ref === null) await events.posted(mirror, result.ref);
        // An update that was cut off may yet be applied over this one: one more, when it can no longer be.
        const confirmAt =
          wasUnsure && (leased.ref !== null || isPutInPlace(mirror))
            ? [instant(clock.now() + SETTLE_MS)]
            : [];
        return mirrors.shown(id, lease, leased.wanted, result.ref, instant(clock.now()), ...confirmAt);
      }
      case "rate_limited":
        log.warn({ mirror: id, lane: leased.lane, waitMs: result.waitMs }, "Slack asks to wait");
        await mirrors.holdLane(leased.lane, instant(clock.now() + result.waitMs));
        return failed(result.waitMs, "rate limited", staysUnsure);
      case "passing":
        log.warn({ mirror: id, error: result.error, attempts }, "Slack could not; trying again");
        return failed(backoff(attempts), result.error, staysUnsure);
      case "unclear":
        log.warn({ mirror: id, error: result.error, attempts }, "a call to Slack was cut off");
        if (isThere) return failed(backoff(attempts), result.error, true);
        return mirrors.failed(id, lease, {
          notBefore: instant(clock.now() + LOOK_FIRST_MS),
          error: result.error,
          unsure: true,
          cutAt: instant(clock.now()),
        });
      case "message_gone":
        log.warn({ mirror: id, error: result.error }, "the message is gone; posting a fresh one");
        return mirrors.failed(id, lease, {
          notBefore: instant(clock.now()),
          error: result.error,
          unsure: false,
          forgetRef: true,
        });
      case "person_gone":
        log.warn({ mirror: id, to: mirror.to, error: result.error }, "the person is not to be reached");
        await events.personGone(mirror, result.status, result.error);
        return mirrors.block(id, lease, result.error);
      case "permanent":
        log.error({ mirror: id, to: mirror.to, error: result.error }, "Slack will not take this message");
        await events.undeliverable(mirror, result.error);
        return mirrors.block(id, lease, result.error);
    }
  }
}

function backoff(attempts: number): number {
  return Math.min(RETRY_MOST_MS, RETRY_FIRST_MS * 2 ** Math.min(attempts - 1, 10));
}
