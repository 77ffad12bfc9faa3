// The digest so far, for `/leads digest` and for its buttons: the time since the last one was posted.
import type { DigestPlace } from "../../blocks/digestPlace.ts";
import { renderOverrideDigest } from "../../blocks/overrideDigest.ts";
import { digestPicture } from "../app/digestPicture.ts";
import { digestRows, overrideDigest, runningWeek } from "../app/overrideDigest.ts";
import { instant } from "../clock.ts";
import { isManager, isSteward } from "../domain/roles.ts";
import type { SlackId } from "../ids.ts";
import { type Answer, type Desk, rulesOf, viewFor } from "./desk.ts";
import { notAllowed } from "./notAllowed.ts";
import { quickPicture } from "./quickPicture.ts";

/** `place` null: as of now, from the first page. A time to come is none that a button of Baton's names: now is meant. */
export async function digestAnswer(by: SlackId, place: DigestPlace | null, desk: Desk): Promise<Answer> {
  const rules = await rulesOf(desk);
  if (!isManager(rules.team, by) && !isSteward(rules.team, by)) {
    return { may: false, message: notAllowed("digest", by, rules.team, desk) };
  }
  const now = instant(desk.clock.now());
  const asOf = place !== null && place.asOf < now ? place.asOf : now;
  const [{ period, timezone }, view] = await Promise.all([
    runningWeek(asOf, desk.reports),
    viewFor(desk, by, rules),
  ]);
  const digest = await overrideDigest(period, timezone, now, desk);
  const [rows, picture] = await Promise.all([
    digestRows(digest, desk.leads),
    digestPicture(digest, { upload: (chart) => quickPicture(desk.pictures, chart) }, null),
  ]);
  const zoned = { ...view, timezone };
  const message = renderOverrideDigest(digest, rows, place?.page ?? 1, { asOf }, picture, zoned);
  return { may: true, message };
}
