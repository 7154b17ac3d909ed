import { describe, expect, it } from "vitest";

import type { Json, JsonObject, Resource } from "../../../src/model/resource.ts";
import { aResource, estimateOf, linesOf } from "../builders.ts";

function workflow(on: Json, jobs: JsonObject): Resource {
  const address = ".github/workflows/ci.yml";
  return aResource("workflow", { on, jobs }, { address, format: "workflow", provider: null, region: null });
}

const usage = "  .github/workflows/ci.yml: { monthly_runs: 100, job_minutes: 10 }\n";

describe("workflows", () => {
  it.each([
    ["ubuntu-latest", "actions_linux", "6.00"],
    ["ubuntu-24.04-arm", "actions_linux_arm", "5.00"],
    ["ubuntu-slim", "actions_linux_slim", "2.00"],
    ["windows-2022", "actions_windows", "10.00"],
    ["macos-14", "actions_macos", "62.00"],
    ["macos-latest-large", "macos_l", "77.00"],
    ["ubuntu-latest-8-cores", "linux_8_core", "22.00"],
    ["windows-latest-4-core", "windows_4_core", "22.00"],
  ])("%s has its price", (label, item, monthly) => {
    const [resource] = estimateOf([workflow("push", { build: { "runs-on": label } })], usage).resources;
    expect(linesOf(resource)).toEqual([`Minutes of build (${item}) | 1000 minutes | ${monthly}`]);
  });

  it("have no quantity without a usage file, and tell what a schedule may come to", () => {
    const jobs = { build: { "runs-on": "ubuntu-latest", "timeout-minutes": 10 } };
    const [nightly] = estimateOf([workflow({ schedule: [{ cron: "0 0 * * *" }] }, jobs)]).resources;
    expect(nightly?.components[0]?.monthly).toBeNull();
    expect(nightly?.assumptions).toContain("Its schedule comes up 30.4 times a month.");
    expect(nightly?.assumptions).toContain("If each job took as long as it may, these runs would cost $1.83 a month.");
    const [pushed] = estimateOf([workflow(["push", "pull_request"], jobs)]).resources;
    expect(pushed?.assumptions).toHaveLength(1);
  });

  it("count a matrix, and say of what is not counted", () => {
    const jobs = {
      test: {
        "runs-on": ["ubuntu-latest"],
        strategy: { matrix: { node: [20, 22, 24], os: ["a", "b"], exclude: [{ node: 20, os: "b" }] } },
      },
      dynamic: { "runs-on": "ubuntu-latest", strategy: { matrix: "${{ fromJSON(x) }}" } },
      own: { "runs-on": ["self-hosted", "linux"] },
      other: { "runs-on": "${{ matrix.os }}" },
      called: { uses: "./.github/workflows/x.yml" },
    };
    const [resource] = estimateOf([workflow("push", jobs)], usage).resources;
    expect(resource?.components.map(({ name, quantity }) => [name, quantity])).toEqual([
      ["Minutes of test (actions_linux)", 5000],
      ["Minutes of dynamic (actions_linux)", 1000],
    ]);
    expect(resource?.assumptions).toHaveLength(5);
  });

  it("whose shape is wrong are no crash", () => {
    for (const jobs of [{}, { a: null }, { a: [] }, { a: { "runs-on": { group: { x: 1 } } } }, { a: { "runs-on": 5 } }])
      expect(estimateOf([workflow(null, jobs)]).after).toBe(0);
  });
});
