// The one Bolt app, whatever brings the deliveries: acknowledges first, then works; drops repeated events; answers
// whoever waits when something goes wrong.
import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { App, type Receiver, type webApi } from "@slack/bolt";
import { sayDatabaseAway, sayWentWrong } from "../../blocks/answers.ts";
import { CALLBACKS } from "../../blocks/ids.ts";
import { Contention } from "../app/engine.ts";
import { registerActions } from "./actions/register.ts";
import { registerCommands } from "./commands/register.ts";
import type { Desk } from "./desk.ts";
import { registerEvents } from "./events/register.ts";
import type { Identity } from "./identity.ts";
import type { SlackLogger } from "./logger.ts";
import { listenerIn } from "./payloads.ts";
import { Recent } from "./recent.ts";
import { registerShortcuts } from "./shortcuts/register.ts";
import type { UnderWay } from "./underWay.ts";
import { registerViews } from "./views/register.ts";

export interface AppDeps {
  readonly receiver: Receiver;
  readonly identity: Identity;
  readonly logger: SlackLogger;
  readonly clientOptions: webApi.WebClientOptions;
  readonly desk: Desk;
  readonly underWay: UnderWay;
  readonly isDatabaseAway: (error: unknown) => boolean;
}

export function createApp(deps: AppDeps): App {
  const { receiver, identity, logger, desk, underWay } = deps;
  const app = new App({
    receiver,
    logger,
    clientOptions: deps.clientOptions,
    authorize: async () => identity.authorize(),
    convoStore: false,
    ignoreSelf: false,
    attachFunctionToken: false,
    extendedErrorHandler: true,
  });
  const repeated = new Recent();
  app.use(async ({ body, next, ...args }) => {
    if ("event_id" in body && repeated.seen(body.event_id)) return;
    if ("ack" in args && mayAcknowledgeAtOnce(body)) await acknowledge(args.ack as () => Promise<void>, desk);
    await underWay.add(afterAnswering(next));
  });
  registerActions(app, desk);
  registerCommands(app, desk);
  registerViews(app, desk);
  registerShortcuts(app, desk);
  registerEvents(app, desk);
  app.error(async ({ error, body }: { error: Error; body: unknown }) => answerError(deps, error, body));
  return app;
}

/**
 * Lets the acknowledgement out of the door before the work begins, and other clicks' acknowledgements with it: on the
 * embedded database a query keeps the thread for as long as it takes.
 */
async function afterAnswering(work: () => Promise<void>): Promise<void> {
  await setImmediate();
  await work();
}

const FORMS: ReadonlySet<string | undefined> = new Set(Object.values(CALLBACKS));

/** Everything but our own forms: their acknowledgement carries the errors at the fields. */
function mayAcknowledgeAtOnce(body: object): boolean {
  if (!("type" in body) || body.type !== "view_submission") return true;
  return !("view" in body && FORMS.has((body.view as { callback_id?: string }).callback_id));
}

/** A socket that has just gone takes no acknowledgement: Slack sends it again, and doing it twice is doing it once. */
async function acknowledge(ack: () => Promise<void>, desk: Desk): Promise<void> {
  try {
    await ack();
  } catch (error) {
    desk.log.warn({ err: error }, "a delivery from Slack could not be acknowledged");
  }
}

/** No click is lost silently: whoever waits is told to try again. */
async function answerError(deps: AppDeps, error: Error, body: unknown): Promise<void> {
  const { desk, isDatabaseAway } = deps;
  const cause = "original" in error && error.original instanceof Error ? error.original : error;
  const reference = createHash("sha256").update(JSON.stringify(body)).digest("hex").slice(0, 8);
  const away = isDatabaseAway(cause) || cause instanceof Contention;
  if (away) desk.log.warn({ err: cause, reference }, "something from Slack could not be done just then");
  else desk.log.error({ err: cause, reference }, "something from Slack failed");
  const listener = listenerIn(body);
  if (listener) await desk.tell.say(listener, away ? sayDatabaseAway() : sayWentWrong(reference));
}
