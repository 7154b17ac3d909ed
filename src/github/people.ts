import * as z from "zod";

import { GitHubError } from "./errors.ts";
import { all, isFullPage, pageSize, readPages } from "./pages.ts";
import type { OrganisationClient, RepositoryClient } from "./client.ts";

/** Who had a hand in a change: nobody of them may let it pass. */
export interface Authors {
  /** In small letters. */
  readonly logins: ReadonlySet<string>;
  /** Names and addresses of commits that GitHub knows no account for, in small letters. */
  readonly others: ReadonlySet<string>;
  /** False where there are more commits than were read: then anybody may be an author. */
  readonly isComplete: boolean;
}

/** Commits of a change are read up to so many pages of 100. */
const maxPages = 10;

/** Reviews of a pull request are read up to so many pages of 100. */
const maxReviewPages = 10;

/** Older Enterprise Servers know no `role_name`; what they say instead is never more. */
const roleSchema = z
  .object({ role_name: z.string().nullish(), permission: z.string().nullish() })
  .transform(({ role_name, permission }) => role_name ?? permission ?? "none");

/** What a person may do in the repository, as GitHub's `role_name` has it; `none` for a stranger. */
export async function readRole(client: RepositoryClient, login: string): Promise<string> {
  const { owner, name: repo } = client.address;
  try {
    const { data } = await client.call((octokit) =>
      octokit.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username: login }),
    );
    return roleSchema.parse(data);
  } catch (error) {
    // Where GitHub does not say what somebody may do, nobody may.
    if (isMissing(error) || (error instanceof GitHubError && [403, 501].includes(error.status))) return "none";
    throw error;
  }
}

/** Whether a person is an active member of a team of the organisation. False where GitHub does not let us see it. */
export async function isTeamMember(client: OrganisationClient, team: string, login: string): Promise<boolean> {
  try {
    const { data } = await client.call((octokit) =>
      octokit.rest.teams.getMembershipForUserInOrg({ org: client.organisation, team_slug: team, username: login }),
    );
    return data.state === "active";
  } catch (error) {
    // 422: the installation has not granted `members: read`; nobody can be told a member then.
    if (isMissing(error) || (error instanceof GitHubError && [403, 422, 501].includes(error.status))) return false;
    throw error;
  }
}

const signatureSchema = z
  .object({ name: z.string().optional().catch(undefined), email: z.string().optional().catch(undefined) })
  .nullish();
const accountSchema = z.object({ login: z.string().optional() }).nullish();

/** What is asked of a comparison here; a server may leave the count out. */
const comparedSchema = z.object({
  total_commits: z.int().optional(),
  commits: z.array(
    z.object({
      sha: z.string().optional(),
      author: accountSchema,
      committer: accountSchema,
      commit: z.object({ author: signatureSchema, committer: signatureSchema, message: z.string().nullish() }),
    }),
  ),
});

/** The opener, those who pushed, and every commit's author, committer and co-author. */
export async function readAuthors(
  client: RepositoryClient,
  change: {
    readonly base: string;
    readonly head: string;
    readonly opener: string;
    readonly pushers: ReadonlyArray<string>;
  },
): Promise<Authors> {
  const { owner, name: repo } = client.address;
  const logins = new Set([change.opener, ...change.pushers].map((login) => login.toLowerCase()));
  const others = new Set<string>();
  const read = new Set<unknown>();
  for (let page = 1; page <= maxPages; page += 1) {
    const { data } = await client.call((octokit) =>
      octokit.rest.repos.compareCommitsWithBasehead({
        owner,
        repo,
        basehead: `${change.base}...${change.head}`,
        per_page: pageSize,
        page,
      }),
    );
    const { commits, total_commits } = comparedSchema.parse(data);
    const before = read.size;
    for (const [at, { sha, author, committer, commit }] of commits.entries()) {
      read.add(sha ?? `${page} ${at}`);
      addPerson(author, commit.author, logins, others);
      addPerson(committer, commit.committer, logins, others);
      for (const person of coAuthors(commit.message ?? "")) addPerson(null, person, logins, others);
    }
    const isLast = total_commits === undefined ? !isFullPage(commits.length) : read.size >= total_commits;
    if (isLast) return { logins, others, isComplete: true };
    if (read.size === before) break; // there is no more, or always the first page
  }
  return { logins, others, isComplete: false };
}

interface Signature {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}

function addPerson(
  account: object | null | undefined,
  signature: Signature | null | undefined,
  logins: Set<string>,
  others: Set<string>,
): void {
  const login = account !== null && account !== undefined && "login" in account ? account.login : null;
  if (typeof login === "string") {
    logins.add(login.toLowerCase());
    return;
  }
  const email = (signature?.email ?? "").toLowerCase();
  const named = /^(?:\d+\+)?(?<login>[^@+]+)@users\.noreply\.github\.com$/.exec(email)?.groups?.["login"];
  if (named !== undefined) logins.add(named);
  for (const text of [email, (signature?.name ?? "").toLowerCase()]) if (text !== "") others.add(text);
}

function coAuthors(message: string): ReadonlyArray<Signature> {
  return message.split("\n").flatMap((line) => {
    const found = /^co-authored-by:\s*(?<name>[^<]*)<(?<email>[^>]*)>\s*$/i.exec(line)?.groups;
    return found === undefined ? [] : [{ name: (found["name"] ?? "").trim(), email: found["email"] ?? "" }];
  });
}

/** Whether a person had a hand in the change. Commits without an account are compared by name and public address. */
export async function isAuthor(client: RepositoryClient, authors: Authors, login: string): Promise<boolean> {
  const wanted = login.toLowerCase();
  if (!authors.isComplete || authors.logins.has(wanted) || authors.others.has(wanted)) return true;
  if (authors.others.size === 0) return false;
  const { data } = await client.call((octokit) => octokit.rest.users.getByUsername({ username: login }));
  const known = [data.name, data.email].flatMap((text) => (typeof text === "string" ? [text.toLowerCase()] : []));
  return known.some((text) => authors.others.has(text));
}

/**
 * Logins of those whose last word on the pull request approves exactly this head. Nobody's where there are more reviews
 * than are read: what was said last is not known then.
 */
export async function readApprovals(
  client: RepositoryClient,
  number: number,
  head: string,
): Promise<ReadonlyArray<string>> {
  const { owner, name: repo } = client.address;
  const { items, isComplete } = await readPages(
    maxReviewPages,
    (page) =>
      client.call((octokit) =>
        octokit.rest.pulls.listReviews({ owner, repo, pull_number: number, per_page: pageSize, page }),
      ),
    all,
  );
  if (!isComplete) return [];
  const last = new Map<string, boolean>();
  for (const { user, state, commit_id } of items) {
    if (user?.login === undefined || state === "COMMENTED" || state === "PENDING") continue; // talk takes no consent back
    last.set(user.login, state === "APPROVED" && commit_id === head);
  }
  return [...last].flatMap(([login, approves]) => (approves ? [login] : []));
}

function isMissing(error: unknown): boolean {
  return error instanceof GitHubError && error.trouble === "missing";
}
