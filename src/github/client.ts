import { LRUCache } from "lru-cache";
import { Probot, ProbotOctokit } from "probot";
import type { Logger } from "pino";

import { createAllowances, type Allowance, type Allowances } from "./allowance.ts";
import { GitHubError, toGitHubError } from "./errors.ts";
import { gitHubFetch } from "./fetch.ts";

/** A repository that the App is installed on. */
export interface RepositoryAddress {
  readonly installation_id: number;
  readonly repository_id: number;
  readonly owner: string;
  readonly name: string;
}

/** How GitHub is reached. */
export interface GitHubOptions {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** REST root of an Enterprise Server; null for github.com. */
  readonly baseUrl: string | null;
  readonly log: Logger;
  /** Milliseconds that one request may take; default 20,000. */
  readonly timeout?: number;
  /** Told the status of every answer; 0 where none came. */
  readonly requested?: (status: number) => void;
}

/** The App's access to GitHub. */
export interface GitHub {
  readonly appId: number;
  /** The App's name in URLs: our comments' author is `<slug>[bot]`. */
  readonly slug: () => Promise<string>;
  /** Whether GitHub has said by an answer that it knows this App: its name, or a token for an installation. */
  readonly isAccepted: () => boolean;
  readonly repository: (address: RepositoryAddress) => RepositoryClient;
  /** For what only some ask for, with a token that may do just that; needs permissions that are not asked of all. */
  readonly repositoryFor: (address: RepositoryAddress, purpose: "statuses" | "security_events") => RepositoryClient;
  /** Reads what workflows made; needs the permission `actions: read`. */
  readonly artifacts: (address: RepositoryAddress) => RepositoryClient;
  /** Asks who is a member of a team; needs the permission `members: read`. */
  readonly organisation: (installation_id: number, login: string) => OrganisationClient;
  /** Reads the organisation's `.github` repository, where the App is installed on it. */
  readonly organisationFile: (installation_id: number) => Pick<RepositoryClient, "call">;
  /** Reads one repository of modules of the installation's account, and nothing else. */
  readonly moduleRepository: (installation_id: number, name: string) => Pick<RepositoryClient, "call">;
  /** Reads pull requests in every repository of an installation. */
  readonly installation: (installation: number) => InstallationClient;
  /** What GitHub said last that an installation has left of its hourly limit; null where it said nothing. */
  readonly allowance: (installation_id: number) => Allowance | null;
  /** Sends a request as the App itself; throws GitHubError. */
  readonly call: <T>(send: (octokit: ProbotOctokit) => Promise<T>) => Promise<T>;
}

/** Sends requests for a whole installation, reading only; throws GitHubError. */
export interface InstallationClient {
  readonly installation_id: number;
  readonly call: <T>(send: (octokit: ProbotOctokit) => Promise<T>) => Promise<T>;
}

/** Sends requests about the members of an organisation; throws GitHubError. */
export interface OrganisationClient {
  readonly organisation: string;
  readonly call: RepositoryClient["call"];
}

/** Sends requests for one repository; throws GitHubError. */
export interface RepositoryClient {
  readonly address: RepositoryAddress;
  readonly call: <T>(send: (octokit: ProbotOctokit) => Promise<T>) => Promise<T>;
}

/** A token of which GitHub does not say when it ends is kept for so many milliseconds. */
const unsaidLife = 10 * 60_000;

/** A token that ends within this many milliseconds, or half of its life where that is shorter, is replaced. */
const tokenMargin = 5 * 60_000;

const defaultTimeout = 20_000;

/** All that a review needs, and nothing else; narrowed to the one repository. */
const tokenPermissions = { checks: "write", contents: "read", pull_requests: "write" } as const;

/** All that looking for forgotten pull requests needs. */
const readPermissions = { metadata: "read", pull_requests: "read" } as const;

/**
 * Retries belong to the queue, which survives a restart, and the order of writes to the one job of a pull request:
 * the client-side queue of the throttling plug-in would make a review wait for seconds. Only the function form
 * switches it off.
 */
const PlainOctokit = ProbotOctokit.defaults((options: object) => ({
  ...options,
  throttle: { enabled: false },
  retry: { enabled: false },
}));

/** Connects the App to GitHub. Sends nothing before it is used. */
export function connectGitHub(options: GitHubOptions): GitHub {
  const counted = gitHubFetch(options.timeout ?? defaultTimeout, options.requested ?? ignore);
  const probot = new Probot({
    appId: options.appId,
    privateKey: options.privateKey,
    secret: options.webhookSecret,
    Octokit: PlainOctokit,
    log: options.log,
    request: { fetch: counted },
    ...(options.baseUrl === null ? {} : { baseUrl: options.baseUrl }),
  });
  const tokens = new LRUCache<string, TokenClient>({ max: 1_000 });
  const allowances = createAllowances();
  let isAccepted = false;
  const accepted = (): void => {
    isAccepted = true;
  };
  const sending = { ...options, fetch: counted, allowances, accepted };
  let slug: string | null = null;
  return {
    appId: options.appId,
    slug: async () => {
      slug ??= await readSlug(probot);
      accepted();
      return slug;
    },
    isAccepted: () => isAccepted,
    repository: (address) => ({
      address,
      call: openClient(probot, tokens, narrowed(address), sending),
    }),
    repositoryFor: (address, purpose) => ({
      address,
      call: openClient(probot, tokens, { ...narrowed(address), permissions: { [purpose]: "write" } }, sending),
    }),
    artifacts: (address) => ({
      address,
      call: openClient(probot, tokens, { ...narrowed(address), permissions: { actions: "read" } }, sending),
    }),
    organisation: (installation_id, login) => ({
      organisation: login,
      call: openClient(probot, tokens, { installation_id, permissions: { members: "read" } }, sending),
    }),
    organisationFile: (installation_id) => ({
      call: openClient(
        probot,
        tokens,
        { installation_id, repositories: [".github"], permissions: { contents: "read" } },
        sending,
      ),
    }),
    moduleRepository: (installation_id, name) => ({
      call: openClient(
        probot,
        tokens,
        { installation_id, repositories: [name], permissions: { contents: "read" } },
        sending,
      ),
    }),
    installation: (installation_id) => ({
      installation_id,
      call: openClient(probot, tokens, { installation_id, permissions: readPermissions }, sending),
    }),
    allowance: (installation_id) => allowances.of(installation_id, new Date()),
    call: (send) => attempt(async () => send(await probot.auth())),
  };
}

/** A client with a token, until the token is to be replaced. */
interface TokenClient {
  readonly octokit: ProbotOctokit;
  readonly expires: number;
}

async function readSlug(probot: Probot): Promise<string> {
  return await attempt(async () => {
    const { data } = await (await probot.auth()).rest.apps.getAuthenticated();
    if (data?.slug === undefined) throw new GitHubError("GitHub does not say how this App is called", unnamed);
    return data.slug;
  });
}

const unnamed = { trouble: "refused", status: 200, retry_at: null } as const;

/** What a token is for. */
interface TokenScope {
  readonly installation_id: number;
  readonly repository_ids?: number[];
  /** By name, without the owner. */
  readonly repositories?: string[];
  readonly permissions: Readonly<Record<string, "read" | "write">>;
}

function narrowed({ installation_id, repository_id }: RepositoryAddress): TokenScope {
  return { installation_id, repository_ids: [repository_id], permissions: tokenPermissions };
}

/** What every client of an installation shares. */
interface SendingOptions extends GitHubOptions {
  readonly fetch: typeof fetch;
  readonly allowances: Allowances;
  /** Told when GitHub has given a token. */
  readonly accepted: () => void;
}

/** Sends requests with a token of this scope, which is made anew where it has ended. */
function openClient(
  probot: Probot,
  tokens: LRUCache<string, TokenClient>,
  scope: TokenScope,
  options: SendingOptions,
): RepositoryClient["call"] {
  const key = JSON.stringify(scope);
  const noting = options.allowances.noting(scope.installation_id, options.fetch);
  async function connect(): Promise<ProbotOctokit> {
    const known = tokens.get(key);
    if (known !== undefined && known.expires > Date.now()) return known.octokit;
    const { token, expires } = await mintToken(probot, scope);
    options.accepted();
    const octokit = new PlainOctokit({
      auth: { token },
      log: options.log,
      request: { fetch: noting },
      ...(options.baseUrl === null ? {} : { baseUrl: options.baseUrl }),
    });
    tokens.set(key, { octokit, expires });
    return octokit;
  }
  return async (send) => {
    try {
      return await attempt(async () => send(await connect()));
    } catch (error) {
      if (!(error instanceof GitHubError) || error.trouble !== "unauthorized") throw error;
      // Expired early, or not known everywhere yet: one more time with a fresh one.
      tokens.delete(key);
      return await attempt(async () => send(await connect()));
    }
  };
}

async function mintToken(
  probot: Probot,
  scope: TokenScope,
): Promise<{ readonly token: string; readonly expires: number }> {
  const octokit = await probot.auth();
  const { data } = await octokit.rest.apps.createInstallationAccessToken({ ...scope }).catch((error: unknown) => {
    throw lackedPermission(toGitHubError(error, new Date()), scope);
  });
  const until = Date.parse(data.expires_at);
  const life = Number.isNaN(until) ? unsaidLife : until - Date.now();
  return { token: data.token, expires: Date.now() + Math.max(life - tokenMargin, life / 2) };
}

/** GitHub's words do not say who can mend it. */
function lackedPermission(error: GitHubError, { installation_id, permissions }: TokenScope): GitHubError {
  if (error.status !== 422 || !/permissions requested/i.test(error.message)) return error;
  const wanted = Object.entries(permissions).map(([name, level]) => `${name}: ${level}`);
  return new GitHubError(
    `installation ${installation_id} has not granted ${wanted.join(", ")}; an owner of the account accepts the App's ` +
      "permissions under Settings, GitHub Apps, Review request",
    { trouble: "refused", status: 422, retry_at: null },
    { cause: error },
  );
}

async function attempt<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    throw toGitHubError(error, new Date());
  }
}

function ignore(): void {
  // nobody counts
}
