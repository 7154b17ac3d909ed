import { GitHubError } from "./errors.ts";
import type { RepositoryClient } from "./client.ts";

/** How a command is answered where it stands: taken up, or refused. */
export type Reaction = "+1" | "-1" | "confused";

/** Reacts to a comment. One that is gone needs no answer. */
export async function react(client: RepositoryClient, comment: number, content: Reaction): Promise<void> {
  const { owner, name: repo } = client.address;
  try {
    await client.call((octokit) =>
      octokit.rest.reactions.createForIssueComment({ owner, repo, comment_id: comment, content }),
    );
  } catch (error) {
    if (!(error instanceof GitHubError && error.trouble === "missing")) throw error;
  }
}
