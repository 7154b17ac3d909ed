import { expect, it } from "vitest";

import { newPlace, placeKinds } from "../store/places.ts";
import { runChaos } from "./chaos.ts";

it.each(placeKinds)(
  "loses and doubles nothing while it is killed and GitHub fails (%s)",
  async (kind) => {
    const test = await newPlace(kind);
    try {
      const result = await runChaos({
        events: 60,
        pulls: 12,
        place: test.place,
        processes: kind === "postgres" ? 2 : 1,
        killEvery: 3_000,
        command: ["test/app/child.ts", "impatient"],
        patience: 150,
      });
      expect(result).toMatchObject({ lost: [], doubled: [], violations: 0 });
      expect(result.kills).toBeGreaterThan(0);
    } finally {
      await test.remove();
    }
  },
  300_000,
);
