import type { Finding } from "../model/finding.ts";
import type { Problem } from "../model/problem.ts";
import type { Location } from "../model/resource.ts";
import { mayBeWaived, waived } from "./apply-waivers.ts";
import { type EarlierIds, means } from "./earlier-ids.ts";
import type { CommentedFile, IgnoreComment } from "./ignore-comment.ts";

/** Files with `tollgate:ignore` comments, by path. */
export type CommentedFiles = ReadonlyMap<string, CommentedFile>;

/** Where a side declares something, by project and address. */
export type LocationOf = (project: string, address: string) => Location | null;

/** What inline comments are judged by. */
export interface IgnoreCase {
  readonly findings: ReadonlyArray<Finding>;
  readonly head: { readonly files: CommentedFiles; readonly locationOf: LocationOf };
  /** The same at the base of the comparison; of a whole tree it is the head. */
  readonly base: { readonly files: CommentedFiles; readonly locationOf: LocationOf };
  /** What gates: a comment that is gone there has been taken back. */
  readonly gate: CommentedFiles;
  readonly aliases: EarlierIds;
  /** The review's day, `YYYY-MM-DD`, UTC. */
  readonly today: string;
}

/** Findings, and comments that do not hold. */
export interface IgnoreResult {
  readonly findings: ReadonlyArray<Finding>;
  readonly problems: ReadonlyArray<Problem>;
}

/**
 * A comment at a resource waives what its policy finds there, once the base has it at the same resource. One that this
 * change brings in is a request: the finding stays new and needs consent.
 */
export function applyIgnores(given: IgnoreCase): IgnoreResult {
  const problems = new Map<string, Problem>();
  const findings = given.findings.map((finding) => {
    if (!mayBeWaived(finding)) return finding;
    const at = placeOf(finding, given.head.locationOf);
    const comments = at === null ? [] : commentsAt(given.head.files, at);
    const comment = comments.find(({ policy }) => means(policy, finding.policy, given.aliases));
    if (at === null || comment === undefined) return finding;
    const wrong = whyNot(comment, given.today);
    if (wrong !== null) {
      const { path } = at;
      const message = `the comment "tollgate:ignore ${comment.policy}" does not hold: ${wrong}`;
      problems.set(`${path}:${comment.line}`, {
        path,
        line: comment.line,
        message,
        project: finding.project,
        hides: [path],
      });
      return finding;
    }
    const { reason, until } = { reason: comment.reason ?? "", until: comment.until ?? "" };
    if (isOnBase(finding, comment, given)) return waived(finding, grant(reason, until, at.path, comment.line));
    return finding.status === "new" ? { ...finding, waiver_request: reason } : finding;
  });
  return { findings, problems: [...problems.values()] };
}

function grant(reason: string, until: string, path: string, line: number) {
  const place = { path, line };
  return { project: null, address: null, fingerprint: null, reason, granted_by: "comment", until, covers: null, place };
}

function placeOf({ project, address, path, line, end_line }: Finding, locationOf: LocationOf): Location | null {
  const declared = address === null ? null : locationOf(project, address);
  if (declared !== null) return declared;
  return path === null || line === null ? null : { path, line, end_line: end_line ?? line };
}

/** Comments inside a place, and those that stand right above it. */
function commentsAt(files: CommentedFiles, { path, line, end_line }: Location): ReadonlyArray<IgnoreComment> {
  const file = files.get(path);
  if (file === undefined) return [];
  let from = line;
  while (from > 1 && file.isComment(from - 1)) from -= 1;
  return file.ignores.filter((comment) => comment.line >= from && comment.line <= end_line);
}

function whyNot({ until, reason }: IgnoreComment, today: string): string | null {
  if (until === null) return "it has no until=YYYY-MM-DD";
  if (reason === null) return "it has no reason=…";
  return until < today ? `it ended on ${until}` : null;
}

/** The same exception at the same resource of the base, and not taken back since. */
function isOnBase(finding: Finding, comment: IgnoreComment, { base, gate }: IgnoreCase): boolean {
  const isSame = (other: IgnoreComment): boolean =>
    other.policy === comment.policy && other.until === comment.until && other.reason === comment.reason;
  const { project, address, path } = finding;
  const at = address === null ? null : base.locationOf(project, address);
  const file = at?.path ?? path;
  if (file === null || !(gate.get(file)?.ignores.some(isSame) ?? false)) return false;
  if (address !== null) return at !== null && commentsAt(base.files, at).some(isSame);
  return base.files.get(file)?.ignores.some(isSame) ?? false; // lines move: the file is all that can be compared
}
