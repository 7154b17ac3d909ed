import { sha256 } from "../model/digest.ts";
import { answerMarker } from "../model/report.ts";
import type { GitHub, RepositoryClient } from "./client.ts";
import { GitHubError } from "./errors.ts";
import { all, pageSize, readPages } from "./pages.ts";

/** What is known of our comment before it is written. */
export interface KnownComment {
  /** Null where none is known. */
  readonly id: number | null;
  /** SHA-256 of its body as we wrote it, hex. */
  readonly hash: string | null;
  /** True where we are sure that the pull request has none of ours. */
  readonly isAbsent: boolean;
}

/** The comment as it is now. */
export interface WrittenComment {
  readonly id: number;
  readonly hash: string;
}

/** A pull request's comments are looked through up to this many. */
const maxPages = 30;

/** SHA-256 of a comment's body, hex. */
export function hashComment(body: string): string {
  return sha256(body);
}

/**
 * Makes the one comment of a pull request say `body`: edits ours in place, or creates it. It is ours by its stored id,
 * else by the hidden marker in a comment of our own App; of several the oldest stays and the others are deleted.
 */
export async function writeComment(
  github: GitHub,
  client: RepositoryClient,
  number: number,
  body: string,
  known: KnownComment,
): Promise<WrittenComment> {
  const written = { hash: hashComment(body) };
  if (known.id !== null && (await editComment(client, known.id, body, known.hash === written.hash))) {
    return { id: known.id, ...written };
  }
  const [oldest, ...doubles] = known.isAbsent ? [] : await findComments(github, client, number, markerOf(body));
  if (oldest !== undefined && (await editComment(client, oldest.id, body, oldest.body === body))) {
    for (const double of doubles) await deleteComment(client, double.id);
    return { id: oldest.id, ...written };
  }
  return { id: await createComment(client, number, body), ...written };
}

/** The hidden first line that every comment of ours begins with. */
function markerOf(body: string): string {
  return body.slice(0, body.indexOf("-->") + "-->".length);
}

/** False when the comment is gone. An equal one is only looked at: somebody may have deleted or edited it. */
async function editComment(client: RepositoryClient, id: number, body: string, isEqual: boolean): Promise<boolean> {
  const { owner, name: repo } = client.address;
  const comment = { owner, repo, comment_id: id };
  return await unlessMissing(async () => {
    if (isEqual) {
      const { data } = await client.call((octokit) => octokit.rest.issues.getComment(comment));
      if (data.body === body) return;
    }
    await client.call((octokit) => octokit.rest.issues.updateComment({ ...comment, body }));
  });
}

/** Longest comment, characters; GitHub allows 65,536. */
const maxComment = 65_000;

/** A comment with the answer to the newest command below it; null where there is no room for it. */
export function withAnswer(comment: string, answer: string): string | null {
  const bare = comment.split(answerMarker)[0]?.trimEnd() ?? "";
  const body = `${bare}\n\n${answerMarker}\n${answer}\n`;
  return body.length > maxComment ? null : body;
}

/** Puts an answer below our comment, instead of the last one. False when there is no comment, or no room in it. */
export async function answerComment(client: RepositoryClient, id: number, answer: string): Promise<boolean> {
  const { owner, name: repo } = client.address;
  const comment = { owner, repo, comment_id: id };
  let isShown = false;
  await unlessMissing(async () => {
    const { data } = await client.call((octokit) => octokit.rest.issues.getComment(comment));
    const body = withAnswer(data.body ?? "", answer);
    if (body === null) return;
    await client.call((octokit) => octokit.rest.issues.updateComment({ ...comment, body }));
    isShown = true;
  });
  return isShown;
}

async function createComment(client: RepositoryClient, number: number, body: string): Promise<number> {
  const { owner, name: repo } = client.address;
  const { data } = await client.call((octokit) =>
    octokit.rest.issues.createComment({ owner, repo, issue_number: number, body }),
  );
  return data.id;
}

async function deleteComment(client: RepositoryClient, id: number): Promise<void> {
  const { owner, name: repo } = client.address;
  await unlessMissing(async () => {
    await client.call((octokit) => octokit.rest.issues.deleteComment({ owner, repo, comment_id: id }));
  });
}

async function unlessMissing(send: () => Promise<void>): Promise<boolean> {
  try {
    await send();
    return true;
  } catch (error) {
    if (error instanceof GitHubError && error.trouble === "missing") return false;
    throw error;
  }
}

interface OwnComment {
  readonly id: number;
  readonly body: string;
}

/** Comments of our own App that begin with the marker, oldest first. Anybody can paste the marker. */
async function findComments(
  github: GitHub,
  client: RepositoryClient,
  number: number,
  marker: string,
): Promise<ReadonlyArray<OwnComment>> {
  const { owner, name: repo } = client.address;
  const { items } = await readPages(
    maxPages,
    (page) =>
      client.call((octokit) =>
        octokit.rest.issues.listComments({ owner, repo, issue_number: number, per_page: pageSize, page }),
      ),
    all,
  );
  const found: OwnComment[] = [];
  for (const comment of items) {
    const body = comment.body ?? "";
    if (body.startsWith(marker) && (await isOwn(github, comment))) found.push({ id: comment.id, body });
  }
  return found.sort((a, b) => a.id - b.id);
}

interface Authored {
  readonly user?: { readonly login: string } | null;
  readonly performed_via_github_app?: { readonly id: number } | null;
}

async function isOwn(github: GitHub, comment: Authored): Promise<boolean> {
  if (comment.performed_via_github_app) return comment.performed_via_github_app.id === github.appId;
  // No person's name has brackets.
  const login = comment.user?.login ?? "";
  return login.endsWith("[bot]") && (await isNamed(github, login.slice(0, -"[bot]".length)));
}

/** Whether our App has that name; a server that does not say how it is called is taken to mean us by our own marker. */
async function isNamed(github: GitHub, name: string): Promise<boolean> {
  try {
    return (await github.slug()) === name;
  } catch (error) {
    if (error instanceof GitHubError && error.trouble === "missing") return true;
    throw error;
  }
}
