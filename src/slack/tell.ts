// Personal answers: ephemeral, to whoever pressed or typed. By the response_url where there is one, since that works in
// channels Baton is no member of; otherwise, or when that fails, as an ephemeral message where it happened or in the DM.
import { setTimeout as sleep } from "node:timers/promises";
import type { Block } from "@slack/types";
import type { Logger } from "pino";
import { answerModal, type Message } from "../../blocks/assemble.ts";
import type { SlackId } from "../ids.ts";
import { CALL_TIMEOUT_MS, type CallFailure, type SlackApi } from "./client.ts";
import type { DirectMessages } from "./directMessages.ts";
import { showModal } from "./modals.ts";
import type { OpenView } from "./payloads.ts";
import { filesIn, mayBePictures, type PictureAges, withoutPictures } from "./pictured.ts";

/** Where somebody waits for an answer. */
export interface Listener {
  readonly by: SlackId;
  readonly channel: string | null;
  readonly responseUrl: string | null;
  /** Lets a modal be opened within three seconds. */
  readonly trigger: string | null;
  /** Where they pressed in a modal or on their Home: what an ephemeral message says, nobody sees there. */
  readonly view: OpenView | null;
}

export interface TellDeps {
  readonly api: SlackApi;
  readonly directMessages: DirectMessages;
  readonly pictures: PictureAges;
  readonly log: Logger;
}

/** Somebody is waiting: an answer waits a few seconds for its new pictures, and then goes without them. */
const PICTURE_WAITS_MS = [1_000, 2_000, 3_000] as const;

/** Whether an answer was taken; `blocks`: it was refused for what it shows. */
type Sent = "taken" | "blocks" | "not";

export class Tell {
  readonly #deps: TellDeps;

  constructor(deps: TellDeps) {
    this.#deps = deps;
  }

  /** One more message that only they see; in a modal where they look at one, or at their Home. */
  async say(to: Listener, message: Message): Promise<void> {
    if (to.view && (await this.#open(to, message))) return;
    await this.#pictured(to, message, async (shown) => {
      const sent = await this.#respond(to, { response_type: "ephemeral", replace_original: false, ...shown });
      // Files are shown to who may see them: Baton may, whoever posts by a response_url need not.
      return sent === "taken" ? sent : this.#ephemeral(to, shown);
    });
  }

  /** Puts another answer in the place of the one they pressed on. */
  async replace(to: Listener, message: Message): Promise<void> {
    if (to.view?.isHome) return this.say(to, message);
    if (to.view && (await this.#update(to.view, message))) return;
    await this.#pictured(to, message, async (shown) => {
      const sent = await this.#respond(to, { replace_original: true, ...shown });
      return sent === "not" ? this.#ephemeral(to, shown) : sent;
    });
  }

  async #pictured(
    { by }: Listener,
    message: Message,
    send: (shown: Message) => Promise<Sent>,
  ): Promise<void> {
    const { pictures, log } = this.#deps;
    const files = filesIn(message.blocks);
    let sent = await send(message);
    for (const wait of PICTURE_WAITS_MS) {
      if (sent !== "blocks" || !files.some((file) => pictures.isNew(file))) break;
      await sleep(wait);
      sent = await send(message);
    }
    if (sent === "blocks" && files.length > 0) {
      log.warn({ files }, "an answer goes without its pictures, which Slack does not show");
      sent = await send(withoutPictures(message));
    }
    if (sent !== "taken") log.error({ person: by }, "somebody waits for an answer that Slack does not take");
  }

  async #open(to: Listener, message: Message): Promise<boolean> {
    const opened = await showModal(to, this.#deps.api, answerModal(message));
    if (opened && opened.kind !== "done") {
      // A modal must be there within three seconds: no picture is waited for.
      if (isForPictures(opened, message)) return this.#open(to, withoutPictures(message));
      this.#deps.log.warn({ failure: opened }, "no modal for an answer");
    }
    return opened?.kind === "done";
  }

  async #update(open: OpenView, message: Message): Promise<boolean> {
    const view = answerModal(message);
    const updated = await this.#deps.api.call((client) => client.views.update({ view_id: open.id, view }));
    if (updated.kind !== "done") {
      if (isForPictures(updated, message)) return this.#update(open, withoutPictures(message));
      this.#deps.log.warn({ failure: updated }, "a modal could not be changed");
    }
    return updated.kind === "done";
  }

  async #respond({ responseUrl }: Listener, body: Message & Record<string, unknown>): Promise<Sent> {
    if (responseUrl === null) return "not";
    try {
      const response = await fetch(responseUrl, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
      });
      if (response.ok) {
        await response.body?.cancel();
        return "taken";
      }
      // JSON or the bare code, as Slack pleases.
      const why = /invalid_blocks(?:_format)?/.exec(await response.text())?.[0];
      if (why !== undefined && mayBePictures(why, body.blocks)) return "blocks";
      this.#deps.log.warn({ status: response.status }, "a response_url took no answer");
    } catch (error) {
      this.#deps.log.warn({ err: error }, "a response_url could not be reached");
    }
    return "not";
  }

  async #ephemeral({ by, channel }: Listener, message: Message): Promise<Sent> {
    const { api, directMessages, log } = this.#deps;
    const direct = await directMessages.channelOf(by);
    const places = [channel, direct.kind === "open" ? direct.channel : null].filter(
      (place) => place !== null,
    );
    for (const place of new Set(places)) {
      const { text, blocks } = message;
      const sent = await api.call((client) =>
        client.chat.postEphemeral({ channel: place, user: by, text, blocks: blocks as Block[] }),
      );
      if (sent.kind === "done") return "taken";
      if (sent.kind === "refused" && mayBePictures(sent.code, blocks)) return "blocks";
      log.warn({ failure: sent }, "an answer could not be given");
    }
    return "not";
  }
}

/** A view is refused with a code of its own. */
function isForPictures(failure: CallFailure, { blocks }: Message): boolean {
  return failure.kind === "refused" && failure.code === "invalid_arguments" && filesIn(blocks).length > 0;
}
