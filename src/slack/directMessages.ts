// Which conversation is somebody's direct message with Baton. Slack opens it once and its id never changes.
import type { Clock } from "../clock.ts";
import type { SlackId } from "../ids.ts";
import type { CallFailure, SlackApi } from "./client.ts";

/** Whether an id names a person rather than a conversation. */
export function isPerson(to: string): boolean {
  return /^[UW]/.test(to);
}

export class DirectMessages {
  readonly #api: SlackApi;
  readonly #clock: Clock;
  readonly #known = new Map<SlackId, string>();
  #restUntil = 0;

  constructor(api: SlackApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  /** The id of the conversation; opened where need be. */
  async channelOf(person: SlackId): Promise<{ kind: "open"; channel: string } | CallFailure> {
    const known = this.#known.get(person);
    if (known !== undefined) return { kind: "open", channel: known };
    // Slack counts openings for the whole workspace: one refusal is for everybody who is still to be opened.
    const rest = this.#restUntil - this.#clock.now();
    if (rest > 0) return { kind: "rate_limited", waitMs: rest };
    const opened = await this.#api.call((client) => client.conversations.open({ users: person }));
    if (opened.kind === "rate_limited") this.#restUntil = this.#clock.now() + opened.waitMs;
    if (opened.kind !== "done") {
      // Opening twice is opening once: a call that was cut off has done no harm.
      return opened.kind === "unclear" ? { kind: "passing", error: opened.error } : opened;
    }
    const channel = opened.answer.channel?.id;
    if (channel === undefined) return { kind: "passing", error: "conversations.open gave no channel" };
    this.#known.set(person, channel);
    return { kind: "open", channel };
  }

  /** After Slack refused the conversation: it is opened anew, which says whether the person is there. */
  forget(person: SlackId): void {
    this.#known.delete(person);
  }
}
