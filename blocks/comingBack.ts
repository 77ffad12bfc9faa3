// That a person came again, who claims to have brought them, and why a lead is back.
import { RECYCLE_LABELS } from "../src/domain/decide/types.ts";
import type { Lead, Touch } from "../src/domain/lead.ts";
import { clip, joined, type Mrkdwn, md, NOTHING } from "./text.ts";
import { when } from "./time.ts";
import type { View } from "./view.ts";

const NAME = 60;
const PARTNERS_SHOWN = 4;

/** "Came again Yesterday at 10:00 from acme (partner Acme)": the latest first, at most `most`. */
export function cameAgain({ touches }: Lead, most: number, view: View): Mrkdwn[] {
  const latest = touches.slice(-most).reverse();
  const shown = latest.map((touch) => md`Came again ${when(touch.at, view)} from ${sourceOf(touch)}`);
  return touches.length > most ? [...shown, md`…and ${touches.length - most} times before`] : shown;
}

function sourceOf({ source, partner }: Touch): Mrkdwn {
  const by = partner === null ? NOTHING : md` (partner ${clip(partner, NAME)})`;
  return md`${clip(source, NAME)}${by}`;
}

/** "Contested: Acme and Zenith"; null where not two partners claim to have brought the person. */
export function contestedBy(partners: readonly string[]): Mrkdwn | null {
  if (partners.length < 2) return null;
  const names = partners.slice(0, PARTNERS_SHOWN).map((partner) => clip(partner, NAME));
  const rest = partners.length - names.length;
  const last = rest > 0 ? md`${rest} more` : (names.pop() ?? NOTHING);
  return md`Contested: ${joined(names, ", ")} and ${last}`;
}

/** Why a lead is back; null on its first cycle, and where nothing more is known. */
export function whyBack({ cycle, back, recycledBefore }: Lead): Mrkdwn | null {
  if (cycle === 1) return null;
  const before =
    recycledBefore === null ? NOTHING : md` (recycled before: ${RECYCLE_LABELS[recycledBefore]})`;
  switch (back?.by) {
    case "touch":
      return md`Back: they came again${before}`;
    case "page_visit":
      return md`Back: they looked at the page ${clip(back.page, NAME)}${before}`;
    default:
      return recycledBefore === "timing" ? md`Back: recycled for Timing, and its time has come` : null;
  }
}
