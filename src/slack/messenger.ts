// Posts, updates and finds the messages that mirror leads; publishes Homes. A first post has no idempotency key at Slack, so each
// message carries its mirror's id in its metadata, by which it is found again after a call that was cut off.
import type { Block } from "@slack/types";
import type { HomeTab, Message } from "../../blocks/assemble.ts";
import type { Clock } from "../clock.ts";
import type { CardRef } from "../domain/lead.ts";
import type { MirrorRef } from "../domain/mirrors.ts";
import type { SlackId } from "../ids.ts";
import type { Delivery, Messenger, RenderedMessage } from "../mirror/types.ts";
import type { CallFailure, CallResult, SlackApi } from "./client.ts";
import { type DirectMessages, isPerson } from "./directMessages.ts";
import { filesIn, mayBePictures, type PictureAges, withoutPictures } from "./pictured.ts";
import type { PublishPace } from "./publishPace.ts";

const EVENT_TYPE = "baton_mirror";
/** How far back a message is looked for: a call is looked up seconds after it was cut off, or after an outage. */
const FIND_BACK_MS = 7 * 24 * 60 * 60 * 1000;
const FIND_PAGE = 200;
const FIND_PAGES = 10;

export interface MessengerDeps {
  readonly api: SlackApi;
  readonly directMessages: DirectMessages;
  readonly pictures: PictureAges;
  readonly clock: Clock;
  readonly pace: PublishPace;
  /** What Slack says of somebody to whom a message was refused. */
  readonly statusOf: (person: SlackId) => Promise<"deactivated" | "unreachable">;
}

type Failure = Exclude<Delivery, { kind: "done" }>;

export class SlackMessenger implements Messenger {
  readonly #deps: MessengerDeps;

  constructor(deps: MessengerDeps) {
    this.#deps = deps;
  }

  async post(mirror: MirrorRef, message: RenderedMessage): Promise<Delivery> {
    if ("type" in message) return this.#publish(mirror, message);
    const place = await this.#placeOf(mirror.to);
    if (place.kind !== "open") return this.#failed(place, mirror.to);
    const posted = await this.#pictured(message, (shown) =>
      this.#deps.api.call((client) =>
        client.chat.postMessage({
          channel: place.channel,
          ...contentOf(mirror, shown),
          unfurl_links: false,
          unfurl_media: false,
        }),
      ),
    );
    if (posted.kind !== "done") return this.#failed(posted, mirror.to);
    const { channel, ts } = posted.answer;
    if (channel === undefined || ts === undefined)
      return { kind: "unclear", error: "an answer without a ts" };
    return { kind: "done", ref: { channel, ts } };
  }

  async update(ref: CardRef, mirror: MirrorRef, message: RenderedMessage): Promise<Delivery> {
    if ("type" in message) return this.#publish(mirror, message);
    const updated = await this.#pictured(message, (shown) =>
      this.#deps.api.call((client) =>
        client.chat.update({ channel: ref.channel, ts: ref.ts, ...contentOf(mirror, shown) }),
      ),
    );
    return updated.kind === "done" ? { kind: "done", ref } : this.#failed(updated, mirror.to);
  }

  async find(mirror: MirrorRef): Promise<{ kind: "found"; ref: CardRef } | { kind: "none" } | Failure> {
    const place = await this.#placeOf(mirror.to);
    if (place.kind !== "open") return this.#failed(place, mirror.to);
    const oldest = String((this.#deps.clock.now() - FIND_BACK_MS) / 1000);
    let cursor: string | undefined;
    for (let pages = 0; pages < FIND_PAGES; pages++) {
      const page = await this.#deps.api.call((client) =>
        client.conversations.history({
          channel: place.channel,
          include_all_metadata: true,
          limit: FIND_PAGE,
          oldest,
          ...(cursor === undefined ? {} : { cursor }),
        }),
      );
      if (page.kind === "unclear") return { kind: "passing", error: page.error };
      if (page.kind !== "done") return this.#failed(page, mirror.to);
      const ts = page.answer.messages?.find((message) => isOf(mirror, message.metadata))?.ts;
      if (ts !== undefined) return { kind: "found", ref: { channel: place.channel, ts } };
      cursor = page.answer.response_metadata?.next_cursor || undefined;
      if (cursor === undefined) break;
    }
    return { kind: "none" };
  }

  /** Sends a message; where Slack refuses it for a picture it may not know yet, later, and then without. */
  async #pictured<Answer>(
    message: Message,
    send: (shown: Message) => Promise<CallResult<Answer>>,
  ): Promise<CallResult<Answer>> {
    const { pictures } = this.#deps;
    const sent = await send(message);
    if (sent.kind !== "refused" || !mayBePictures(sent.code, message.blocks)) return sent;
    const files = filesIn(message.blocks);
    if (files.some((file) => pictures.isNew(file))) {
      return { kind: "passing", error: `${sent.code}: a picture may not be there yet` };
    }
    await Promise.all(files.map((file) => pictures.forget(file)));
    return send(withoutPictures(message));
  }

  /** Takes the place of whatever was published before. */
  async #publish({ to }: MirrorRef, view: HomeTab): Promise<Delivery> {
    const { api, clock, pace } = this.#deps;
    const waitMs = pace.waitMs(clock.now());
    if (waitMs > 0) return { kind: "rate_limited", waitMs };
    const published = await api.call((client) => client.views.publish({ user_id: to, view }));
    if (published.kind === "rate_limited") pace.restUntil(clock.now() + published.waitMs);
    if (published.kind !== "done") return this.#failed(published, to);
    const ts = published.answer.view?.id;
    return ts === undefined
      ? { kind: "unclear", error: "an answer without a view" }
      : { kind: "done", ref: { channel: to, ts } };
  }

  async #placeOf(to: string): Promise<{ kind: "open"; channel: string } | CallFailure> {
    return isPerson(to) ? this.#deps.directMessages.channelOf(to) : { kind: "open", channel: to };
  }

  async #failed(failure: CallFailure, to: string): Promise<Failure> {
    if (failure.kind !== "refused") return failure;
    const { directMessages, statusOf } = this.#deps;
    const { code: error, sort } = failure;
    switch (sort) {
      case "passing":
        // Said of Baton's own account as well as of the person's.
        if (error === "account_inactive" && isPerson(to) && (await statusOf(to)) === "deactivated") {
          return { kind: "person_gone", status: "deactivated", error };
        }
        return { kind: "passing", error };
      case "message_gone":
      case "permanent":
        return { kind: sort, error };
      case "person_gone":
      case "place_gone":
        if (!isPerson(to)) return { kind: "permanent", error };
        directMessages.forget(to);
        return { kind: "person_gone", status: await statusOf(to), error };
    }
  }
}

function contentOf(mirror: MirrorRef, message: Message) {
  return {
    text: message.text,
    blocks: [...message.blocks] as Block[],
    // Everyone in the channel can read it: ids, nothing else.
    metadata: { event_type: EVENT_TYPE, event_payload: { mirror: mirror.id } },
  };
}

function isOf(
  mirror: MirrorRef,
  metadata: { event_type?: string; event_payload?: object } | undefined,
): boolean {
  if (metadata?.event_type !== EVENT_TYPE) return false;
  const payload = metadata.event_payload;
  return payload !== undefined && "mirror" in payload && payload.mirror === mirror.id;
}
