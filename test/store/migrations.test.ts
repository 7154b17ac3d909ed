import { Kysely } from "kysely";
import { describe, expect, it } from "vitest";

import { EmbeddedPostgres } from "../../src/store/embedded.ts";
import { migrate } from "../../src/store/migrations.ts";
import { openStore } from "../../src/store/store.ts";
import type { Tables } from "../../src/store/tables.ts";
import { newPlace, placeKinds, quietLog } from "./places.ts";

describe("migrations", () => {
  it("row 48: only add, so that a process of the version before goes on working", async () => {
    const statements: string[] = [];
    const postgres = await EmbeddedPostgres.open(null);
    const db = new Kysely<Tables>({
      dialect: postgres.dialect(),
      log: ({ query }) => void statements.push(query.sql),
    });
    await migrate(db);
    const own = statements.filter((text) => /^\s*(?:create|alter|drop)/i.test(text));
    expect(own.length).toBeGreaterThan(20);
    for (const text of own) {
      expect(text).not.toMatch(/\bdrop\b|\brename\b|alter column|set not null/i);
      // A row that an older process inserts lacks the new column.
      for (const [column] of text.matchAll(/add column [^,]*not null[^,]*/gi)) expect(column).toMatch(/\bdefault\b/i);
    }
    await migrate(db); // once more: nothing to do, nothing wrong
    await db.destroy();
    await postgres.close();
  });

  it("row 48: of a newer version are not touched: the older one refuses to start, and says which to start", async () => {
    const test = await newPlace("embedded");
    const store = await openStore({ place: test.place, log: quietLog() });
    const row = { name: "9999-of-tomorrow", timestamp: "2027-01-01T00:00:00Z" };
    await store.db.withTables<{ kysely_migration: typeof row }>().insertInto("kysely_migration").values(row).execute();
    await store.close(1_000);
    await expect(openStore({ place: test.place, log: quietLog() })).rejects.toThrow(
      /written by a newer version: start that version instead/,
    );
    await test.remove();
  });

  it.runIf(placeKinds.includes("postgres"))("row 48: run once when several processes start at once", async () => {
    const test = await newPlace("postgres");
    const stores = await Promise.all(
      Array.from({ length: 4 }, () => openStore({ place: test.place, log: quietLog() })),
    );
    await Promise.all(stores.map((store) => store.close(1_000)));
    await test.remove();
  });
});
