// Puts the demo together: a local Slack, Baton in a process of its own, one clock for both, and leads that come.
import { randomBytes, randomUUID } from "node:crypto";
import { join, relative } from "node:path";
import { readCard } from "../play/card.ts";
import type { Sim } from "../sim/index.ts";
import type { Begin } from "./botMessages.ts";
import type { BotProcess } from "./botProcess.ts";
import { DemoClock } from "./clock.ts";
import { commandsOn, type RunBaton } from "./commands.ts";
import { environmentFor } from "./environment.ts";
import { runFaster } from "./faster.ts";
import { startOnFreePort } from "./freePort.ts";
import { keepTime, lastTime } from "./keptTime.ts";
import { leadOf, type OutgoingLead } from "./leads/forms.ts";
import { HandedLeads } from "./leads/handed.ts";
import { handIn, type Intake, type Taken } from "./leads/intake.ts";
import { atWorkFrom, untilFirstCard } from "./leads/opening.ts";
import { presetsFor } from "./leads/presets.ts";
import { Trickle } from "./leads/trickle.ts";
import type { Outcome } from "./outcome.ts";
import type {
  ClockChange,
  DemoState,
  LeadAnswer,
  LeadForm,
  Opening,
  RecentLead,
  RulesInForce,
  TamperChange,
} from "./protocol.ts";
import { Roster } from "./roster.ts";
import { addRoutes } from "./routes.ts";
import type { LeadSource } from "./source.ts";
import { deliverWhilePaused } from "./standing.ts";
import { Tampering } from "./tampering.ts";
import { isKnown } from "./telling.ts";
import { Travel } from "./travel.ts";
import { Troubles } from "./troubles.ts";
import { channelsOf, peopleOf, workspaceOf } from "./workspace.ts";

const STATES_WITHIN_MS = 2_000;

export interface DemoOptions {
  /** Taken, or the next one that is free. */
  readonly port: number;
  readonly speed: number;
  readonly socketMode: boolean;
  /** Absolute: Baton's data. */
  readonly folder: string;
  readonly source: LeadSource;
  readonly bot: BotProcess;
  /** A line for the person who started it. */
  complain(line: string): void;
}

/** What the page can ask for. */
export interface Demo {
  state(): DemoState;
  changeClock(change: ClockChange): Promise<void>;
  /** Null: Baton is down. */
  send(form: LeadForm): Promise<LeadAnswer | null>;
  leads(): Promise<readonly RecentLead[]>;
  readonly run: RunBaton;
  readonly troubles: Troubles;
  tamper(event: TamperChange): Promise<Outcome>;
  untamper(): Promise<Outcome>;
}

export interface RunningDemo {
  readonly url: string;
  readonly port: number;
  /** What the bot is told when its database is open. */
  begin(latest: number | null): Begin;
  /** The bot is up, or no longer. */
  botChanged(): void;
  /** Once Baton is up: resolves when the first leads are with it and the page is served. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

export async function startDemo(options: DemoOptions): Promise<RunningDemo> {
  const { bot, folder, source, socketMode, complain } = options;
  const clock = new DemoClock();
  const people = peopleOf(source.team);
  const channels = channelsOf(source.team);
  const sim = await startOnFreePort(options.port, {
    ...workspaceOf(source.team),
    now: () => clock.now(),
    page: {
      title: "Baton demo",
      script: join(import.meta.dirname, "page/main.tsx"),
      styles: join(import.meta.dirname, "page/styles.css"),
      routes: (app) => addRoutes(app, () => demo),
    },
  });

  const run = commandsOn(folder);
  const roster = new Roster(source.teamFile, folder, run);
  const tampering = new Tampering(bot, folder);
  const troubles = new Troubles({ sim, bot, roster, people, changed: () => tell() });
  const next = (withinMs: number) => bot.ask({ ask: "next" }, withinMs);
  const settle = (withinMs: number) => bot.ask({ ask: "settle" }, withinMs);
  const travel = new Travel({ clock, settle, next, real: () => performance.now() });
  const intake: Intake = { url: () => bot.url, token: randomBytes(16).toString("hex") };
  const foreignRules = source.ownRules ? null : relative(process.cwd(), source.policyFile);
  const presets = presetsFor({ policy: foreignRules, isMadeUp: source.isMadeUp });
  const rules: RulesInForce = {
    file: foreignRules,
    holdMs: source.ownRules ? 0 : source.policy.buffer.minMs,
  };
  let opening: Opening = { aheadMs: 0, person: null };
  const handed = new HandedLeads();
  const hand = async (lead: OutgoingLead): Promise<Taken> => {
    const taken = await handIn(intake, lead);
    if (taken.kind === "taken") handed.add(taken.leadId, lead);
    return taken;
  };
  const trickle = new Trickle({
    leads: source.leads,
    handIn: hand,
    isWatched: () => sim.windows > 0 && !clock.state.paused,
    waiting: () => cardsWaiting(sim, [...people.map(({ id }) => id), channels.tank]),
    refused: (sentence) => complain(`A lead was refused: ${sentence}`),
  });
  const stopTurning = [deliverWhilePaused({ clock, next }), runFaster(clock, travel)];

  const demo: Demo = {
    state: () => ({
      clock: clock.state,
      bot: bot.status,
      transport: socketMode ? "socket" : "http",
      people,
      channels,
      troubles: troubles.states,
      presets,
      rules,
      opening,
      tampered: tampering.state,
    }),
    async changeClock(change) {
      if ("ahead" in change) await travel.ahead(change.ahead);
      else if ("speed" in change) clock.setSpeed(change.speed);
      else clock.setPaused(change.paused);
    },
    async send(form) {
      const taken = await hand(leadOf(form, `form-${randomUUID()}`));
      if (taken.kind === "down") return null;
      return taken.kind === "taken"
        ? { ok: true, leadId: taken.leadId }
        : { ok: false, problems: taken.problems };
    },
    async leads() {
      const leads = handed.all;
      const states = await bot.ask({ ask: "states", leads: leads.map(({ id }) => id) }, STATES_WITHIN_MS);
      return leads.map((lead) => ({
        ...lead,
        state: states === "silent" ? null : (states[lead.id] ?? null),
      }));
    },
    run,
    troubles,
    tamper: async (event) => {
      // Proving seals what is on record: sealed only afterwards, the false version would be the one that holds.
      await run(["audit", "prove", event.eventId]);
      return tampering.tamper(event).finally(tell);
    },
    untamper: () => tampering.undo().finally(tell),
  };
  let told: DemoState | null = null;
  function tell(): void {
    const state = demo.state();
    if (told !== null && isKnown(state, told)) return;
    told = state;
    sim.tell({ demo: state });
  }
  /** Brings a first card where the rules, or what the leads are, would keep it waiting. */
  async function open(): Promise<Opening> {
    const [first] = people;
    const aheadMs = await untilFirstCard({
      handInNext: () => trickle.next(),
      ahead: (ms) => travel.ahead(ms),
      hasCard: () => first !== undefined && cardsWaiting(sim, [first.id]) > 0,
    });
    const person = people.find(({ id }) => cardsWaiting(sim, [id]) > 0)?.id ?? null;
    return { aheadMs: begunAheadMs + aheadMs, person: person === first?.id ? null : person };
  }
  clock.onChange(() => {
    bot.tell(clock.exact);
    tell();
  });

  const [firstRep] = source.team.reps;
  let begunAheadMs = 0;
  let begun = false;
  let kept = false;
  return {
    url: sim.url,
    port: sim.port,
    begin(latest) {
      const emptySlack = !begun;
      if (!begun) kept = latest !== null;
      begun = true;
      // A bot that was killed comes back to a clock that has gone on.
      if (latest !== null) clock.turnTo(Math.max(latest, lastTime(folder)));
      else if (firstRep !== undefined) {
        const now = clock.now();
        const from = atWorkFrom(firstRep, source.team, now);
        clock.turnTo(from);
        begunAheadMs = from - now;
      }
      return {
        environment: environmentFor({ ...options, sim, token: intake.token }),
        clock: clock.exact,
        emptySlack,
      };
    },
    botChanged() {
      if (bot.url !== null && !socketMode) sim.deliverTo(`${bot.url}/slack/events`);
      tell();
    },
    async ready() {
      if (kept) await putInForce(run, source);
      if (socketMode) await sim.waitFor(() => sim.connections > 0, { what: "Baton's socket" });
      clock.setSpeed(options.speed);
      await trickle.start();
      if (!source.isMadeUp) opening = await open();
      await fetch(sim.url);
    },
    async stop() {
      trickle.stop();
      troubles.stop();
      for (const stop of stopTurning) stop();
      await sim.stop();
      keepTime(folder, clock.now());
    },
  };
}

/** Kept data may have other rules, or somebody on leave: it goes on with this demo's rules and people, all at work. */
async function putInForce(run: RunBaton, { policyFile, teamFile }: LeadSource): Promise<void> {
  await run(["team", "apply", teamFile, "--by", "Demo"]);
  await run(["policy", "publish", policyFile, "--by", "Demo", "--note", "The demo's rules"]);
}

function cardsWaiting(sim: Sim, places: readonly string[]): number {
  return places.flatMap((place) => sim.messages(place)).filter((message) => readCard(message) !== null)
    .length;
}
