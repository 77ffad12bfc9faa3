// What managers decided against the rules about a lead, in its story.
import type { KnownBlock } from "@slack/types";
import type { Override } from "../src/domain/overrides.ts";
import { section } from "./build.ts";
import { overrideLine, standingWords, wouldHave } from "./overrideWords.ts";
import { clip, lines, type Mrkdwn, md, NOTHING } from "./text.ts";
import { when } from "./time.ts";
import { type LeadRecord, named, type View } from "./view.ts";

const SHOWN = 5;
/** Five of this length still fit a section each, and a message. */
const WRITTEN = 400;

/** The latest first. What was written is for those who may see the person. */
export function overrideBlocks(
  record: LeadRecord,
  disclosure: "full" | "impersonal",
  view: View,
): KnownBlock[] {
  const { overrides } = record.lead;
  const shown = overrides.toReversed().slice(0, SHOWN);
  const more = overrides.length - shown.length;
  return shown.map((one, index) =>
    section(
      lines(
        index === 0 ? md`*Overrides*` : NOTHING,
        md`${one.no}. ${overrideLine(one, view)} · ${when(one.at, view)}`,
        md`${standingWords(one, view)} · By the rules: ${wouldHave(one, view)}`,
        disclosure === "full" ? written(record, one) : NOTHING,
        one.reviewed ? md`Reviewed by ${named(one.reviewed.by, view)}` : NOTHING,
        index === shown.length - 1 && more > 0 ? md`…and ${more} earlier ones` : NOTHING,
      ),
    ),
  );
}

function written({ person }: LeadRecord, { no }: Override): Mrkdwn {
  const texts = person.overrides?.find((one) => one.no === no);
  if (!texts) return NOTHING;
  return lines(
    md`Because: ${clip(texts.justification, WRITTEN)}`,
    texts.evidence === null ? NOTHING : md`Evidence: ${clip(texts.evidence, WRITTEN)}`,
    texts.note === null ? NOTHING : md`Steward: ${clip(texts.note, WRITTEN)}`,
  );
}
