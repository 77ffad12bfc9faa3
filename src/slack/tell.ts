// Personal answers: ephemeral, to whoever pressed or typed. By the response_url where there is one, since that works in
// channels Baton is no member of; otherwise, or when that fails, as an ephemeral message where it happened or in the DM.
import type { Block } from "@slack/types";
import type { Logger } from "pino";
import type { Message } from "../../blocks/assemble.ts";
import type { SlackId } from "../ids.ts";
import { CALL_TIMEOUT_MS, type SlackApi } from "./client.ts";
import type { DirectMessages } from "./directMessages.ts";

/** Where somebody waits for an answer. */
export interface Listener {
  readonly by: SlackId;
  readonly channel: string | null;
  readonly responseUrl: string | null;
}

export interface TellDeps {
  readonly api: SlackApi;
  readonly directMessages: DirectMessages;
  readonly log: Logger;
}

export class Tell {
  readonly #deps: TellDeps;

  constructor(deps: TellDeps) {
    this.#deps = deps;
  }

  /** One more message that only they see. */
  async say(to: Listener, message: Message): Promise<void> {
    const sent = await this.#respond(to, { response_type: "ephemeral", replace_original: false, ...message });
    if (!sent) await this.#ephemeral(to, message);
  }

  /** Puts another answer in the place of the one they pressed on. */
  async replace(to: Listener, message: Message): Promise<void> {
    const sent = await this.#respond(to, { replace_original: true, ...message });
    if (!sent) await this.#ephemeral(to, message);
  }

  async #respond({ responseUrl }: Listener, body: object): Promise<boolean> {
    if (responseUrl === null) return false;
    try {
      const response = await fetch(responseUrl, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
      });
      await response.body?.cancel();
      if (response.ok) return true;
      this.#deps.log.warn({ status: response.status }, "a response_url took no answer");
    } catch (error) {
      this.#deps.log.warn({ err: error }, "a response_url could not be reached");
    }
    return false;
  }

  async #ephemeral({ by, channel }: Listener, message: Message): Promise<void> {
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
      if (sent.kind === "done") return;
      log.warn({ failure: sent }, "an answer could not be given");
    }
    log.error({ person: by }, "somebody waits for an answer that Slack does not take");
  }
}
