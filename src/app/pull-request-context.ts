import * as z from "zod";

import type { PullRequestDetails } from "../model/delivery.ts";
import type { StoredPullRequest } from "../store/pull-requests.ts";
import type { AppParts, ReviewContext } from "./parts.ts";

const detailsSchema = z.object({
  title: z.string(),
  body: z.string(),
  author: z.string(),
  draft: z.boolean(),
  labels: z.array(z.string()),
  base_sha: z.string(),
  head_ref: z.string(),
  default_branch: z.string(),
}) satisfies z.ZodType<PullRequestDetails>;

/** What a review is told of a pull request before anything is asked. */
export function bareContext({ web, clock }: Pick<AppParts, "web" | "clock">, row: StoredPullRequest): ReviewContext {
  const details = detailsSchema.parse(JSON.parse(row.details));
  const { owner, name, number, base_ref, head_sha, is_fork } = row;
  return {
    repository: { owner, name, default_branch: details.default_branch },
    pull_request: { ...details, number, base_ref, head_sha },
    web: `${web}/${owner}/${name}`,
    clock: clock(),
    is_fork,
  };
}
