import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instant, toMs } from "../../src/clock.ts";
import { GENESIS } from "../../src/domain/chain.ts";
import type { Command } from "../../src/domain/decide/index.ts";
import { eventBody } from "../../src/domain/events.ts";
import { firstBroken, replay } from "../../src/domain/evolve.ts";
import { nextStep, OPEN_STATES, ownerOf, timerOf } from "../../src/domain/lead.ts";
import { overriding, Story } from "../support/story.ts";

const PEOPLE = ["U0ALICE", "U0BOB", "U0CAROL", "U0OVERFLOW", "U0STRANGER"];

/** Anything that anybody might do to a lead, sensible or not. */
const deed = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("tick"), late: fc.integer({ min: 0, max: 7_200_000 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("posted") }) },
  fc.record({
    kind: fc.constantFrom(
      ...["accept", "claim", "assign", "lose", "budget", "timing", "not_icp"],
      ...["reassign", "force_accept", "force_recycle", "unsuppress", "extend", "reopen"],
    ),
    by: fc.constantFrom(...PEOPLE, "owner"),
    rep: fc.constantFrom(...PEOPLE),
    turn: fc.integer({ min: 0, max: 3 }),
  }),
);

function commandOf(story: Story, d: { kind: string; by: string; rep: string; turn: number }): Command {
  const by = d.by === "owner" ? (story.owner ?? "U0ALICE") : d.by;
  const turn = Math.max(1, story.lead.turns.length - d.turn);
  const common = { do: "recycle", by, turn, note: null } as const;
  switch (d.kind) {
    case "claim":
    case "accept":
      return { do: d.kind, by, turn };
    case "assign":
      return { do: "assign", by, turn, rep: d.rep };
    case "lose":
      return { do: "lose_rep", rep: by, why: "deactivated" };
    case "reassign":
    case "force_accept":
      return overriding(story.lead, { do: d.kind, rep: d.rep });
    case "force_recycle":
      return overriding(story.lead, { do: d.kind, answer: { reason: "budget" } });
    case "unsuppress":
    case "reopen":
      return overriding(story.lead, { do: d.kind });
    case "extend":
      return overriding(story.lead, { do: d.kind, byMs: 5_400_000 });
    case "timing":
      return { ...common, answer: { reason: "timing", returnsAt: instant(toMs(story.now) + 3_600_000) } };
    case "not_icp":
      return { ...common, answer: { reason: "not_icp", criterion: "size" } };
    default:
      return { ...common, answer: { reason: "budget" } };
  }
}

describe("any history of a lead", () => {
  it("replays to the state it led to, in a whole chain, with an owner, a timer or an end at every step", () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
        const story = new Story();
        for (const d of deeds) {
          if ("late" in d) story.nextTick(d.late);
          else if ("by" in d) story.do(commandOf(story, d));
          else story.cardPosted();
          const { lead } = story;
          const open = (OPEN_STATES as readonly string[]).includes(lead.state);
          if (open) expect(ownerOf(lead) !== null || nextStep(lead) !== null).toBe(true);
          else if (lead.state === "recycled")
            expect(timerOf(lead) !== null).toBe(lead.recycled.reason === "timing");
          expect(lead.turns.filter((turn) => turn.end === null).length).toBeLessThanOrEqual(1);
        }
        expect(replay(story.events)).toEqual(story.lead);
        expect(replay(JSON.parse(JSON.stringify(story.events)))).toEqual(story.lead);
        expect(firstBroken(story.events, GENESIS)).toBeNull();
        for (const { body } of story.events) expect(eventBody.parse(body)).toEqual(body);
      }),
      { numRuns: 300 },
    );
  });

  it("is broken by any change, and the first event that is wrong is named", () => {
    const { events } = new Story().overflowed();
    fc.assert(
      fc.property(fc.nat(events.length - 1), (index) => {
        const changed = events.map((event, n) =>
          n === index ? { ...event, actor: "slack:U0MALLORY" } : event,
        );
        expect(firstBroken(changed, GENESIS)?.id).toBe(events[index]?.id);
        const dropped = events.filter((_, n) => n !== index);
        const broken = firstBroken(dropped, GENESIS);
        expect(index === events.length - 1 ? broken : broken?.id).toBe(
          index === events.length - 1 ? null : events[index + 1]?.id,
        );
      }),
    );
  });
});
