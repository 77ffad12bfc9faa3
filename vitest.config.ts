import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    pool: "forks",
    // One by default on two cores, where many of the tests mostly wait.
    maxWorkers: 3,
    globalSetup: ["test/support/postgresGlobal.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
