import { describe, expect, it } from "vitest";
import type { Fate } from "../../play/census.ts";
import { broken, type Ending } from "../../play/invariants.ts";
import { doublePosts, type Traffic } from "../../play/traffic.ts";
import type { Verdict } from "../../src/app/audit/verdict.ts";
import { toMs } from "../../src/clock.ts";
import { Story } from "../support/story.ts";

const traffic: Traffic = { posted: 1, updated: 1, doublePosts: [], violations: [] };
const audit: Verdict = {
  ok: true,
  events: 5,
  leads: 1,
  checkpoints: 0,
  unsealed: 5,
  signedBy: [],
  keyTrusted: false,
};

function accepted(): Story {
  const story = new Story().offered();
  story.do({ do: "accept", by: story.lead.turns[0]?.holder ?? "", turn: 1 });
  return story;
}

function ending(story: Story, change: Partial<Ending> = {}): Ending {
  const fate: Fate = { lead: story.lead, externalId: "f-1", events: story.events };
  const taken = new Map([["f-1", story.lead.id]]);
  return { fates: [fate], taken, traffic, audit, behind: 0, now: toMs(story.now), ...change };
}

describe("what must hold at the end of a play", () => {
  it("holds for an accepted lead", () => {
    expect(broken(ending(accepted()))).toEqual([]);
  });

  it("holds for a lead that comes back another day", () => {
    const story = new Story().offered();
    const [turn] = story.lead.turns;
    const returnsAt = "2026-05-01T08:00:00.000Z";
    story.do({
      do: "recycle",
      by: turn?.holder ?? "",
      turn: 1,
      answer: { reason: "timing", returnsAt },
      note: null,
    });
    expect(story.lead.state).toBe("recycled");
    expect(broken(ending(story))).toEqual([]);
  });

  it("names a lead that got a 2xx and is gone, and one that nobody posted", () => {
    const story = accepted();
    const lost = ending(story, {
      taken: new Map([
        ["f-1", story.lead.id],
        ["f-2", "lead_gone"],
      ]),
    });
    expect(broken(lost)).toEqual([
      expect.stringContaining("lost: a 2xx, but not in the database: f-2 (lead_gone)"),
    ]);
    expect(broken(ending(story, { taken: new Map() }))).toEqual([
      expect.stringContaining("never posted: lead_"),
    ]);
  });

  it("names a lead that is still open, with its state", () => {
    expect(broken(ending(new Story().tanked()))).toEqual([expect.stringMatching(/still open .*f-1 .*tank/)]);
  });

  it("names a lead whose deadline passed without anything happening", () => {
    const story = new Story().offered();
    const late = ending(story, { now: toMs(story.now) + 3 * 60 * 60_000 });
    expect(broken(late)).toContainEqual(expect.stringMatching(/1 with a deadline that passed: f-1/));
  });

  it("names double posts, broken rules of Slack, messages behind and a broken audit trail", () => {
    const wrong = ending(accepted(), {
      traffic: { ...traffic, doublePosts: ["offer:lead_1:1"], violations: ["blocks in chat.postMessage: x"] },
      audit: { ...audit, ok: false, firstBroken: { what: "the hash of event 3 does not hold" } },
      behind: 4,
    });
    expect(broken(wrong)).toEqual([
      "1 posted twice: offer:lead_1:1",
      "1 against Slack's rules: blocks in chat.postMessage: x",
      "4 messages behind their leads",
      "the audit trail is broken: the hash of event 3 does not hold",
    ]);
  });
});

describe("double posts", () => {
  const message = (mirror: unknown, deleted = false) => ({
    deleted,
    metadata: { event_type: "baton_mirror", event_payload: { mirror } },
  });

  it("are mirrors that stand in two messages", () => {
    const all = [message("offer:a:1"), message("offer:a:2"), message("offer:a:1"), { deleted: false }];
    expect(doublePosts(all)).toEqual(["offer:a:1"]);
  });

  it("are not messages in the place of one that was deleted", () => {
    expect(doublePosts([message("offer:a:1", true), message("offer:a:1")])).toEqual([]);
  });
});
