// Every report that is posted by a schedule. One more is one more file beside this, and its line here.
import type { Message } from "../../../blocks/assemble.ts";
import type { View } from "../../../blocks/view.ts";
import type { FigureStore } from "../../app/figurePorts.ts";
import type { DigestDeps } from "../../app/overrideDigest.ts";
import type { Pictures } from "../../app/pictures.ts";
import type { LeadStore } from "../../app/ports.ts";
import type { ReportStore, TakenReport } from "../../app/reportPorts.ts";
import type { ReportPlan } from "../../domain/reports.ts";
import type { ReportName } from "../../policy/types.ts";
import { daily, monthly, weekly } from "./figures.ts";
import { digest } from "./overrideDigest.ts";

/** What reports are rendered from. */
export interface ReportDeps extends DigestDeps {
  readonly leads: LeadStore;
  readonly reports: ReportStore;
  readonly figures: FigureStore;
  readonly pictures: Pictures;
}

export interface ReportKind extends ReportPlan {
  /**
   * The message as it should stand now. It is rendered again when its page is turned, and whenever its mirror is raised:
   * what it says of `[from, to)` must then be the same, whatever has happened since.
   */
  render(report: TakenReport, view: View, deps: ReportDeps): Promise<Message>;
}

export const REPORT_KINDS: readonly ReportKind[] = [digest, daily, weekly, monthly];

export function reportKind(name: ReportName): ReportKind | null {
  return REPORT_KINDS.find((kind) => kind.name === name) ?? null;
}
