import { expect, it } from "vitest";
import { randomBytes } from "../../src/engines/seeded-random.ts";

function draw(seed: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  randomBytes(seed)(bytes);
  return bytes;
}

it("gives the same bytes for the same seed and others for another", () => {
  expect(draw(1, 64)).toEqual(draw(1, 64));
  expect(draw(1, 64)).not.toEqual(draw(2, 64));
});

it("uses every byte value about equally", () => {
  const counts = new Array<number>(256).fill(0);
  for (const byte of draw(3, 256_000)) {
    counts[byte]! += 1;
  }

  expect(Math.min(...counts)).toBeGreaterThan(850);
  expect(Math.max(...counts)).toBeLessThan(1_150);
});
