/** The ports' adapters on one database. */
import type { AlertStore } from "../app/alertPorts.ts";
import type { AuditStore } from "../app/audit/ports.ts";
import type { AvailabilityStore } from "../app/availability/ports.ts";
import type { HistoryStore } from "../app/backtest/ports.ts";
import type { AnswerStore, EnrichmentStore } from "../app/enrichPorts.ts";
import type { FigureStore } from "../app/figurePorts.ts";
import type { HomeStore } from "../app/homes/ports.ts";
import type { OverrideStore } from "../app/overridePorts.ts";
import type {
  ExceptionStore,
  GuardStore,
  InspectionStore,
  LeadStore,
  MirrorStore,
  PeopleStore,
  RulesStore,
} from "../app/ports.ts";
import type { ReportStore } from "../app/reportPorts.ts";
import { alertStore } from "./alerts/alertStore.ts";
import { auditStore } from "./audit/auditStore.ts";
import { availabilityStore } from "./availability.ts";
import type { Database } from "./database/open.ts";
import { enrichmentStore } from "./enrichments.ts";
import { exceptionStore } from "./exceptions.ts";
import { figureStore } from "./figures/index.ts";
import { historyStore } from "./history.ts";
import { inspectionStore } from "./inspection.ts";
import { leadStore } from "./leads/index.ts";
import { homeStore } from "./mirrors/homes.ts";
import { mirrorStore } from "./mirrors/mirrorStore.ts";
import { overrideStore } from "./overrides.ts";
import { peopleStore } from "./people.ts";
import { answerStore } from "./providerAnswers.ts";
import { reportStore } from "./reports.ts";
import { rulesStore } from "./rules.ts";
import { guardStore } from "./tallies.ts";

export interface Stores {
  readonly leads: LeadStore;
  readonly mirrors: MirrorStore;
  readonly rules: RulesStore;
  readonly guards: GuardStore;
  readonly people: PeopleStore;
  readonly availability: AvailabilityStore;
  readonly exceptions: ExceptionStore;
  readonly audit: AuditStore;
  readonly inspection: InspectionStore;
  readonly history: HistoryStore;
  readonly enrichments: EnrichmentStore;
  readonly answers: AnswerStore;
  readonly reports: ReportStore;
  readonly alerts: AlertStore;
  readonly homes: HomeStore;
  readonly overrides: OverrideStore;
  readonly figures: FigureStore;
}

/** Every store on an open, migrated database. They hold no connection of their own: closing it is all there is to do. */
export function createStores({ prisma, pool }: Pick<Database, "prisma" | "pool">): Stores {
  return {
    leads: leadStore({ prisma, pool }),
    mirrors: mirrorStore(prisma),
    rules: rulesStore(prisma),
    guards: guardStore(prisma),
    people: peopleStore(prisma),
    availability: availabilityStore(prisma),
    exceptions: exceptionStore(prisma),
    audit: auditStore(prisma),
    inspection: inspectionStore(prisma),
    history: historyStore({ pool }),
    enrichments: enrichmentStore(prisma),
    answers: answerStore(prisma),
    reports: reportStore(prisma),
    alerts: alertStore(prisma),
    homes: homeStore(prisma),
    overrides: overrideStore(prisma),
    figures: figureStore(prisma),
  };
}
