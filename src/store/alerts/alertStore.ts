/** `AlertStore`: alerts with their events and messages. Who changes them waits for who is changing them. */
import type { AlertRulesInForce, AlertStore } from "../../app/alertPorts.ts";
import { type Instant, instant, toMs } from "../../clock.ts";
import { decideAnswer } from "../../domain/alertAnswers.ts";
import {
  ALERT_KINDS,
  type Alert,
  type AlertChange,
  type AlertKind,
  type AlertNumbers,
  decideAlerts,
  isLive,
  placeOfAlert,
  remembersFor,
} from "../../domain/alerts.ts";
import { DESK_CHAIN } from "../../domain/deskEvents.ts";
import { postMortemDue, postMortemOwner } from "../../domain/postMortem.ts";
import { newAlertId, type SlackId } from "../../ids.ts";
import type { Team } from "../../policy/types.ts";
import type { Prisma, PrismaClient } from "../generated/client.ts";
import { raiseHomes } from "../mirrors/homes.ts";
import { raiseMirrors } from "../mirrors/raise.ts";
import { appendingTo, record } from "../ownChains.ts";
import { alertMirror, alertOf, alertValues } from "./alertRow.ts";
import { factsOf } from "./facts.ts";
import { alertNumbers } from "./numbers.ts";

type Tx = Prisma.TransactionClient;

/** What one look found. */
interface Seen {
  readonly numbers: AlertNumbers;
  readonly changes: AlertChange[];
}

const LIVE = ["open", "acknowledged", "snoozed"] as const;
const OPEN = ["open", "acknowledged"] as const;

export function alertStore(prisma: PrismaClient): AlertStore {
  return {
    async look(inForce, now, campaignsSince) {
      // Most looks find nothing to do, and need hold nobody up. What is found is looked at again alone, since another
      // instance may have found it, too.
      const before = await see(prisma, inForce, now, campaignsSince);
      if (before.changes.length === 0) return [];
      return appendingTo(prisma, DESK_CHAIN, async (tx) => {
        const seen = await see(tx, inForce, now, campaignsSince);
        const done: AlertChange[] = [];
        for (const change of seen.changes) {
          if (await carryOut(tx, change, seen.numbers, inForce, now)) done.push(change);
        }
        if (done.length > 0) await raiseHomes(tx, deskOf(inForce.team), now);
        return done;
      });
    },

    async answer(id, command, team, at) {
      return appendingTo(prisma, DESK_CHAIN, async (tx) => {
        const row = await tx.alert.findUnique({ where: { id } });
        const answer = decideAnswer(row && alertOf(row), command, team, at);
        if (answer.kind !== "done") return answer;
        const { status, by, actedAt, until, note, noteKey } = answer.alert;
        await tx.alert.update({ where: { id }, data: { status, by, actedAt, until, note, noteKey } });
        await record(tx, DESK_CHAIN, at, `slack:${command.by}`, answer.event);
        await raiseMirrors(tx, [alertMirror(answer.alert)], at);
        await raiseHomes(tx, deskOf(team), at);
        return answer;
      });
    },

    async moveTo(id, to, at) {
      await prisma.$transaction(async (tx) => {
        const { count } = await tx.alert.updateMany({ where: { id, to: { not: to } }, data: { to } });
        if (count > 0) await raiseMirrors(tx, [alertMirror({ id, to })], at);
      });
    },

    async load(id) {
      const row = await prisma.alert.findUnique({ where: { id } });
      return row && alertOf(row);
    },

    async openAlerts() {
      const rows = await prisma.alert.findMany({
        where: { status: { in: [...OPEN] } },
        orderBy: [{ raisedAt: "desc" }, { id: "desc" }],
      });
      return rows.map(alertOf);
    },

    async openByKind() {
      const rows = await prisma.alert.groupBy({
        by: ["kind"],
        where: { status: { in: [...OPEN] } },
        _count: true,
      });
      const counts = new Map(rows.map(({ kind, _count }) => [kind, _count]));
      return Object.fromEntries(ALERT_KINDS.map((kind) => [kind, counts.get(kind) ?? 0])) as Record<
        AlertKind,
        number
      >;
    },
  };
}

/** On whose Homes alerts stand. */
function deskOf({ roles: { managers, stewards } }: Team): SlackId[] {
  return [...new Set([...managers, ...stewards])];
}

async function see(
  reader: Tx | PrismaClient,
  { lines, team }: AlertRulesInForce,
  now: Instant,
  campaignsSince: Instant,
): Promise<Seen> {
  const remembered = instant(toMs(now) - remembersFor(lines));
  const rows = await reader.alert.findMany({
    where: {
      OR: [
        { status: { in: [...LIVE] } },
        { raisedAt: { gte: remembered } },
        { overAt: { gte: remembered } },
        { until: { gt: now } },
      ],
    },
    orderBy: { id: "asc" },
  });
  const known = rows.map(alertOf);
  const also = known.filter((alert) => alert.kind === "campaign" && isLive(alert));
  const numbers = await alertNumbers(reader, {
    ...{ lines, now },
    campaigns: { since: campaignsSince, also: also.map(({ subject }) => subject) },
  });
  return { numbers, changes: decideAlerts(numbers, known, lines, team, now) };
}

/** Gives whether anything was written. */
async function carryOut(
  tx: Tx,
  change: AlertChange,
  numbers: AlertNumbers,
  { lines, team, known }: AlertRulesInForce,
  now: Instant,
): Promise<boolean> {
  switch (change.change) {
    case "raise": {
      const { kind, subject, key } = change;
      const facts = await factsOf(tx, change, { numbers, lines, known, now });
      if (!facts) return false;
      const to = placeOfAlert(kind, team);
      const owned =
        facts.kind === "post_mortem"
          ? {
              owner: postMortemOwner(
                subject,
                facts.people.map(({ by }) => by),
                team,
              ),
              dueAt: postMortemDue(now, team),
            }
          : { owner: null, dueAt: null };
      const id = newAlertId();
      const raised: Alert = {
        ...{ id, kind, subject, key, to, facts, ...owned, status: "open" },
        ...{ raisedAt: now, factsAt: now, by: null, actedAt: null, until: null },
        ...{ overAt: null, overBecause: null, note: null, noteKey: null },
      };
      await tx.alert.create({ data: alertValues(raised) });
      await record(tx, DESK_CHAIN, now, "clock", {
        type: "alert_raised",
        alert: id,
        kind,
        key,
        to,
        ...owned,
      });
      await raiseMirrors(tx, [alertMirror(raised)], now);
      return true;
    }
    case "refresh": {
      const { alert } = change;
      // A post-mortem keeps the numbers that it is about.
      const fresh =
        alert.kind === "post_mortem" ? null : await factsOf(tx, alert, { numbers, lines, known, now });
      const facts = alertValues({ ...alert, facts: fresh ?? alert.facts }).facts;
      await tx.alert.update({ where: { id: alert.id }, data: { facts, factsAt: now } });
      await raiseMirrors(tx, [alertMirror(alert)], now);
      return true;
    }
    case "end": {
      const { alert, because } = change;
      const data = { status: "over", overAt: now, overBecause: because } as const;
      await tx.alert.update({ where: { id: alert.id }, data });
      await record(tx, DESK_CHAIN, now, "clock", { type: "alert_over", alert: alert.id, because });
      await raiseMirrors(tx, [alertMirror(alert)], now);
      return true;
    }
    default:
      return change satisfies never;
  }
}
