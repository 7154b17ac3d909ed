import { describe, expect, it } from "vitest";
import { limitMemory } from "../../scripts/wasm-memory.ts";

const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const memoryExport = [0x07, 0x05, 0x01, 0x01, 0x6d, 0x02, 0x00];

/** A module that only has an exported memory. */
function moduleWithMemory(limits: ReadonlyArray<number>): Uint8Array {
  return Uint8Array.from([...header, 0x05, limits.length + 1, 0x01, ...limits, ...memoryExport]);
}

function memoryOf(bytes: Uint8Array): WebAssembly.Memory {
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports["m"] as WebAssembly.Memory;
}

describe("limitMemory", () => {
  it.each([
    ["without a maximum", [0x00, 0x02]],
    ["with a larger maximum", [0x01, 0x02, 0x80, 0x08]],
  ])("ends growing at the limit in a module %s", (_what, limits) => {
    const memory = memoryOf(limitMemory(moduleWithMemory(limits), 300));

    expect(memory.buffer.byteLength).toBe(2 * 65_536);
    expect(memory.grow(298)).toBe(2);
    expect(() => memory.grow(1)).toThrow(RangeError);
  });

  it.each([
    ["starts with more", moduleWithMemory([0x00, 0x05]), "cannot limit 1 memories that start with 5 pages to 4"],
    ["has no memory", Uint8Array.from(header), "no memory section"],
    ["is cut off", Uint8Array.from([...header, 0x05]), "not a WebAssembly module"],
  ])("refuses a module that %s", (_what, bytes, message) => {
    expect(() => limitMemory(bytes, 4)).toThrow(message);
  });
});
