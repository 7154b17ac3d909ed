import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/store/template.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Tests that kill processes and wait for a queue's heartbeat meet a busy machine in CI; a second failure counts.
    retry: process.env["CI"] === undefined ? 0 : 1,
    pool: "forks",
    // Left to itself vitest leaves one core of two alone, and many tests wait rather than compute.
    maxWorkers: 2,
    reporters: ["default", "./test/reporter.ts"],
  },
});
