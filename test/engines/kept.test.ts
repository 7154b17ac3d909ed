import { expect, it } from "vitest";

import { keep } from "../../src/engines/kept.ts";

it("lets a pool know what its worker has, however many things come and go", () => {
  const known = new Map<string, true>();
  const kept = new Map<string, string>();
  const missing: string[] = [];
  let sent = 0;
  for (let task = 0; task < 1_000; task += 1) {
    const key = `module ${(task * task) % 41}`;
    if (!known.has(key)) {
      keep(known, key, true);
      keep(kept, key, key);
      sent += 1;
    }
    if (kept.get(key) !== key) missing.push(key);
  }

  expect(missing).toEqual([]);
  expect(kept.size).toBeLessThan(20);
  expect(sent).toBeLessThan(1_000);
});
