import { describe, expect, it } from "vitest";
import { floorOf, measureCoverage, readFloor } from "../../scripts/prices/coverage.ts";

describe("coverage of cost components", () => {
  const coverage = measureCoverage();

  it("shows every component of the floor", () => {
    const shown = new Set(floorOf(coverage));
    expect(readFloor().filter((line) => !shown.has(line))).toEqual([]);
  });

  it("has a floor that is as high as what is shown", () => {
    const floor = new Set(readFloor());
    expect(floorOf(coverage).filter((line) => !floor.has(line))).toEqual([]);
  });

  it("prices every resource of resources.yml", () => {
    expect(coverage.flatMap((one) => one.refusals.map((reason) => `${one.type}: ${reason}`))).toEqual([]);
  });
});
