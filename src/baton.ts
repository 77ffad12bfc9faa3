// Builds a running Baton out of its parts and hands them to each other. Nothing else knows them all.

import fs from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { Registry } from "prom-client";
import packageJson from "../package.json" with { type: "json" };
import { openAuditKey } from "./app/audit/key.ts";
import { createSealer } from "./app/audit/seal.ts";
import { Absences } from "./app/availability/absences.ts";
import { driftOf } from "./app/drift.ts";
import { Engine } from "./app/engine.ts";
import { HomeWatch } from "./app/homes/homeWatch.ts";
import { leadView, namesOf } from "./app/leadView.ts";
import { observeSignals } from "./app/observeSignal.ts";
import { receiveLeads } from "./app/receiveLeads.ts";
import type { Recorded } from "./app/recorded.ts";
import { setUpRules } from "./app/setUp.ts";
import { createPainter } from "./charts/painter.ts";
import { serveCommands } from "./cli/remote/server.ts";
import type { Clock } from "./clock.ts";
import type { BotConfig } from "./config.ts";
import { csvAccounts } from "./crm/csv/index.ts";
import { keysMissing } from "./enrich/keys.ts";
import { createHttp } from "./http/app.ts";
import { listen } from "./http/server.ts";
import { EnrichWorker } from "./jobs/enrichWorker.ts";
import { startJobs } from "./jobs/jobs.ts";
import { createLooks, type Looks } from "./jobs/looks.ts";
import { Sweeper } from "./jobs/sweeper.ts";
import { createMetrics } from "./metrics.ts";
import { mirrorEvents } from "./mirror/mirrorEvents.ts";
import { Reconciler } from "./mirror/reconciler.ts";
import { REPORT_KINDS } from "./mirror/reports/registry.ts";
import { enricherFor } from "./providers.ts";
import { failingChecks } from "./readiness.ts";
import { reportMetrics } from "./reportMetrics.ts";
import { openServices, type Services } from "./services.ts";
import { createSlack } from "./slack/index.ts";
import { DatabaseLocked } from "./store/database/errors.ts";

/** The looks that jobs take every few seconds may be taken at any time. */
export interface Baton extends Looks {
  /** Where HTTP listens, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly services: Services;
  readonly engine: Engine;
  readonly enrichment: EnrichWorker;
  readonly sweeper: Sweeper;
  readonly reconciler: Reconciler;
  /** Marks the Homes as behind that show what has changed, which happens by itself half a second later. */
  raiseHomes(): Promise<void>;
  readonly absences: Absences;
  /** Resolves when every click, command and event that was answered has been worked off. */
  idle(): Promise<void>;
  /** Finishes what is under way and closes everything, the database last. */
  stop(): Promise<void>;
}

/** Baton cannot start; each line says what, where and what to do. */
export class CannotStart extends Error {
  override readonly name = "CannotStart";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

/**
 * How many due steps go into one transaction. A server takes many at once; the embedded database works on this thread,
 * and whoever clicks meanwhile must not wait for it.
 */
const SWEEP_BATCH = { postgres: 500, embedded: 50 } as const;
/** A command, or the instance before this one, may still be closing the embedded database. */
const LOCK_PATIENCE_MS = 10_000;

/** Starts Baton on the database that the configuration names. Throws CannotStart, or what `openServices` throws. */
export async function startBaton(config: BotConfig, clock: Clock, log: Logger): Promise<Baton> {
  const { databaseUrl, dataDir } = config;
  for (const deadline = clock.now() + LOCK_PATIENCE_MS; ; await sleep(100)) {
    try {
      return await startBatonOn(await openServices({ databaseUrl, dataDir, clock, log }), config, log);
    } catch (error) {
      if (!(error instanceof DatabaseLocked) || clock.now() > deadline) throw error;
    }
  }
}

/** Starts Baton: rules, Slack, HTTP, jobs. The services are its own from here on; it closes them. */
export async function startBatonOn(services: Services, config: BotConfig, log: Logger): Promise<Baton> {
  try {
    return await start(config, services, log);
  } catch (error) {
    await services.close();
    throw error;
  }
}

async function start(config: BotConfig, services: Services, log: Logger): Promise<Baton> {
  const { enrichments, availability, reports, overrides, figures, homes } = services;
  const { clock, isDatabaseAway, leads, mirrors, rules, guards, alerts, people, exceptions, audit } =
    services;
  const key = await openAuditKey({ configured: config.auditKey, dataDir: config.dataDir }, fs);
  if (!key.ok) throw new CannotStart([key.problem]);
  if (key.warning) log.warn(key.warning);
  await setUp(config, services, log);

  const accounts = csvAccounts({ folder: path.dirname(config.policyFile), clock, log });
  const inForce = await rules.activePolicy();
  // A large CRM takes seconds to read; the first lead need not wait for it.
  if (inForce?.policy.accounts) void accounts.directory(inForce.policy.accounts);

  const registry = new Registry();
  const metrics = createMetrics(registry, {
    mirrorsBehind: () => mirrors.behind(),
    enrichmentsWaiting: () => enrichments.waiting(),
    alertsOpen: () => alerts.openByKind(),
  });
  reportMetrics(registry, services);
  const mirrorsBehind = () => reconciler.wake();
  const homeWatch = new HomeWatch({ homes, rules, clock, log, mirrorsBehind });
  const recorded: Recorded = (after, events, before) => {
    metrics.recorded(events);
    homeWatch.recorded(after, events, before);
  };
  const stepsDue = () => sweeper.wake();
  const enrichmentDue = () => enrichment.wake();
  const engine: Engine = new Engine({
    leads,
    reports,
    rules,
    people,
    availability,
    accounts,
    clock,
    isDatabaseAway,
    stepsDue,
    enrichmentDue,
    recorded,
    mirrorsBehind,
    stuck: (leadId, error) => {
      metrics.stuck();
      log.error({ err: error, leadId }, "a lead's due step cannot be done; it is tried again");
    },
  });
  const enricher = enricherFor(config, services, metrics, log);
  const enrichment = new EnrichWorker({ engine, enrichments, leads, rules, enricher, clock, log });
  const sweeper: Sweeper = new Sweeper({
    engine,
    leads,
    clock,
    log,
    every: config.sweep,
    batch: SWEEP_BATCH[services.kind],
    beforeTaking: () => enrichment.giveWhatIsKnown(),
  });
  const absences = new Absences({
    ...services,
    engine,
    log,
    availabilityChanged: (person) => homeWatch.changed([person]),
  });
  const refused = (reason: string) => metrics.refused(reason);
  const painter = createPainter();
  const slack = createSlack({
    config: config.slack,
    engine,
    leads,
    rules,
    guards,
    mirrors,
    reports,
    overrides,
    figures,
    alerts,
    people,
    absences,
    availability,
    homes,
    clock,
    log,
    isDatabaseAway,
    mirrorsBehind,
    draw: (chart) => painter.png(chart),
    refused,
  });
  const reconciler: Reconciler = new Reconciler({
    mirrors,
    clock,
    log,
    messenger: slack.messenger,
    events: mirrorEvents({
      ...services,
      engine,
      pictures: slack.pictures,
      personGone: (person, status) => slack.people.personGone(person, status),
    }),
  });

  const receive = receiveLeads({ leads, rules, clock, stepsDue, enrichmentDue, recorded });
  const app = createHttp({
    receive,
    observe: observeSignals(leads, engine),
    keepExceptions: (entries) => exceptions.keep(entries),
    async showLead(id) {
      const record = await leads.load(id);
      if (!record) return null;
      const [team, known] = await Promise.all([rules.activeTeam(), people.all()]);
      return leadView(record, namesOf(team?.team ?? null, known));
    },
    failingChecks: () => failingChecks(services, slack.answered()),
    isDatabaseAway,
    tokens: { intake: config.intakeTokens, admin: config.adminToken },
    registry,
    clock,
    log,
    version: packageJson.version,
  });
  slack.mount(app);
  const listening = await listen(app, config.host, config.port);
  if (!listening.ok) throw new CannotStart([listening.problem]);
  const url = `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${listening.port}`;

  const commands = await serveCommands({ services, config, auditKey: key.key, receive, cwd: process.cwd() });
  slack.start();
  enrichment.start();
  sweeper.start();
  reconciler.start();
  const sealer = createSealer({ audit, key: key.key, clock });
  const teamApplied = async () => {
    await slack.people.teamApplied();
    // Also soon after every start: what a crash kept from being raised, and what others changed while nobody watched.
    homeWatch.everybodyChanged();
  };
  const looks = createLooks({ services, plans: REPORT_KINDS, metrics, log, mirrorsBehind });
  const jobs = startJobs({ services, sealer, metrics, people: { teamApplied }, absences, looks, log });
  log.info({ url, database: services.where }, "Baton is up");

  return {
    url,
    services,
    engine,
    enrichment,
    sweeper,
    reconciler,
    absences,
    ...looks,
    raiseHomes: () => homeWatch.flush(),
    async idle() {
      await slack.idle();
      await absences.idle();
    },
    async stop() {
      await Promise.all([listening.close(), commands.close(), ...jobs.map((job) => job.stop())]);
      await slack.stop();
      await absences.idle();
      enricher.stop();
      await enrichment.stop();
      await sweeper.stop();
      await homeWatch.stop();
      await reconciler.stop();
      await painter.close();
      await services.close();
    },
  };
}

async function setUp(config: BotConfig, { rules, clock }: Services, log: Logger): Promise<void> {
  const read = async (file: string) => {
    try {
      return await fs.readFile(file, "utf8");
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const why = code === "ENOENT" ? "there is no such file" : `it cannot be read (${code})`;
      throw new CannotStart([
        `${file}: ${why}; make one as the README says, or name another in BATON_POLICY or BATON_TEAM`,
      ]);
    }
  };
  const files = { policyFile: config.policyFile, teamFile: config.teamFile, read };
  const result = await setUpRules(rules, files, clock);
  if (!result.ok) throw new CannotStart(result.problems);
  for (const sentence of result.did) log.info(sentence);
  for (const remark of result.remarks) log.warn(remark);
  for (const sentence of await driftOf(rules, files)) log.warn(sentence);
  const active = await rules.activePolicy();
  for (const sentence of active ? keysMissing(active.policy, config.providerKeys) : []) log.warn(sentence);
}
