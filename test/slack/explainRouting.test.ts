import { expect, test } from "vitest";
import { explain } from "../../src/app/explainRouting.ts";
import { teamOf } from "../support/fixtures.ts";
import { Story } from "../support/story.ts";

const bodies = (story: Story) => story.events.map(({ body }) => body);

test("before routing there is nothing to explain", () => {
  expect(explain(bodies(new Story()), null)).toEqual({ kind: "not_routed" });
});

test("a choice by share names everybody who was considered, and why each was left out", () => {
  const explained = explain(bodies(new Story().offered()), null);
  if (explained.kind !== "chosen") throw new Error(explained.kind);
  expect(explained.choice).toMatchObject({ how: "share", by: null });
  const out = explained.choice.considered.map(({ rep, out: why }) => [rep, why]);
  expect(out).toContainEqual(["U0BOB", "seniority"]);
  expect(out).toContainEqual([explained.choice.rep, null]);
});

test("an assignment names who assigned it, and whom routing had considered before", () => {
  const story = new Story().overflowed();
  const turn = story.lead.turns.length;
  story.do({ do: "assign", by: "U0OVERFLOW", turn, rep: "U0BOB" });
  const explained = explain(bodies(story), null);
  expect(explained).toMatchObject({
    kind: "chosen",
    choice: { rep: "U0BOB", how: "assigned", by: "U0OVERFLOW" },
  });
});

test("an earlier turn keeps its own explanation", () => {
  const story = new Story().overflowed();
  const first = story.last("offered").rep;
  story.do({ do: "assign", by: "U0OVERFLOW", turn: story.lead.turns.length, rep: "U0BOB" });
  expect(explain(bodies(story), 1)).toMatchObject({ kind: "chosen", choice: { rep: first, how: "share" } });
});

test("where nobody could take the lead, everybody's reason is there", () => {
  const story = new Story({ team: teamOf() });
  for (const rep of ["U0ALICE", "U0BOB", "U0CAROL"]) story.gone.set(rep, "deactivated");
  story.nextTick();
  const explained = explain(bodies(story), null);
  if (explained.kind !== "nobody") throw new Error(explained.kind);
  expect(explained.considered.map(({ out }) => out)).toEqual(["deactivated", "deactivated", "deactivated"]);
});
