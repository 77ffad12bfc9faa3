// The dashboard of docs/grafana shows what /metrics serves: all of it, and nothing else.
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { POLICY, TEAM } from "../support/fixtures.ts";
import { openWorkspace, type Workspace } from "../support/workspace.ts";

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string }[];
}

const text = await readFile(new URL("../../docs/grafana/baton.json", import.meta.url), "utf8");
const { panels } = JSON.parse(text) as { panels: readonly Panel[] };

/** The metrics that an expression names, a histogram by its own name. */
const namesIn = (expr: string) =>
  (expr.match(/baton_\w+/g) ?? []).map((name) => name.replace(/_(bucket|sum|count)$/, ""));

async function metrics(space: Workspace): Promise<string> {
  const response = await fetch(`${space.baton.url}/metrics`, {
    headers: { authorization: "Bearer admin-token" },
  });
  return response.text();
}

describe("the dashboard", () => {
  it("names every metric that is served, and none that is not", async () => {
    await using space = await openWorkspace();
    const served = (await metrics(space)).matchAll(/^# TYPE (baton_\w+) /gm);
    const shown = panels.flatMap(({ targets = [] }) => targets.flatMap(({ expr }) => namesIn(expr)));
    expect([...new Set(shown)].toSorted()).toEqual([...served].map(([, name]) => name).toSorted());
  });

  it("has panels that lie beside each other, each with a title and an expression", () => {
    const drawn = panels.filter(({ type }) => type !== "row");
    expect(drawn.length).toBeGreaterThan(15);
    for (const { title, targets } of drawn) {
      expect(title).not.toBe("");
      expect(targets?.length).toBeGreaterThan(0);
    }
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, n) => `${x + (n % w)} ${y + Math.floor(n / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });
});

describe("the gauges of the reports", () => {
  it("are the numbers of the latest report, until the next one", async () => {
    const team = TEAM.replace(/reports: .*/, "reports: { override_digest: off, weekly: off, monthly: off }");
    await using space = await openWorkspace({ policy: POLICY, team });
    const lead = (n: number) => ({
      externalId: `m-${n}`,
      email: `m${n}@acme.example`,
      country: "GB",
      intent: "demo",
    });
    const intake = async () =>
      /^baton_report_intake\{.*outcome="taken"\} (\d+)$/m.exec(await metrics(space))?.[1];
    await space.post(lead(1));
    await space.post(lead(2));
    expect(await intake(), "before the first slot").toBeUndefined();
    await space.turn(24 * 3_600_000);
    expect(await intake()).toBe("2");
    expect(await metrics(space)).toMatch(
      /^baton_report_end_timestamp_seconds\{report="daily"\} 1772524800$/m,
    );
    expect(await metrics(space)).not.toMatch(/^baton_report_funnel\{/m);
    await space.post(lead(3));
    await space.turn(3_600_000);
    expect(await intake()).toBe("2");
    await space.turn(24 * 3_600_000);
    expect(await intake()).toBe("1");
  });
});
