// Baton's engine on a database, without Slack: rules in force, leads put in bulk.
import { pino } from "pino";
import { NO_ACCOUNTS } from "../../src/app/accounts/ports.ts";
import { Engine, type EngineDeps } from "../../src/app/engine.ts";
import type { NewLead } from "../../src/app/ports.ts";
import { type Instant, instant, systemClock, toMs } from "../../src/clock.ts";
import type { PolicyRef } from "../../src/domain/lead.ts";
import { identitiesOf, newPerson, type Submission } from "../../src/domain/person.ts";
import { receive } from "../../src/domain/receive.ts";
import { type LeadId, newCommitmentKey, newLeadId } from "../../src/ids.ts";
import type { CompiledPolicy } from "../../src/policy/types.ts";
import { isDatabaseAway } from "../../src/store/database/failures.ts";
import { migrate } from "../../src/store/database/migrate.ts";
import { type Database, openDatabase } from "../../src/store/database/open.ts";
import { createStores, type Stores } from "../../src/store/index.ts";
import { submissions } from "../decide/leads.ts";
import { BUFFER_MS, compiledPolicy, compiledTeam, WINDOW_MS } from "./rules.ts";
import { chunked } from "./stats.ts";

export const silent = pino({ level: "silent" });

export interface World extends AsyncDisposable {
  readonly database: Database;
  readonly stores: Stores;
  readonly policy: CompiledPolicy;
  readonly ref: PolicyRef;
}

const REPS = 20;
const AT_A_TIME = 2_000;

/** Opens and migrates the database at `url`, or the embedded one in `dataDir`, with rules and a team of twenty in force. */
export async function openWorld(url: string | undefined, dataDir = "memory"): Promise<World> {
  const database = await openDatabase({ url, dataDir, log: silent });
  await migrate(database.pool);
  const stores = createStores(database);
  const policy = compiledPolicy();
  const team = compiledTeam(REPS);
  const at = instant(systemClock.now());
  await stores.rules.applyTeam({ canonical: team.canonical, hash: team.hash, by: "bench", at });
  const { canonical, hash } = policy;
  const released = await stores.rules.release({
    command: { do: "publish", hash, canary: null },
    ...{ canonical, by: "bench", note: "", actor: "command", at, stewards: [] },
  });
  if (released.kind !== "released") throw new Error("the policy could not be published");
  const { version } = released.version;
  return {
    ...{ database, stores, policy, ref: { version, hash } },
    [Symbol.asyncDispose]: () => database.close(),
  };
}

/** The engine as a running Baton has it, on the system's clock. */
export function engineOn(stores: Stores, deps: Partial<EngineDeps> = {}): Engine {
  return new Engine({
    ...stores,
    accounts: NO_ACCOUNTS,
    clock: systemClock,
    mirrorsBehind: () => {},
    stepsDue: () => {},
    enrichmentDue: () => {},
    isDatabaseAway,
    stuck: (leadId, error) => {
      throw new Error(`${leadId} is stuck`, { cause: error });
    },
    recorded: () => {},
    ...deps,
  });
}

/** Puts so many leads into their buffers, each received at the instant that `receivedAt` gives for it. */
export async function takeIn(
  { stores, policy, ref }: World,
  count: number,
  receivedAt: (index: number) => Instant,
): Promise<LeadId[]> {
  const some = submissions(Math.min(count, 1_000));
  const ids: LeadId[] = [];
  const indices = Array.from({ length: count }, (_, index) => index);
  for (const part of chunked(indices, AT_A_TIME)) {
    const leads = part.map((index): NewLead => {
      const submission = some[index % some.length] as Submission;
      const person = newPerson(newLeadId(), submission, newCommitmentKey());
      const id = newLeadId();
      const { lead, events } = receive({
        id,
        source: "website",
        person,
        ref,
        policy,
        now: receivedAt(index),
        recognised: false,
      });
      return { lead, person, identities: identitiesOf(submission), matchKeys: [], events, enrich: null };
    });
    ids.push(...leads.map(({ lead }) => lead.id));
    await stores.leads.insert(leads);
  }
  return ids;
}

/** Does everything that is due, one batch after the other. */
export async function sweepDue(engine: Engine): Promise<void> {
  for (;;) {
    const taken = await engine.take(instant(systemClock.now()), 200, 60_000);
    if (taken.length === 0) return;
    await engine.carryOut(taken);
  }
}

/** So many leads before their reps, cards posted, the accept window ending at `dueAt` (2 h from now at most). */
export async function offer(world: World, count: number, dueAt: Instant): Promise<LeadId[]> {
  const engine = engineOn(world.stores);
  const ids = await takeIn(world, count, () => instant(toMs(dueAt) - WINDOW_MS - BUFFER_MS));
  await sweepDue(engine);
  const ts = ((toMs(dueAt) - WINDOW_MS) / 1_000).toFixed(6);
  for (const part of chunked(ids, 20)) {
    await Promise.all(part.map((id) => engine.run(id, { do: "card_posted", turn: 1, channel: "D0REP", ts })));
  }
  return ids;
}
