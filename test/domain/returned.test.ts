import { expect, it } from "vitest";
import { backAgain } from "../../blocks/gallery/againSamples.ts";
import * as sample from "../../blocks/gallery/samples.ts";
import type { EventBody } from "../../src/domain/events.ts";
import { raisedBy } from "../../src/domain/raised.ts";
import { policyOf, TEAM, teamOf } from "../support/fixtures.ts";

const before = sample.recycled({ reason: "budget", nurture: "value" }).lead;
const after = backAgain({ lead: before, person: { submission: sample.jane }, trace: null }).lead;
const event = { type: "re_engaged", back: { by: "page_visit", page: "pricing" }, cycle: 2 } as EventBody;
const told = (team: string, body = event) =>
  raisedBy(before, { ...after, turns: before.turns }, [body], policyOf(), teamOf(team)).map(({ id, to }) => [
    id,
    to,
  ]);

it("that a lead is back is told to the rep who had it, and to the managers where they have left", () => {
  expect(told(TEAM)).toEqual([[`returned:${after.id}:2`, "U0ALICE"]]);
  expect(told(TEAM.replaceAll("U0ALICE", "U0ANN"))).toEqual([[`returned:${after.id}:2`, "C0MANAGERS"]]);
});

it("that its time has come, or that the person came again, is told to nobody", () => {
  const { back: _, ...timed } = event as EventBody & { readonly back: unknown };
  expect(told(TEAM, timed as EventBody)).toEqual([]);
  expect(told(TEAM, { ...event, back: { by: "touch" } } as EventBody)).toEqual([]);
});
