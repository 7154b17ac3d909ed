import type { Database } from "./tables.ts";
import type { StoredPullRequest } from "./pull-requests.ts";

/** The open pull requests of an installation that we know of, outside of one repository, the newest first. */
export function listOpenPullRequests(
  db: Database,
  installation: number,
  except: number,
  limit: number,
): Promise<ReadonlyArray<StoredPullRequest>> {
  return db
    .selectFrom("pull_request")
    .selectAll()
    .where("installation_id", "=", installation)
    .where("repository_id", "<>", except)
    .where("state", "=", "open")
    .orderBy("updated_at", "desc")
    .orderBy("id")
    .limit(limit)
    .execute();
}
