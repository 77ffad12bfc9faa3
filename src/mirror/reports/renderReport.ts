// The message of a report: about no lead, but about what happened in the time before its slot.
import type { Message } from "../../../blocks/assemble.ts";
import type { View } from "../../../blocks/view.ts";
import type { MirrorRef } from "../../domain/mirrors.ts";
import { readReportId } from "../../domain/reports.ts";
import { type ReportDeps, reportKind } from "./registry.ts";

/** Null: the report is unknown. */
export async function renderReportOf(
  mirror: MirrorRef,
  view: View,
  deps: ReportDeps,
): Promise<Message | null> {
  const slot = readReportId(mirror.id);
  const taken = slot && (await deps.reports.taken(slot));
  return (taken && (await reportKind(taken.name)?.render(taken, view, deps))) ?? null;
}
