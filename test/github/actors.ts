import type { Announcer } from "./events.ts";
import { createGitRepository, type FilesToWrite } from "./git.ts";
import {
  fullName,
  type Account,
  type Comment,
  type PullRequest,
  type Repository,
  type Review,
  type World,
} from "./world.ts";

const nothing = "0".repeat(40);

/** What people do on GitHub: repositories, branches, pull requests. Every act sends its webhooks and waits for the answers. */
export class People {
  readonly #world: World;
  readonly #announcer: Announcer;
  readonly #directory: string;

  constructor(world: World, announcer: Announcer, directory: string) {
    this.#world = world;
    this.#announcer = announcer;
    this.#directory = directory;
  }

  /** An empty repository, or one with a first commit; private unless told. The owner is an organisation unless told. */
  async createRepository(
    name: string,
    options: {
      readonly files?: FilesToWrite;
      readonly isPrivate?: boolean;
      readonly defaultBranch?: string;
      readonly ownerType?: Account["type"];
      readonly parent?: Repository;
    } = {},
  ): Promise<Repository> {
    const [owner = "", short = ""] = name.split("/");
    const { files, isPrivate = true, defaultBranch = "main", ownerType = "Organization", parent = null } = options;
    const git = await createGitRepository(this.#directory, `${owner}-${short}`);
    const now = this.#world.now();
    const repository: Repository = {
      id: this.#world.nextId(),
      owner: this.#world.account(owner, ownerType),
      name: short,
      isPrivate,
      defaultBranch,
      git,
      parent,
      roles: new Map(),
      protectedBranches: new Set(),
      createdAt: now,
      pushedAt: now,
      lastNumber: 0,
    };
    this.#world.repositories.push(repository);
    if (files) await git.commit(defaultBranch, files, "Initial commit", this.#signature(repository.owner.login));
    return repository;
  }

  /** A copy under somebody's name, with all branches. */
  async fork(repository: Repository, login: string): Promise<Repository> {
    const made = await this.createRepository(`${login}/${repository.name}`, {
      isPrivate: repository.isPrivate,
      defaultBranch: repository.defaultBranch,
      ownerType: "User",
      parent: repository,
    });
    const tip = await repository.git.resolve(repository.defaultBranch);
    if (tip !== null) await made.git.fetch(repository.git, tip, `refs/heads/${repository.defaultBranch}`);
    return made;
  }

  /** Commits to a branch and pushes; `from` names the branch that a new one starts at. Pull requests from and into it notice. */
  async push(
    repository: Repository,
    branch: string,
    files: FilesToWrite,
    options: {
      readonly from?: string;
      readonly message?: string;
      readonly login?: string;
      readonly force?: boolean;
    } = {},
  ): Promise<string> {
    const {
      from = repository.defaultBranch,
      message = "Change infrastructure",
      login = "octocat",
      force = false,
    } = options;
    const existing = await repository.git.resolve(`refs/heads/${branch}`);
    const parent = existing !== null && !force ? existing : await repository.git.resolve(from);
    const sha = await repository.git.commit(branch, files, message, this.#signature(login), parent);
    await this.#pushed(repository, branch, existing, sha, this.#world.account(login));
    return sha;
  }

  /** Points a branch at a commit that is already there, as a force push or a revert does. */
  async resetBranch(repository: Repository, branch: string, sha: string, login = "octocat"): Promise<void> {
    const existing = await repository.git.resolve(`refs/heads/${branch}`);
    await repository.git.point(`refs/heads/${branch}`, sha);
    await this.#pushed(repository, branch, existing, sha, this.#world.account(login));
  }

  async #pushed(
    repository: Repository,
    branch: string,
    before: string | null,
    after: string,
    sender: Account,
  ): Promise<void> {
    repository.pushedAt = this.#world.now();
    const affected = this.#world.pulls.filter(
      (pull) => pull.state === "open" && pull.head.repository === repository && pull.head.ref === branch,
    );
    for (const pull of affected) await this.#moveHead(pull, after);
    const ref = `refs/heads/${branch}`;
    await Promise.all([
      this.#announcer.push(repository, sender, { ref, before: before ?? nothing, after }),
      ...affected.map((pull) =>
        this.#announcer.pull(pull, sender, "synchronize", { before: before ?? nothing, after }),
      ),
    ]);
  }

  async #moveHead(pull: PullRequest, sha: string): Promise<void> {
    pull.previousHead = pull.head.sha;
    pull.head.sha = sha;
    pull.base.sha = (await pull.repository.git.resolve(pull.base.ref)) ?? pull.base.sha;
    pull.updatedAt = this.#world.now();
    await this.#bringHead(pull);
  }

  /** The commits of a fork can be read through the repository that the pull request is in. */
  async #bringHead(pull: PullRequest): Promise<void> {
    await pull.repository.git.fetch(pull.head.repository.git, pull.head.sha, `refs/pull/${pull.number}/head`);
  }

  /** Opens a pull request from a branch that was pushed before, of the same repository or of a fork. */
  async openPullRequest(
    repository: Repository,
    options: {
      readonly head: string;
      readonly headRepository?: Repository;
      readonly base?: string;
      readonly title?: string;
      readonly body?: string | null;
      readonly isDraft?: boolean;
      readonly login?: string;
    },
  ): Promise<PullRequest> {
    const { head, headRepository = repository, base = repository.defaultBranch, login = "octocat" } = options;
    const sha = await headRepository.git.resolve(`refs/heads/${head}`);
    const baseSha = await repository.git.resolve(`refs/heads/${base}`);
    if (sha === null || baseSha === null)
      throw new Error(`no branch ${sha === null ? head : base} to open a pull request with`);
    const now = this.#world.now();
    repository.lastNumber += 1;
    const pull: PullRequest = {
      id: this.#world.nextId(),
      number: repository.lastNumber,
      repository,
      author: this.#world.account(login),
      createdAt: now,
      head: { repository: headRepository, ref: head, sha },
      base: { ref: base, sha: baseSha },
      reviews: [],
      title: options.title ?? "Change infrastructure",
      body: options.body ?? null,
      state: "open",
      isDraft: options.isDraft ?? false,
      mergedAt: null,
      updatedAt: now,
      closedAt: null,
      previousHead: null,
    };
    this.#world.pulls.push(pull);
    await this.#bringHead(pull);
    await this.#announcer.pull(pull, pull.author, "opened");
    return pull;
  }

  /** Changes the base branch: `edited` with `changes.base`. */
  async retarget(pull: PullRequest, base: string, login = "octocat"): Promise<void> {
    const from = { ref: { from: pull.base.ref }, sha: { from: pull.base.sha } };
    const sha = await pull.repository.git.resolve(`refs/heads/${base}`);
    if (sha === null) throw new Error(`no branch ${base} in ${fullName(pull.repository)}`);
    pull.base.ref = base;
    pull.base.sha = sha;
    pull.updatedAt = this.#world.now();
    await this.#announcer.pull(pull, this.#world.account(login), "edited", { changes: { base: from } });
  }

  async editTitle(pull: PullRequest, title: string, login = "octocat"): Promise<void> {
    const changes = { title: { from: pull.title } };
    pull.title = title;
    pull.updatedAt = this.#world.now();
    await this.#announcer.pull(pull, this.#world.account(login), "edited", { changes });
  }

  async close(pull: PullRequest, login = "octocat"): Promise<void> {
    pull.state = "closed";
    pull.closedAt = this.#world.now();
    pull.updatedAt = pull.closedAt;
    await this.#announcer.pull(pull, this.#world.account(login), "closed");
  }

  async reopen(pull: PullRequest, login = "octocat"): Promise<void> {
    pull.state = "open";
    pull.closedAt = null;
    pull.updatedAt = this.#world.now();
    const tip = await pull.head.repository.git.resolve(`refs/heads/${pull.head.ref}`);
    if (tip !== null && tip !== pull.head.sha) await this.#moveHead(pull, tip);
    await this.#announcer.pull(pull, this.#world.account(login), "reopened");
  }

  async setDraft(pull: PullRequest, isDraft: boolean, login = "octocat"): Promise<void> {
    pull.isDraft = isDraft;
    pull.updatedAt = this.#world.now();
    await this.#announcer.pull(pull, this.#world.account(login), isDraft ? "converted_to_draft" : "ready_for_review");
  }

  /** Somebody writes a comment. */
  async comment(pull: PullRequest, login: string, body: string): Promise<Comment> {
    const author = this.#world.account(login);
    const now = this.#world.now();
    const comment: Comment = {
      id: this.#world.nextId(),
      repository: pull.repository,
      number: pull.number,
      author,
      app: null,
      createdAt: now,
      reactions: [],
      edits: 0,
      body,
      updatedAt: now,
    };
    this.#world.comments.push(comment);
    await this.#announcer.comment(comment, author, "created");
    return comment;
  }

  /** Somebody reviews the head that the pull request has now. */
  async review(pull: PullRequest, login: string, state: Review["state"], body = ""): Promise<Review> {
    const review: Review = {
      id: this.#world.nextId(),
      author: this.#world.account(login),
      state,
      body,
      sha: pull.head.sha,
      at: this.#world.now(),
    };
    pull.reviews.push(review);
    await this.#announcer.review(pull, review, "submitted");
    return review;
  }

  /** A maintainer takes a review's word away. */
  async dismissReview(pull: PullRequest, review: Review): Promise<void> {
    review.state = "DISMISSED";
    await this.#announcer.review(pull, review, "dismissed");
  }

  #signature(login: string) {
    return { name: login, email: `${login}@example.com`, date: this.#world.now() };
  }
}
