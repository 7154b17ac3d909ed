import * as z from "zod";

import { UsageError } from "../model/failure.ts";
import { explainCheckRun, findAlteredEntry } from "./audit.ts";
import { jobDetailsSchema, jobSchema, listJobs, readJob } from "./jobs.ts";
import type { Store } from "./store.ts";

/** Jobs that one listing shows at most. */
const maxListed = 1000;

const commandSchema = z.discriminatedUnion("command", [
  z.strictObject({ command: z.literal("queue.ls") }),
  z.strictObject({ command: z.literal("queue.show"), id: z.string() }),
  /** `ids` null: every dead letter. */
  z.strictObject({ command: z.literal("queue.retry"), ids: z.array(z.string()).nullable() }),
  z.strictObject({ command: z.literal("queue.drop"), ids: z.array(z.string()) }),
  z.strictObject({ command: z.literal("explain"), check_run: z.int() }),
]);

/** What an administrator asks of a store. */
export type AdministrativeCommand = Readonly<z.infer<typeof commandSchema>>;

/** What a listing of the queue answers. */
export const queueListSchema = z.object({ waiting: z.int(), dead: z.int(), jobs: z.array(jobSchema) });

/** What a listing of the queue answers. */
export type QueueList = Readonly<z.infer<typeof queueListSchema>>;

/** What a question for one job answers; null where there is none. */
export const queueShowSchema = jobDetailsSchema.nullable();

/** What changing dead letters answers: how many. */
export const queueChangeSchema = z.object({ changed: z.int() });

/** What a question about a check run answers. */
export const explanationSchema = z.object({
  /** What was recorded of its commit, oldest first. */
  entries: z.array(
    z.object({
      id: z.int(),
      at: z.coerce.string(),
      kind: z.string(),
      number: z.int().nullable(),
      head_sha: z.string(),
      facts: z.record(z.string(), z.unknown()),
      hash: z.string(),
    }),
  ),
  /** Id of the first entry of the whole log that was altered; null where it is whole. */
  altered: z.int().nullable(),
});

/** What a question about a check run answers. */
export type Explanation = Readonly<z.infer<typeof explanationSchema>>;

/** Carries out one administrative command on an open store. Throws UsageError for what it does not know. */
export async function administer(store: Store, command: AdministrativeCommand): Promise<unknown> {
  switch (command.command) {
    case "queue.ls":
      return { ...(await store.queue.depth()), jobs: await listJobs(store.db, maxListed) };
    case "queue.show":
      return await readJob(store.db, command.id);
    case "queue.retry":
      return { changed: await store.queue.retryDead(command.ids === null ? null : await fullIds(store, command.ids)) };
    case "queue.drop": {
      const ids = await fullIds(store, command.ids);
      await store.queue.dropDead(ids);
      return { changed: ids.length };
    }
    case "explain":
      return { entries: await explainCheckRun(store.db, command.check_run), altered: await findAlteredEntry(store.db) };
  }
}

/** Answers what arrives on the data directory's socket. */
export async function answerAdministration(store: Store, text: string): Promise<unknown> {
  const parsed = commandSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new UsageError("this server does not know the command; is it of another version?");
  return await administer(store, parsed.data);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Dead letters may be named by the beginning of their ids. */
async function fullIds({ queue }: Store, ids: ReadonlyArray<string>): Promise<ReadonlyArray<string>> {
  const dead = (await queue.listDead()).map(({ id }) => id);
  return ids.map((id) => {
    const matching = dead.filter((full) => full.startsWith(id));
    const [only] = matching;
    if (only === undefined) throw new UsageError(`no dead letter has the id ${id}; list them: tollgate queue ls`);
    if (matching.length > 1) throw new UsageError(`${id} begins several ids; write more of it`);
    return only;
  });
}
