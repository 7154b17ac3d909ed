import type { Selectable } from "kysely";

import type { Database, OrganisationTable } from "./tables.ts";

/** An organisation's configuration as it was last read. */
export type StoredOrganisation = Readonly<Selectable<OrganisationTable>>;

/** What is known of an installation's organisation. */
export function readOrganisation(db: Database, installation: number): Promise<StoredOrganisation | undefined> {
  return db.selectFrom("organisation").selectAll().where("installation_id", "=", installation).executeTakeFirst();
}

/** Remembers it until it is fresh no longer. */
export async function saveOrganisation(db: Database, organisation: StoredOrganisation): Promise<void> {
  const { path, sha, text, fresh_until } = organisation;
  await db
    .insertInto("organisation")
    .values(organisation)
    .onConflict((conflict) => conflict.column("installation_id").doUpdateSet({ path, sha, text, fresh_until }))
    .execute();
}
