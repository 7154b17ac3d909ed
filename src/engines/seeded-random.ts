/**
 * Fills arrays with the same pseudo-random bytes for the same seed (mulberry32). Not for secrets: an engine needs
 * randomness for hash seeds and names only, and a review must be the same every time.
 */
export function randomBytes(seed: number): (bytes: Uint8Array) => void {
  let state = seed >>> 0;
  return (bytes) => {
    for (let index = 0; index < bytes.length; index += 1) {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      bytes[index] = (mixed ^ (mixed >>> 14)) & 0xff;
    }
  };
}
