import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createTwoFilesPatch } from "diff";
import { collectChanges, collectScan, openWorkplace, type Workplace } from "../changes/git.ts";
import { UsageError } from "../model/failure.ts";
import type { Finding } from "../model/finding.ts";
import { compareText, count } from "../model/text.ts";
import { openReviewTools, reviewWithFixes, type MendedReview } from "../review.ts";
import { cacheFolder } from "./cache-folder.ts";
import { exitCodes } from "./exit-codes.ts";
import { namedPolicies } from "./policy-sources.ts";
import { requestOf } from "./reports.ts";

/** Options of `tollgate fix`. */
export interface FixOptions {
  readonly base?: string;
  readonly policy?: ReadonlyArray<string>;
  readonly dryRun?: boolean;
  readonly format: "terminal" | "json";
  readonly config?: string;
  readonly policies?: ReadonlyArray<string>;
  readonly pack: boolean;
}

/** `tollgate fix`: writes the files, or with `--dry-run` shows what it would write. */
export async function fixTree(directory: string, options: FixOptions): Promise<number> {
  const workplace = await openWorkplace(directory);
  const changeSet = await (options.base === undefined
    ? collectScan(workplace)
    : collectChanges(workplace, options.base, null));
  const clock = new Date();
  const tools = openReviewTools(clock, cacheFolder("policies"));
  try {
    const request = await requestOf(workplace, changeSet, clock, options, tools.engines);
    const asked = { ...request, policies: { pack: options.pack, ...(await namedPolicies(options)) } };
    const wanted = options.policy ?? [];
    const isWanted = ({ policy }: Finding): boolean => wanted.length === 0 || wanted.includes(policy);
    const mended = await reviewWithFixes(asked, tools, { isWanted, showsSecrets: true, limit: 5_000 });
    checkNames(wanted, mended);
    if (options.dryRun !== true) writeAll(workplace, mended.texts);
    process.stdout.write(options.format === "json" ? asJson(mended, isWanted) : asText(mended, isWanted, options));
    return mended.review.failure === null ? 0 : exitCodes.undecided;
  } finally {
    await tools.close();
  }
}

/** A name that no finding has is more likely misspelt than lucky; it is said, and nothing else happens. */
function checkNames(wanted: ReadonlyArray<string>, { review }: MendedReview): void {
  const found = new Set(review.findings.map(({ policy }) => policy));
  const unknown = wanted.filter((id) => !found.has(id));
  if (unknown.length > 0) process.stderr.write(`there is no finding of ${unknown.join(", ")}\n`);
}

function writeAll({ root }: Workplace, texts: MendedReview["texts"]): void {
  for (const [path, { after }] of texts) {
    try {
      writeFileSync(join(root, path), after);
    } catch (cause) {
      throw new UsageError(`${path} cannot be written; the files before it in the list were`, { cause });
    }
  }
}

function asText({ review, texts }: MendedReview, isWanted: (finding: Finding) => boolean, options: FixOptions): string {
  const findings = review.findings.filter((finding) => finding.status === "new" && isWanted(finding));
  const done = findings.filter(isMended);
  const refused = findings.filter(({ fix }) => fix !== undefined && fix.why_not !== null);
  const silent = findings.length - done.length - refused.length;
  const diffs = [...texts].map(([path, { before, after }]) =>
    createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: 3 }).replace(
      /^=+\n/,
      "",
    ),
  );
  const verb = options.dryRun === true ? "would be mended" : "mended";
  return [
    ...(options.dryRun === true ? diffs : []),
    ...done.map((finding) => `${place(finding)}: ${verb}: ${finding.message} [${finding.policy}]\n`),
    ...refused.map(
      (finding) => `${place(finding)}: left: ${finding.message} [${finding.policy}]\n  ${finding.fix?.why_not ?? ""}\n`,
    ),
    `${count(done.length, "finding")} ${verb} in ${count(texts.size, "file")}, ${refused.length} left, ` +
      `${silent} without a fix\n`,
    ...(review.failure === null ? [] : [`the review did not finish: ${review.failure.message}\n`]),
  ].join("");
}

function asJson({ review, texts }: MendedReview, isWanted: (finding: Finding) => boolean): string {
  const findings = review.findings.filter((finding) => finding.fix !== undefined && isWanted(finding));
  return `${JSON.stringify({ files: [...texts.keys()].sort(compareText), findings }, null, 2)}\n`;
}

function isMended({ fix }: Finding): boolean {
  return fix !== undefined && fix.edits.length > 0;
}

function place({ path, line, project }: Finding): string {
  return path === null ? project : `${path}:${line ?? 1}`;
}
