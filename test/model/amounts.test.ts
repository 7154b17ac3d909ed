import { Decimal } from "decimal.js";
import { describe, expect, it } from "vitest";

import { difference, sum, toJsonNumber } from "../../src/model/amounts.ts";

/** Amounts of every size, with few and with many decimals, always the same. */
function amounts(seed: number): ReadonlyArray<number> {
  let state = seed;
  const next = (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  return Array.from({ length: 2 + next(40) }, () => {
    const digits = next(1_000_000_007) * (next(2) === 0 ? 1 : -1);
    return Number(new Decimal(digits).times(new Decimal(10).pow(next(14) - 12)));
  });
}

const exact = (value: Decimal): number => value.toDecimalPlaces(10).toNumber();

describe("amounts", () => {
  it("are summed as decimals are", () => {
    for (let seed = 1; seed <= 2_000; seed += 1) {
      const list = amounts(seed);
      const expected = exact(list.reduce((total, amount) => total.plus(amount), new Decimal(0)));
      expect(sum(list), JSON.stringify(list)).toBe(expected);
      const [after = 0, before = 0] = list;
      if (before !== 0 && after !== before)
        expect(difference(after, before)).toBe(exact(new Decimal(after).minus(before)));
    }
  });

  it("are as JSON carries them what the rounded decimal is", () => {
    for (let seed = 1; seed <= 2_000; seed += 1) {
      const [one = 0, other = 0, ...rest] = amounts(seed);
      for (const value of [one, new Decimal(one).times(other), new Decimal(one).div(3), ...rest.slice(0, 5)]) {
        const decimal = new Decimal(value);
        expect(toJsonNumber(decimal), decimal.toString()).toBe(exact(decimal));
      }
    }
    const edges = [
      "0",
      "-0",
      "1e-10",
      "5e-11",
      "-5e-11",
      "4.9e-11",
      "1e21",
      "9007199254740993",
      "0.00000000015",
      "NaN",
    ];
    for (const text of edges) expect(toJsonNumber(new Decimal(text)), text).toBe(exact(new Decimal(text)));
  });

  it.each([
    [[0.1, 0.2], 0.3],
    [[225_179.9, 0.1], 225_180],
    [Array.from({ length: 100 }, () => 9_999.99), 999_999],
    [[1e15, 0.1], 1_000_000_000_000_000.1],
    [[0.00000000004, 0.00000000004], 1e-10],
    [[], 0],
  ])("%j are %d", (list, expected) => {
    expect(sum(list)).toBe(expected);
  });
});
