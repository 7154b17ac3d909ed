import { describe, expect, it } from "vitest";

import { aResource, estimateOf } from "./builders.ts";

describe("the team that pays", () => {
  it.each<readonly [string, Record<string, string>, ReadonlyArray<string> | undefined, string | undefined]>([
    ["is the tag team, however it is written", { Team: "payments" }, undefined, "payments"],
    ["is nobody without the tag", { owner: "payments" }, undefined, undefined],
    ["is nobody where the tag is empty", { team: "" }, undefined, undefined],
    ["is what the configuration names", { "Cost-Center": "4711", team: "payments" }, ["cost-center"], "4711"],
    ["is the first that is there", { owner: "payments", team: "" }, ["team", "owner"], "payments"],
  ])("%s", (_, tags, teamTags, expected) => {
    const [priced] = estimateOf([aResource("aws_nat_gateway", {}, { tags })], "", teamTags).resources;

    expect(priced?.team).toBe(expected);
  });
});
