import { describe, expect, it } from "vitest";

import { canTell, createAllowances, reserveUntil } from "../../src/github/allowance.ts";

const reset = new Date("2026-11-21T11:00:00Z");

describe("the hourly limit", () => {
  it.each([
    // limit, remaining, goes on, can still tell
    [5000, 101, true, false],
    [5000, 100, false, true],
    [5000, 11, false, true],
    [5000, 10, false, false],
    [1000, 51, true, false],
    [1000, 50, false, true],
    [60, 7, true, false], // an Enterprise Server's or a test's small limit keeps a tenth back, not fifty
    [60, 6, false, true],
    [60, 2, false, true],
    [60, 1, false, false],
    [1, 1, true, false],
    [1, 0, false, false],
  ])("of %i with %i left: goes on %s, tells %s", (limit, remaining, goesOn, tells) => {
    const allowance = { limit, remaining, reset };
    expect(reserveUntil(allowance)).toEqual(goesOn ? null : new Date(reset.getTime() + 1000));
    expect(canTell(allowance)).toBe(tells);
  });

  it.each([
    ["REST's", { "x-ratelimit-resource": "core" }, 9],
    ["one without a name", {}, 9],
    ["in capitals", { "X-RateLimit-Remaining": "8" }, 8],
    ["GraphQL's", { "x-ratelimit-resource": "graphql" }, null],
    ["one without a number", { "x-ratelimit-remaining": "many" }, null],
    ["one that has begun anew", { "x-ratelimit-reset": "1" }, null],
  ])("is noted by installation: %s", async (_, headers, remaining) => {
    const allowances = createAllowances();
    const seconds = String(reset.getTime() / 1000);
    const said = new Headers({ "x-ratelimit-limit": "60", "x-ratelimit-remaining": "9", "x-ratelimit-reset": seconds });
    for (const [name, value] of Object.entries(headers)) said.set(name, value);
    const send = allowances.noting(5, () => Promise.resolve(new Response("{}", { headers: said })));
    await send("https://api.github.com/");
    const now = new Date(reset.getTime() - 1000);
    expect(allowances.of(5, now)?.remaining ?? null).toBe(remaining);
    expect(allowances.of(6, now)).toBeNull();
  });
});
