// Who Baton is in Slack. Asked once, until Slack answers; the listeners never wait for it.
import type { AuthorizeResult } from "@slack/bolt";
import type { Logger } from "pino";
import type { SlackApi } from "./client.ts";

const RETRY_FIRST_MS = 500;
const RETRY_MOST_MS = 30_000;
/** What Slack says of a token that will not become good by waiting. */
const TOKEN_REFUSED = new Set(["invalid_auth", "not_authed", "token_revoked", "account_inactive"]);
const CURE =
  "copy the Bot User OAuth Token from the app's page (OAuth & Permissions) into SLACK_BOT_TOKEN and start again";

export class Identity {
  readonly #api: SlackApi;
  readonly #log: Logger;
  #known: AuthorizeResult;
  #answered = false;
  #failures = 0;
  #retry: NodeJS.Timeout | null = null;

  constructor(api: SlackApi, botToken: string, log: Logger) {
    this.#api = api;
    this.#log = log;
    this.#known = { botToken };
  }

  /** Asks now, and again until Slack answers. */
  async start(): Promise<void> {
    const asked = await this.#api.call((client) => client.auth.test());
    if (asked.kind === "done") {
      const { bot_id: botId, user_id: botUserId, team_id: teamId } = asked.answer;
      this.#known = {
        ...this.#known,
        ...(botId && { botId }),
        ...(botUserId && { botUserId }),
        ...(teamId && { teamId }),
      };
      this.#answered = true;
      this.#log.info({ team: teamId, bot: botUserId }, "Slack answers");
      return;
    }
    const backoff = Math.min(RETRY_MOST_MS, RETRY_FIRST_MS * 2 ** Math.min(this.#failures++, 10));
    const waitMs = asked.kind === "rate_limited" ? asked.waitMs : backoff;
    const why = asked.kind === "refused" ? asked.code : asked.kind;
    const cure = TOKEN_REFUSED.has(why) ? `; ${CURE}` : "";
    this.#log.error(
      { why, waitMs },
      `Slack does not take the bot token yet (auth.test); trying again${cure}`,
    );
    this.#retry = setTimeout(() => void this.start(), waitMs);
    this.#retry.unref();
  }

  stop(): void {
    if (this.#retry) clearTimeout(this.#retry);
  }

  /** Whether Slack has ever answered this process. */
  answered(): boolean {
    return this.#answered;
  }

  /** What Bolt wants for every delivery; never a call of its own. */
  authorize(): AuthorizeResult {
    return this.#known;
  }
}
