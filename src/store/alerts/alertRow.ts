/** How an alert lies in its table. */
import type { AlertFacts } from "../../domain/alertFacts.ts";
import type { Alert } from "../../domain/alerts.ts";
import { DESK_CHAIN } from "../../domain/deskEvents.ts";
import { alertMessageId, type MirrorRef } from "../../domain/mirrors.ts";
import type { Alert as AlertRow, Prisma } from "../generated/client.ts";

export function alertOf(row: AlertRow): Alert {
  const { raisedAt, factsAt, actedAt, until, overAt, dueAt, facts, ...rest } = row;
  return {
    ...rest,
    facts: facts as unknown as AlertFacts,
    raisedAt: raisedAt.toISOString(),
    factsAt: factsAt.toISOString(),
    actedAt: actedAt?.toISOString() ?? null,
    until: until?.toISOString() ?? null,
    overAt: overAt?.toISOString() ?? null,
    dueAt: dueAt?.toISOString() ?? null,
  };
}

export function alertValues(alert: Alert) {
  return { ...alert, facts: alert.facts as unknown as Prisma.InputJsonValue };
}

/** Its message. */
export function alertMirror({ id, to }: Pick<Alert, "id" | "to">): MirrorRef {
  return { id: alertMessageId(id, to), kind: "alert", leadId: DESK_CHAIN, to };
}
