// "Pause and pivot": a campaign of which too many leads turn out to be none, for marketing. Nothing in it tells who a lead is.
import type { CampaignFacts, DisqualifiedBy } from "../src/domain/alertFacts.ts";
import { type AlertView, type AlertWords, outside } from "./alertParts.ts";
import { section } from "./build.ts";
import { clip, lines, type Mrkdwn, md } from "./text.ts";

const CAMPAIGN = 120;
const LABEL = 80;

/** `campaign`: text from outside. */
export function campaignAlert(campaign: string, facts: CampaignFacts, view: AlertView): AlertWords {
  const { leads, disqualified, reasons, examples } = facts;
  const share = `${Math.round((100 * disqualified) / leads)}%`;
  const what = md`${disqualified} of ${leads} leads of the last 7 days (${share}) are disqualified`;
  return {
    text: md`Pause and pivot: campaign ${outside(campaign, 80)}, ${what}`,
    title: md`Pause and pivot`,
    said: [md`Campaign *${outside(campaign, CAMPAIGN)}*`, md`${what}.`],
    first: md`pause the campaign, and change whom it reaches or what it asks, until fewer are.`,
    rows: [
      section(lines(md`*Why*`, ...reasons.map(({ why, count }) => md`• ${count} × ${whyWords(why, view)}`))),
      section(
        lines(
          md`*Such as*`,
          ...examples.map(({ lead, tier, score, country, why }) => {
            const facts = [
              tier === null ? "No tier" : `Tier ${tier}`,
              score === null ? "no score" : `score ${score}`,
              country ?? "country unknown",
            ].join(" · ");
            return md`• ${clip(facts, LABEL)} · ${whyWords(why, view)} · \`${lead}\``;
          }),
        ),
      ),
    ],
  };
}

function whyWords(why: DisqualifiedBy, { labels }: AlertView): Mrkdwn {
  const id = why.by === "not_icp" ? why.criterion : why.rule;
  const what = id === null ? null : outside(labels.get(id) ?? id, LABEL);
  switch (why.by) {
    case "not_icp":
      return what ? md`a rep said Not ICP: ${what}` : md`a rep said Not ICP`;
    case "icp":
      return what ? md`not the ICP: ${what}` : md`not the ICP`;
    case "score":
      return what ? md`score too low: ${what}` : md`score too low`;
    case "rule":
      return what ? md`suppressed by a rule: ${what}` : md`suppressed by a rule`;
    case "check":
      return what ? md`a check not passed: ${what}` : md`a check not passed`;
    default:
      return why satisfies never;
  }
}
