// The import rules hold: each is broken once, and the check must say so.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { faultsOf } from "../scripts/sources.ts";

const FORBIDDEN = [
  ["src/domain", "../store/index.ts"],
  ["src/domain", "../app/ports.ts"],
  ["src/domain", "@slack/bolt"],
  ["src/domain", "node:fs"],
  ["src/policy", "../domain/lead.ts"],
  ["src/app", "../store/index.ts"],
  ["src/app", "../slack/index.ts"],
  ["src/app", "../../blocks/offerCard.ts"],
  ["src/store", "../slack/index.ts"],
  ["src/slack", "../store/index.ts"],
  ["src/slack", "pg"],
  ["src/http", "../slack/index.ts"],
  ["src/http", "@prisma/client"],
  ["src/mirror", "@slack/web-api"],
  ["src/enrich", "../store/index.ts"],
  ["src/enrich", "@prisma/client"],
  ["src/app", "../enrich/index.ts"],
  ["src/charts", "../domain/lead.ts"],
  ["src/charts", "../../blocks/build.ts"],
  ["src/slack", "../charts/painter.ts"],
  ["src/app", "../charts/painter.ts"],
  ["src/domain", "../charts/chart.ts"],
  ["blocks", "../src/app/engine.ts"],
  ["blocks", "@slack/bolt"],
  ["sim", "../src/domain/lead.ts"],
  ["sim", "../demo/protocol.ts"],
  ["sim/page", "../../blocks/ids.ts"],
  ["sim/page/shell", "../../../blocks/ids.ts"],
  ["sim/page", "node:fs"],
  ["demo/page", "../../src/domain/lead.ts"],
  ["src/app", "../../demo/protocol.ts"],
] as const;
const ALLOWED = [
  ["src/domain", "../policy/index.ts"],
  ["src/app", "../domain/lead.ts"],
  ["src/store", "pg"],
  ["src/slack", "@slack/bolt"],
  ["src/enrich", "../app/ports.ts"],
  ["src/app", "../charts/chart.ts"],
  ["src/charts", "../../blocks/text.ts"],
  ["blocks", "../src/charts/alt.ts"],
  ["blocks", "@slack/types"],
  ["sim/page/shell", "../blocks/Blocks.tsx"],
  ["demo/page", "../../sim/page/extension.ts"],
] as const;

/** A tree in which every file imports one module; the files that the linter finds fault with. */
function faulty(cases: readonly (readonly [folder: string, module: string])[]): string[] {
  const root = mkdtempSync(join(tmpdir(), "baton-rules-"));
  try {
    copyFileSync("biome.json", join(root, "biome.json"));
    for (const [index, [folder, module]] of cases.entries()) {
      mkdirSync(join(root, folder), { recursive: true });
      const text = `import { something } from "${module}";\nexport const it = something;\n`;
      writeFileSync(join(root, folder, `x${index}.ts`), text);
    }
    const biome = resolve("node_modules/.bin/biome");
    const rules = ["--only=style/noRestrictedImports", "--vcs-enabled=false", "--max-diagnostics=none"];
    const { stdout, stderr } = spawnSync(biome, ["lint", "--colors=off", ...rules], {
      cwd: root,
      encoding: "utf8",
    });
    const named = (stdout + stderr).matchAll(/^(\S+\/x\d+\.ts):\d+:\d+ lint\/style\/noRestrictedImports/gm);
    return [...new Set([...named].map(([, file = ""]) => file))].sort();
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

describe("the import rules", () => {
  it("find every forbidden import", () => {
    expect(faulty(FORBIDDEN)).toEqual(FORBIDDEN.map(([folder], index) => `${folder}/x${index}.ts`).sort());
  });

  it("let the others be", () => {
    expect(faulty(ALLOWED)).toEqual([]);
  });
});

describe("what is ambient", () => {
  it.each(["Date.now()", "new Date()", "Math.random()", "process.env.HOME"])(
    "%s has its three files",
    (use) => {
      const line = `const x = ${use};`;
      expect(faultsOf("src/domain/x.ts", line)).toHaveLength(1);
      expect(faultsOf("src/clock.ts", line)).toEqual([]);
      expect(faultsOf("src/domain/x.ts", `// ${line}`)).toEqual([]);
    },
  );

  it("a file of more than 300 lines is named", () => {
    expect(faultsOf("src/x.ts", "x\n".repeat(301))).toHaveLength(1);
    expect(faultsOf("src/x.ts", "x\n".repeat(300))).toEqual([]);
  });
});
