import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Files by path; null deletes, `{link}` makes a symbolic link, bytes are written as they are. */
export type Files = Readonly<Record<string, string | Uint8Array | null | { readonly link: string }>>;

/** A real git repository in a temporary directory. */
export interface TestRepository {
  readonly root: string;
  readonly write: (files: Files) => void;
  /** Writes and commits; returns the commit's SHA. */
  readonly commit: (files: Files) => string;
  readonly git: (...args: ReadonlyArray<string>) => string;
  readonly remove: () => void;
}

/** An empty directory. */
export function makeDirectory(files: Files = {}): { readonly root: string; readonly remove: () => void } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "tollgate-")));
  writeFiles(root, files);
  return {
    root,
    remove: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
}

export function makeRepository(): TestRepository {
  const { root, remove } = makeDirectory();
  const git = (...args: ReadonlyArray<string>): string =>
    execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@example.com", ...args], {
      cwd: root,
      encoding: "utf8",
      env: {
        ...process.env,
        GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z",
        GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z",
        GIT_CONFIG_GLOBAL: "/dev/null",
      },
    }).trim();
  git("init", "--quiet", "--initial-branch=main");
  const write = (files: Files): void => {
    writeFiles(root, files);
  };
  const commit = (files: Files): string => {
    write(files);
    git("add", "--all", "--force");
    git("commit", "--quiet", "--allow-empty", "--message", "change");
    return git("rev-parse", "HEAD");
  };
  return { root, write, commit, git, remove };
}

function writeFiles(root: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    const target = join(root, path);
    rmSync(target, { recursive: true, force: true });
    if (content === null) continue;
    mkdirSync(dirname(target), { recursive: true });
    if (typeof content === "string" || content instanceof Uint8Array) writeFileSync(target, content);
    else symlinkSync(content.link, target);
  }
}
