// An alert: about no lead.
import { renderAlert } from "../../blocks/alertCard.ts";
import type { Message } from "../../blocks/assemble.ts";
import type { View } from "../../blocks/view.ts";
import type { AlertStore } from "../app/alertPorts.ts";
import { alertOfMessage, type MirrorRef } from "../domain/mirrors.ts";
import type { CompiledPolicy } from "../policy/types.ts";

/** Null: there is no such alert. */
export async function renderAlertOf(
  { id }: MirrorRef,
  view: View,
  policy: CompiledPolicy,
  { alerts }: { readonly alerts: Pick<AlertStore, "load"> },
): Promise<Message | null> {
  const alert = await alerts.load(alertOfMessage(id));
  return alert && renderAlert(alert, { ...view, labels: labelsOf(policy) });
}

/** What the policy calls what it names by ids. */
export function labelsOf({ score, icp, checks }: CompiledPolicy): ReadonlyMap<string, string> {
  return new Map([...score.rules, ...icp, ...checks].map(({ id, label }) => [id, label]));
}
