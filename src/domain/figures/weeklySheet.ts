// The weekly report in words.
import { directionOf, enoughToTell } from "./rates.ts";
import { comparedWith, count, counted, percent, type Sheet, withInterval } from "./sheet.ts";
import { FATES, type VersionEffect, type WeeklyReport } from "./weekly.ts";

/** Above such a part of the decisions, duplicates are worth a look at where they come from. */
const MANY_DUPLICATES = 0.2;

export function weeklySheet(report: WeeklyReport): Sheet {
  const { duplicates, divergence, versions } = report;
  const { overridden, conversion } = divergence;
  return {
    title: "Weekly report",
    gist:
      duplicates.of === 0 && overridden.of === 0
        ? "No lead was decided."
        : `${counted(duplicates.of, "lead")} decided, ${percent(overridden.share)} overridden.`,
    first: firstOf(report),
    lines: [
      {
        label: "Duplicates",
        text: `${count(duplicates.hits)} of ${counted(duplicates.of, "lead")} decided were merged (${percent(duplicates.share)})`,
      },
      {
        label: "Left as decided",
        text: `${count(conversion.automated.of)} of ${count(overridden.of)}; accepted or claimed: ${withInterval(conversion.automated)}`,
      },
      {
        label: "Overridden",
        text: `${count(overridden.hits)} of ${count(overridden.of)} (${percent(overridden.share)}); accepted or claimed: ${withInterval(conversion.overridden)}`,
      },
      {
        label: "Conversion of the overridden",
        text: comparedWith(conversion.overridden, conversion.automated),
      },
    ],
    table: {
      head: [
        "Policy",
        "Leads",
        "Routed",
        "Nurture",
        "Suppressed",
        "Review",
        "Accepted",
        "Against the version before",
      ],
      rows: versions.map((effect) => [
        `version ${effect.version}`,
        count(effect.leads),
        ...FATES.map((fate) => percent(effect.shares[fate].share)),
        enoughToTell(effect.accepted)
          ? percent(effect.accepted.share)
          : `${effect.accepted.hits} of ${effect.accepted.of}`,
        againstWords(effect),
      ]),
      empty: "No version of the policy decided a lead.",
      words: [7],
    },
    meaning:
      "Ranges hold with 95% certainty; fewer than 30 are too few to tell. An override counts when it is submitted; a lead that a manager accepted for a rep does not count as accepted here.",
  };
}

function againstWords({ against, accepted }: VersionEffect): string {
  if (against === null) return "nothing to compare with";
  const when = against.week === "before" ? ", the week before" : "";
  return `version ${against.version}${when}: ${comparedWith(accepted, against.accepted)}`;
}

function firstOf({ versions, divergence, duplicates }: WeeklyReport): string {
  const worse = versions.find(({ against }) => directionOf(against?.difference ?? null) === "lower");
  if (worse?.against) {
    return `Look at policy version ${worse.version}: fewer of its leads were accepted than of version ${worse.against.version}'s, by more than chance explains. Compare them with policy diff, and roll back if it is the rules.`;
  }
  if (directionOf(divergence.difference) === "higher") {
    return "Look at what people override: those leads are accepted more often than what the rules decide. The override digest names the rules.";
  }
  if (enoughToTell(duplicates) && (duplicates.share ?? 0) > MANY_DUPLICATES) {
    return `Look at where duplicates come from: ${percent(duplicates.share)} of the leads were known already.`;
  }
  return "Nothing to do.";
}
