// The gallery's chapter of going away and coming back.
import { sayNotAllowed } from "../answers.ts";
import {
  sayAway,
  sayBack,
  sayHandedOn,
  sayKept,
  sayNotAway,
  sayNotOnTeam,
  sayNotUntil,
} from "../awayAnswer.ts";
import { renderWhyNot } from "../whyMe.ts";
import type { Chapter } from "./entries.ts";
import * as sample from "./samples.ts";

const { view } = sample;
const own = { person: sample.ALICE, reader: sample.ALICE };
const other = { person: sample.ALICE, reader: sample.MORGAN };
const told = { ...own, by: sample.MORGAN };
const until = sample.at(26 * 60);

export const awayChapter: Chapter = {
  title: "Away and back",
  where: "ephemeral",
  entries: [
    { title: "Away", made: sayAway(own, { until }, 0, view) },
    { title: "Away, holding open offers", made: sayAway(own, { until }, 3, view) },
    { title: "Away until they are back, holding one", made: sayAway(own, { until: null }, 1, view) },
    { title: "Said by a manager", made: sayAway(other, { until }, 2, view) },
    { title: "Said by a manager, to whom it is about", made: sayAway(told, { until }, 2, view) },
    { title: "Handed on", made: sayHandedOn(own, 3, view) },
    { title: "Handed on by a manager", made: sayHandedOn(other, 1, view) },
    { title: "Nothing left to hand on", made: sayHandedOn(own, 0, view) },
    { title: "Kept", made: sayKept(own, view) },
    { title: "Kept by a manager", made: sayKept(other, view) },
    { title: "Back meanwhile", made: sayNotAway(own, view) },
    { title: "Back", made: sayBack(own, true, view) },
    { title: "Back, said by a manager", made: sayBack(other, true, view) },
    { title: "Back, to whom it is about", made: sayBack(told, true, view) },
    { title: "Was not away", made: sayBack(own, false, view) },
    { title: "No such time", made: sayNotUntil("sometime", "unclear") },
    { title: "A time that is over", made: sayNotUntil("2020-01-01", "past") },
    { title: "Years off", made: sayNotUntil("2031-01-01", "too_far") },
    { title: "Not on the team", made: sayNotOnTeam(sample.ALICE) },
    { title: "Without the role", made: sayNotAllowed("away_other", [sample.MORGAN]) },
    {
      title: "Why not me?",
      made: renderWhyNot(
        sample.offered(20),
        {
          ...{ rep: sample.BOB, how: "share", by: null, skipped: [], account: null },
          considered: [
            { rep: sample.ALICE, out: "away", credit: null, until },
            { rep: sample.BOB, out: null, credit: 0.4 },
          ],
        },
        sample.ALICE,
        sample.ALICE,
        view,
      ),
    },
  ],
};
