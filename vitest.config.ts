import { defineConfig } from "vitest/config";

/** Folders of tests that touch nothing outside themselves: their files share a worker, and load every module once. */
const PURE = ["blocks", "domain", "page", "policy"].map((folder) => `test/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    pool: "forks",
    // One by default on two cores, where many of the tests mostly wait.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: "pure", include: PURE, isolate: false } },
      {
        extends: true,
        test: {
          name: "whole",
          include: ["test/**/*.test.ts"],
          exclude: PURE,
          globalSetup: ["test/support/postgresGlobal.ts"],
        },
      },
    ],
  },
});
