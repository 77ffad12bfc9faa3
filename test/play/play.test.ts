import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readInput } from "../../play/input.ts";
import { play } from "../../play/play.ts";
import { report } from "../../play/report.ts";
import { type Summary, summarise } from "../../play/summary.ts";
import { exampleCsv } from "./exampleCsv.ts";

const LEADS = 60;
let summary: Summary;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "baton-play-"));
  try {
    const file = join(folder, "enquiries.csv");
    await writeFile(file, exampleCsv(LEADS));
    const played = await play({
      input: await readInput({ file }),
      seed: 3,
      days: 1,
      start: Date.parse("2026-01-05T00:00:00.000+05:30"),
      databaseUrl: null,
      logLevel: "silent",
      progress: () => {},
    });
    summary = summarise(played);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 120_000);

describe("a play of sixty leads", () => {
  it("ends with everything that must hold", () => {
    expect(summary.broken).toEqual([]);
    expect(summary.ok).toBe(true);
  });

  it("takes every lead in and leaves each in one state, none of them open", () => {
    expect(summary.leads).toEqual({ in: LEADS, refused: [] });
    const states = Object.values(summary.states);
    expect(states.reduce((sum, count) => sum + count, 0)).toBe(LEADS);
    for (const state of ["buffering", "routing", "offered", "tank", "overflow"]) {
      expect(summary.states).not.toHaveProperty(state);
    }
  });

  it("has people who accept, recycle and miss windows, by what Slack shows them", () => {
    const { happened, reps } = summary;
    expect(happened.offers).toBeGreaterThan(15);
    expect(happened.accepted).toBeGreaterThan(5);
    expect(Object.keys(happened.recycled).length).toBeGreaterThan(0);
    expect(happened.overdue).toBeGreaterThan(0);
    expect(happened.tank).toBeGreaterThan(0);
    const answered = reps.reduce((sum, rep) => sum + rep.accepted + rep.recycled, 0);
    expect(answered).toBe(happened.accepted + Object.values(happened.recycled).reduce((a, b) => a + b, 0));
    expect(summary.timeToAccept.medianMs).toBeGreaterThan(0);
  });

  it("gives each rep their share of the choices they were in, to within a lead or so", () => {
    for (const { offers, fair } of summary.reps) expect(Math.abs(offers - fair)).toBeLessThan(1.5);
  });

  it("posts nothing twice, breaks no rule of Slack, and keeps the audit trail whole", () => {
    const { slack, audit } = summary;
    expect(slack).toMatchObject({ doublePosts: 0, violations: 0 });
    expect(slack.posted).toBeGreaterThanOrEqual(summary.happened.offers);
    expect(slack.updated).toBeGreaterThan(0);
    expect(audit.verified).toBe(true);
    expect(audit.events).toBeGreaterThan(LEADS * 2);
  });

  it("holds the score against what became of the leads", () => {
    const { score } = summary;
    expect(score?.leads).toBe(LEADS);
    expect(score?.auc).toBeGreaterThan(0.6);
    expect(score?.bands.reduce((sum, band) => sum + band.leads, 0)).toBe(LEADS);
  });

  it("is told in tables that close with the verdict", () => {
    const text = report(summary);
    for (const word of ["accepted", "overdue", "tank", "double posts", "AUC", "leads a second"]) {
      expect(text).toContain(word);
    }
    expect(text.trim().split("\n").at(-1)).toBe(
      `✓ ${LEADS} leads, each in one state with an owner, a timer or an end`,
    );
  });
});
