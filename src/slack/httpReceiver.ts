// Slack's HTTP deliveries, on the router that serves everything else. Bolt's own receiver brings a server with it and
// takes stamps from the future; this one verifies, unpacks and hands on.
import type { App, Receiver } from "@slack/bolt";
import type { Context, Hono, Next } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import { isSlacks, mayBeSlacks } from "./signature.ts";

export const SLACK_PATH = "/slack/events";
/** A view of 250 kB, escaped for a form, with room to spare. */
const BODY_MOST = 2 * 1024 * 1024;
/** The body was not read to its end, so the connection cannot be used again. */
const UNREAD = { Connection: "close" };

export interface HttpReceiverDeps {
  readonly signingSecret: string;
  readonly clock: Clock;
  readonly log: Logger;
}

export class HttpReceiver implements Receiver {
  readonly #deps: HttpReceiverDeps;
  #app: App | null = null;

  constructor(deps: HttpReceiverDeps) {
    this.#deps = deps;
  }

  init(app: App): void {
    this.#app = app;
  }

  /** The router's server is what listens. */
  async start(): Promise<void> {}
  async stop(): Promise<void> {}

  mount(router: Hono): void {
    const tooLarge = (c: Context) => c.body(null, 413, UNREAD);
    router.post(
      SLACK_PATH,
      (c, next) => this.#onlySlacks(c, next),
      bodyLimit({ maxSize: BODY_MOST, onError: tooLarge }),
      (c) => this.#receive(c),
    );
  }

  /** What cannot be Slack's by its headers is turned away with its body unread. */
  async #onlySlacks(c: Context, next: Next): Promise<Response | undefined> {
    if (mayBeSlacks(signatureOf(c), this.#deps.clock.now())) {
      await next();
      return;
    }
    return this.#refuse(c, UNREAD);
  }

  #refuse(c: Context, headers: Record<string, string> = {}): Response {
    this.#deps.log.warn(
      "a request that claims to be Slack's is not signed as Slack signs, or is stamped far from now",
    );
    return c.body(null, 401, headers);
  }

  async #receive(c: Context): Promise<Response> {
    const { signingSecret, clock } = this.#deps;
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    if (!isSlacks({ ...signatureOf(c), body: bytes }, signingSecret, clock.now())) return this.#refuse(c);
    const body = unpacked(c.req.header("content-type") ?? "", new TextDecoder().decode(bytes));
    if (body === null) return c.body(null, 400);
    if (body.ssl_check !== undefined) return c.body(null, 200);
    if (body.type === "url_verification") return c.json({ challenge: body.challenge });
    return this.#dispatch(c, body);
  }

  /** Answers as soon as a listener acknowledges; the listener's work goes on afterwards. */
  #dispatch(c: Context, body: Record<string, unknown>): Promise<Response> {
    const app = this.#app;
    if (!app) return Promise.resolve(c.body(null, 503));
    const { promise, resolve } = Promise.withResolvers<Response>();
    const ack = async (answer?: unknown) => resolve(answered(c, answer));
    const retry = Number(c.req.header("x-slack-retry-num"));
    app
      .processEvent({ body, ack, ...(retry > 0 ? { retryNum: retry } : {}) })
      // What nobody listens to is taken all the same: Slack would only send it again.
      .then(() => resolve(c.body(null, 200)))
      .catch((error: unknown) => {
        this.#deps.log.warn({ err: error }, "a delivery from Slack could not be understood");
        resolve(c.body(null, 400));
      });
    return promise;
  }
}

function signatureOf(c: Context) {
  return {
    timestamp: c.req.header("x-slack-request-timestamp"),
    signature: c.req.header("x-slack-signature"),
  };
}

/** JSON for events; a form for commands, and one with JSON in `payload` for interactions. Null: neither. */
function unpacked(contentType: string, text: string): Record<string, unknown> | null {
  try {
    const form = contentType.startsWith("application/x-www-form-urlencoded")
      ? new URLSearchParams(text)
      : null;
    const payload = form?.get("payload");
    if (form && payload == null) return Object.fromEntries(form);
    const body: unknown = JSON.parse(payload ?? text);
    return typeof body === "object" && body !== null ? { ...body } : null;
  } catch {
    return null;
  }
}

function answered(c: Context, answer: unknown): Response {
  if (answer === undefined || answer === null || answer === "") return c.body(null, 200);
  return typeof answer === "string" ? c.text(answer) : c.json(answer);
}
