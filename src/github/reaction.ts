import { GitHubError } from "./errors.ts";
import type { RepositoryClient } from "./client.ts";

/** How a command is answered where it stands: taken up, or refused. */
export type Reaction = "+1" | "-1" | "confused";

/**
 * Reacts to a comment. What a command did stands without it: only where GitHub may take it later is it tried again, and
 * a comment that is gone needs none.
 */
export async function react(client: RepositoryClient, comment: number, content: Reaction): Promise<void> {
  const { owner, name: repo } = client.address;
  try {
    await client.call((octokit) =>
      octokit.rest.reactions.createForIssueComment({ owner, repo, comment_id: comment, content }),
    );
  } catch (error) {
    if (!(error instanceof GitHubError) || error.retry_at !== null || error.trouble === "unavailable") throw error;
  }
}
