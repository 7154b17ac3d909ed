import { iso, nodeId, type Comment, type Reaction, type World } from "../world.ts";
import { appShape, userShape } from "./account.ts";
import { association } from "./pull.ts";
import { repositoryHtmlUrl, repositoryUrl } from "./repository.ts";

/** GitHub's reactions, as the API spells them. */
export const reactionKinds = ["+1", "-1", "laugh", "confused", "heart", "hooray", "eyes", "rocket"] as const;

export function commentShape(world: World, comment: Comment) {
  const url = `${repositoryUrl(world, comment.repository)}/issues/comments/${comment.id}`;
  const html = repositoryHtmlUrl(world, comment.repository);
  const counts = Object.fromEntries(
    reactionKinds.map((kind) => [kind, comment.reactions.filter((item) => item.content === kind).length]),
  );
  return {
    url,
    html_url: `${html}/pull/${comment.number}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl(world, comment.repository)}/issues/${comment.number}`,
    id: comment.id,
    node_id: nodeId("IC", comment.id),
    user: userShape(world, comment.author),
    created_at: iso(comment.createdAt),
    updated_at: iso(comment.updatedAt),
    body: comment.body,
    author_association: comment.author.type === "Bot" ? "NONE" : association(comment.repository, comment.author.login),
    reactions: { url: `${url}/reactions`, total_count: comment.reactions.length, ...counts },
    performed_via_github_app: comment.app ? appShape(world, comment.app) : null,
  };
}

export function reactionShape(world: World, reaction: Reaction) {
  return {
    id: reaction.id,
    node_id: nodeId("REA", reaction.id),
    user: userShape(world, reaction.user),
    content: reaction.content,
    created_at: iso(reaction.at),
  };
}
