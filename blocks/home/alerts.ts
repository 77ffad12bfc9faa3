// What goes wrong around the leads, on the Homes of managers and stewards: each as its message says it, with its buttons.
import type { KnownBlock } from "@slack/types";
import type { Alert } from "../../src/domain/alerts.ts";
import type { SlackId } from "../../src/ids.ts";
import { renderAlert } from "../alertCard.ts";
import type { AlertView } from "../alertParts.ts";
import type { HomePart } from "../assemble.ts";
import { header, section } from "../build.ts";
import { md } from "../text.ts";
import type { View } from "../view.ts";
import type { HomeFacts } from "./facts.ts";

/** Without any there is no such part: nothing is to be done. */
export function alertParts(
  { open, labels, reader }: NonNullable<HomeFacts["alerts"]>,
  view: View,
): HomePart[] {
  if (open.length === 0) return [];
  const unseen = open.filter(({ status }) => status === "open").length;
  const title = open.length === 1 ? md`*1 alert*` : md`*${open.length} alerts*`;
  const summary =
    unseen === 0 ? md`${title}, seen by somebody.` : md`${title}, ${unseen} not seen by anybody yet.`;
  return [
    {
      head: [header("Look at this"), section(summary)],
      rows: open.map((alert) => row(alert, reader, { ...view, labels })),
      more: (left) => md`…and ${left} more: each has its message in its channel`,
    },
  ];
}

/** What it says first, and what this reader can press; the numbers are in its message. */
function row(alert: Alert, reader: SlackId, view: AlertView): KnownBlock[] {
  const [first, ...rest] = renderAlert(alert, view).blocks;
  const presses = alert.kind !== "post_mortem" || alert.owner === reader;
  return [...(first ? [first] : []), ...(presses ? rest.filter(({ type }) => type === "actions") : [])];
}
