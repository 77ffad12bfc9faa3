import { describe, expect, it } from "vitest";
import type { Fate } from "../../play/census.ts";
import { repRows, timesToAccept } from "../../play/reps.ts";
import { teamOf } from "../support/fixtures.ts";
import { Story } from "../support/story.ts";

const MINUTE = 60_000;
const fateOf = ({ lead, events }: Story): Fate => ({ lead, externalId: "f-1", events });
const rowsOf = (...fates: Fate[]) => repRows(fates, teamOf(), new Map([["U0ALICE", "slow"]]));

describe("what became of each rep's offers", () => {
  it("counts an acceptance with the time since the card", () => {
    const story = new Story().offered().turnClock(25 * MINUTE);
    const holder = story.lead.turns[0]?.holder ?? "";
    story.do({ do: "accept", by: holder, turn: 1 });
    expect(timesToAccept([fateOf(story)])).toEqual([{ rep: holder, ms: 25 * MINUTE }]);
    const row = rowsOf(fateOf(story)).find(({ rep }) => rep === holder);
    expect(row).toMatchObject({ offers: 1, accepted: 1, missed: 0, medianMs: 25 * MINUTE });
  });

  it("counts a missed window and somebody else's claim", () => {
    const story = new Story().tanked();
    const missed = story.lead.turns[0]?.holder ?? "";
    const other = ["U0ALICE", "U0CAROL"].find((rep) => rep !== missed) ?? "";
    story.do({ do: "claim", by: other, turn: 2 });
    const rows = rowsOf(fateOf(story));
    expect(rows.find(({ rep }) => rep === missed)).toMatchObject({ missed: 1, accepted: 0, claims: 0 });
    expect(rows.find(({ rep }) => rep === other)).toMatchObject({ missed: 0, claims: 1, medianMs: null });
  });

  it("measures a share against the pool of each choice: half of a lead each for two equals, none for who was out", () => {
    const rows = rowsOf(fateOf(new Story().offered()));
    expect(rows.map(({ name, fair }) => [name, fair])).toEqual([
      ["Alice", 0.5],
      ["Bob", 0],
      ["Carol", 0.5],
    ]);
  });
});
