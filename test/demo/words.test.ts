// "What happened" has words of its own for everything that can happen to a lead.
import { describe, expect, it } from "vitest";
import { LEFT_OUT as CARD_LEFT_OUT } from "../../blocks/routing.ts";
import { EVENTS, LEFT_OUT, STATES, STEPS } from "../../demo/page/happened/words.ts";
import { eventBody } from "../../src/domain/events.ts";
import { LeadState, TimerVerb } from "../../src/store/generated/enums.ts";

describe("what happened has words for", () => {
  it("every event", () => {
    const types = eventBody.options.flatMap(({ shape }) => [...shape.type.values]);
    expect(types.length).toBeGreaterThan(20);
    expect(types.filter((type) => EVENTS[type] === undefined)).toEqual([]);
  });

  it("every step of a clock", () => {
    const verbs = Object.values(TimerVerb);
    expect(verbs.filter((verb) => STEPS[verb] === undefined)).toEqual([]);
  });

  it("every state", () => {
    expect(Object.values(LeadState).filter((state) => STATES[state] === undefined)).toEqual([]);
  });

  it("every reason why somebody was left out", () => {
    expect(Object.keys(LEFT_OUT).sort()).toEqual(Object.keys(CARD_LEFT_OUT).sort());
  });
});
