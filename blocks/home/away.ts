// Whether new leads reach somebody: exactly one of Away and Back, and until when.
import type { KnownBlock } from "@slack/types";
import type { Away } from "../../src/domain/availability.ts";
import type { AwayChoice } from "../../src/domain/awayChoices.ts";
import type { HomePart } from "../assemble.ts";
import { actions, button, header, option, plainText, section, select } from "../build.ts";
import { ACTIONS, BLOCKS } from "../ids.ts";
import { lines, type Mrkdwn, md } from "../text.ts";
import { when } from "../time.ts";
import { named, type View } from "../view.ts";
import type { HomeFacts } from "./facts.ts";

const CHOICES: Readonly<Record<AwayChoice, string>> = {
  back: "Until I am back",
  hour: "For 1 hour",
  today: "Until the end of today",
  tomorrow: "Until tomorrow",
  week: "For a week",
};

/** `isRep`: they are given leads; anybody else is only asked for what their role has to answer. */
export function awayPart(
  { away, reader }: NonNullable<HomeFacts["absence"]>,
  isRep: boolean,
  view: View,
): HomePart {
  if (away === null) {
    return {
      head: [
        header("You are here"),
        section(
          isRep
            ? md`New leads reach you. Press *Away* before you leave, so that they go to others.`
            : md`What somebody in your role has to answer reaches you. Press *Away* before you leave, so that others are asked.`,
        ),
        here(),
      ],
    };
  }
  return {
    head: [
      header("You are away"),
      section(
        lines(state(away), whose(away, reader, view), md`What you hold stays yours, and its clock runs on.`),
      ),
      actions(
        [
          button("Back", ACTIONS.homeBack, "back", "primary"),
          {
            type: "datepicker",
            action_id: ACTIONS.homeAwayOn,
            placeholder: plainText("Back on another day", 150),
          },
        ],
        BLOCKS.homeAway,
      ),
    ],
  };

  function state({ until }: Away): Mrkdwn {
    const nothing = isRep ? md`No new leads reach you` : md`Nothing new is asked of you`;
    return until === null
      ? md`*${nothing}* until you press *Back*.`
      : md`*${nothing} ${when(until, view, "until")}.*`;
  }
}

function here(): KnownBlock {
  const options = Object.entries(CHOICES).map(([choice, said]) => option(said, choice));
  const [first] = options;
  const until = select(ACTIONS.homeAwayUntil, "Until when", { options });
  return actions(
    [button("Away", ACTIONS.homeAway, "away"), first ? { ...until, initial_option: first } : until],
    BLOCKS.homeAway,
  );
}

function whose({ by, because }: Away, reader: string, view: View): Mrkdwn {
  if (because === "do_not_disturb") return md`Slack says that you do not want to be disturbed.`;
  if (because === "status") return md`Your status in Slack says so.`;
  return by === null || by === reader ? md`You said so.` : md`${named(by, view)} said so.`;
}
