// A router on stores in memory, for tests of what a sender sees.
import { pino } from "pino";
import { Registry } from "prom-client";
import type { LeadView } from "../../src/app/leadView.ts";
import type { ExceptionEntry } from "../../src/app/ports.ts";
import { TurnedClock } from "../../src/clock.ts";
import { createHttp } from "../../src/http/app.ts";
import type { HttpDeps } from "../../src/http/deps.ts";
import type { Arrival, Receive } from "../../src/intake/receive.ts";

export class DatabaseAway extends Error {}

/** The lead store's promise on (source, externalId), without a database. */
export function memoryReceive(): { receive: Receive; leads: Map<string, Arrival & { leadId: string }> } {
  const leads = new Map<string, Arrival & { leadId: string }>();
  const receive: Receive = async (arrivals) =>
    arrivals.map((arrival) => {
      const key = JSON.stringify([arrival.source, arrival.externalId]);
      const known = leads.get(key);
      if (known) {
        const [before, now] = [known, arrival].map(({ submission }) => submission.email ?? submission.phone);
        return before === now
          ? { kind: "known", leadId: known.leadId, state: "buffering" }
          : { kind: "conflict" };
      }
      const leadId = `lead_${leads.size.toString(16).padStart(32, "0")}`;
      leads.set(key, { ...arrival, leadId });
      return { kind: "created", leadId };
    });
  return { receive, leads };
}

export function openDesk(overrides: Partial<HttpDeps> = {}) {
  const { receive, leads } = memoryReceive();
  const kept: ExceptionEntry[] = [];
  const registry = new Registry();
  const logged: string[] = [];
  const app = createHttp({
    receive,
    observe: async ({ lead }) => {
      const known = [...leads.values()].find(
        ({ externalId, submission }) =>
          ("externalId" in lead && externalId === lead.externalId) ||
          ("email" in lead && submission.email === lead.email),
      );
      return known ? { kind: "recorded", leadId: known.leadId } : { kind: "unknown" };
    },
    keepExceptions: async (entries) => void kept.push(...entries),
    showLead: async (id) => {
      const lead = [...leads.values()].find(({ leadId }) => leadId === id);
      return lead ? viewOf(lead) : null;
    },
    failingChecks: async () => [],
    isDatabaseAway: (error) => error instanceof DatabaseAway,
    tokens: {
      intake: [
        { source: "website", token: "w-token" },
        { source: "acme", token: "a-token" },
      ],
      admin: "admin-token",
    },
    registry,
    clock: new TurnedClock(Date.parse("2026-11-23T09:00:00Z")),
    log: pino({ level: "debug" }, { write: (line) => void logged.push(line) }),
    version: "0.1.0",
    ...overrides,
  });
  return { app, leads, kept, registry, logged };
}

function viewOf(lead: Arrival & { leadId: string }): LeadView {
  return {
    leadId: lead.leadId,
    source: lead.source,
    externalId: lead.externalId,
    state: "buffering",
    overdue: false,
    cycle: 1,
    owner: null,
    tier: null,
    score: null,
    policyVersion: 1,
    nextDeadline: { at: "2026-11-23T09:03:00.000Z", does: "qualify" },
    why: [],
  };
}

/** A request with a source's token and a JSON body. */
export function post(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: "POST",
    headers: { Authorization: "Bearer w-token", "Content-Type": "application/json", ...headers },
    body: typeof body === "string" || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
  };
}

export const jane = { externalId: "1", email: "jane@acme.example" };

/** What an answer may say; which of it, the test knows. */
export interface Said {
  readonly leadId: string;
  readonly status: number | string;
  readonly detail: string;
  readonly errors: readonly { path: string; message: string }[];
  readonly problem: Omit<Said, "problem" | "leadId">;
}

export async function said(response: Response | Promise<Response>): Promise<Said> {
  return (await (await response).json()) as Said;
}

export async function saidOfEach(response: Response | Promise<Response>): Promise<Said[]> {
  return (await (await response).json()) as Said[];
}
