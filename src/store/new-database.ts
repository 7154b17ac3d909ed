import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const { resolve } = createRequire(import.meta.url);

/** Makes a database and closes it; its arguments are the library and the directory. */
const program = `
  const [library, dataDir] = process.argv.slice(1);
  require(library).PGlite.create({ dataDir }).then((database) => database.close());
`;

/** Making a database takes about two seconds, milliseconds. */
const patience = 120_000;

/**
 * Makes the files of a database in a directory that is empty; does nothing where it is not. A process of its own does it:
 * what PostgreSQL needs for that once, up to 400 MB, would stay with this one. The files get their name when all of them are
 * there: who is killed meanwhile leaves no half of a database.
 */
export async function makeDatabaseFiles(directory: string): Promise<void> {
  if (existsSync(join(directory, "PG_VERSION"))) return;
  const made = await mkdtemp(`${directory}-new-`);
  try {
    const argument = ["--input-type=commonjs", "--eval", program, resolve("@electric-sql/pglite"), made];
    await run(process.execPath, argument, { env: {}, timeout: patience });
    await rename(made, directory);
  } catch {
    await rm(made, { recursive: true, force: true }); // opening it makes the files, too, or says why it cannot
  }
}
