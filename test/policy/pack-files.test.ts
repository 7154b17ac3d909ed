import { expect, it } from "vitest";

import { builtFiles, packFiles, sourceFiles } from "../../src/policy/pack-files.ts";

it("the built program has the same pack as its folder", () => {
  expect(builtFiles()).toEqual(sourceFiles());
  expect(packFiles()).toEqual(sourceFiles());
  expect(sourceFiles().map(({ inside }) => inside)).toContain("aws/s3/access_logging/access_logging.rego");
});
