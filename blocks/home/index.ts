// Somebody's App Home: what each of their roles has for them, what waits for them first. Only they see it.
import { instant } from "../../src/clock.ts";
import { type HomePart, type HomeTab, homeTab } from "../assemble.ts";
import { context, divider, header, section } from "../build.ts";
import { renderPolicy } from "../policyAnswer.ts";
import { joined, lines, md, mention } from "../text.ts";
import { when } from "../time.ts";
import type { View } from "../view.ts";
import { alertParts } from "./alerts.ts";
import { overflowPart, reviewPart } from "./asked.ts";
import { awayPart } from "./away.ts";
import type { HomeFacts } from "./facts.ts";
import { managerParts } from "./manager.ts";
import { repParts, weekPart } from "./rep.ts";

const ASKABLE_SHOWN = 3;

export function renderHome(facts: HomeFacts, view: View): HomeTab {
  const { rep, manager, steward, overflow, reviews, alerts, unreviewed, absence } = facts;
  // What waits for this person first, then what goes wrong, then how things stand.
  const absent = absence ? [awayPart(absence, rep !== null, view)] : [];
  const groups = [
    absence?.away ? absent : [],
    rep ? repParts(rep, view) : [],
    overflow ? [overflowPart(overflow, view)] : [],
    reviews ? [reviewPart(reviews, view)] : [],
    alerts ? alertParts(alerts, view) : [],
    manager ? managerParts(manager, view) : [],
    steward ? [stewardPart(steward, view)] : [],
    unreviewed === null ? [] : [overridesPart(unreviewed)],
    absence?.away ? [] : absent,
    rep ? [weekPart(rep)] : [],
  ].filter((parts) => parts.length > 0);
  const parts = groups.flatMap((group, index) => (index === 0 ? group : [{ head: [divider()] }, ...group]));
  return homeTab([...(parts.length > 0 ? parts : [strangerPart(facts)]), foot(view)]);
}

/** The stewards review them, and managers see what becomes of their own. */
function overridesPart(unreviewed: number): HomePart {
  const many = unreviewed === 1 ? md`*1 override waits*` : md`*${unreviewed} overrides wait*`;
  const said =
    unreviewed === 0
      ? md`Every override has been reviewed.`
      : md`${many} for a steward's review: see \`/leads digest\`.`;
  return { head: [header("Overrides"), section(said)] };
}

function stewardPart(steward: NonNullable<HomeFacts["steward"]>, view: View): HomePart {
  return { head: [header("Rules"), ...renderPolicy(steward, view).blocks] };
}

/** Somebody who is not on the team: what this is, and who can change that. */
function strangerPart({ ask }: HomeFacts): HomePart {
  const whom = joined(ask.slice(0, ASKABLE_SHOWN).map(mention), " or ");
  return {
    head: [
      header("Baton"),
      section(
        lines(
          md`*You have no role in Baton yet*, so there is nothing here for you to do.`,
          md`Baton passes every qualified lead to a rep, and does not let go until someone takes it.`,
          ask.length > 0
            ? md`To get leads, or to see how they are doing, ask ${whom}.`
            : md`To get leads, ask whoever looks after \`team.yml\`.`,
        ),
      ),
    ],
  };
}

/** Whoever looks at it hours later sees how old it is. */
function foot(view: View): HomePart {
  return {
    head: [
      context(md`Type \`/leads help\` for what you can do`, md`Up to date: ${when(instant(view.now), view)}`),
    ],
  };
}
