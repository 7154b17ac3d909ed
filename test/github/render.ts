import { isFork, type Annotation, type CheckRun, type Comment, type PullRequest, type World } from "./world.ts";

const marks: Readonly<Record<string, string>> = {
  success: "✓",
  failure: "✗",
  action_required: "!",
  timed_out: "✗",
  cancelled: "⊘",
  neutral: "□",
  skipped: "»",
};
const levels = { notice: "Notice", warning: "Warning", failure: "Failure" };
const rule = "─".repeat(100);

/** A pull request as its page shows it, as text: checks, annotations in their code, comments. */
export async function renderPullRequest(world: World, pull: PullRequest): Promise<string> {
  const runs = latestRuns(world, pull);
  const comments = world.comments.filter((item) => item.repository === pull.repository && item.number === pull.number);
  const checks = await Promise.all(runs.map((run) => checkText(run)));
  return [title(world, pull), ...comments.map(commentText), mergeBox(runs), ...checks].join(`\n${rule}\n`) + "\n";
}

function title(world: World, pull: PullRequest): string {
  const { number, author, head, base } = pull;
  const from = isFork(pull) ? `${head.repository.owner.login}:${head.ref}` : head.ref;
  const state = pull.state === "closed" ? "Closed" : pull.isDraft ? "Draft" : "Open";
  const address = `${world.htmlUrl}/${pull.repository.owner.login}/${pull.repository.name}/pull/${number}`;
  return `${pull.title} #${number}\n${state} · ${author.login} wants to merge into ${base.ref} from ${from} · ${head.sha.slice(0, 7)}\n${address}`;
}

/** Of runs with one name only the newest counts. */
function latestRuns(world: World, pull: PullRequest): ReadonlyArray<CheckRun> {
  const runs = world.runs.filter(
    (item) => item.suite.repository === pull.repository && item.suite.sha === pull.head.sha,
  );
  return runs.filter(
    (run) => !runs.some((item) => item.suite === run.suite && item.name === run.name && item.id > run.id),
  );
}

function commentText({ author, body, edits, reactions }: Comment): string {
  const bot = author.type === "Bot" ? " bot" : "";
  const who = `${author.login.replace(/\[bot\]$/, "")}${bot} commented${edits > 0 ? " · edited" : ""}`;
  const shown = reactions.map((item) => item.content).join(" ");
  return [who, "", markdownText(body), ...(shown === "" ? [] : ["", shown])].join("\n");
}

/** Markdown as it reads on the page: comments hidden, details folded out with their summary. */
function markdownText(body: string): string {
  return body
    .replaceAll(/<!--[\s\S]*?-->\n?/g, "")
    .replaceAll(
      /<details[^>]*>\s*(?:<summary>(?<summary>[\s\S]*?)<\/summary>)?/g,
      (_whole, summary?: string) => `▾ ${summary ?? "Details"}`,
    )
    .replaceAll(/<\/details>\n?/g, "")
    .replaceAll(/<\/?(?:b|strong|sub|sup|code|em|i|kbd)>/g, "")
    .replaceAll(/<br\s*\/?>/g, "\n")
    .replaceAll(
      /&(?<name>lt|gt|quot|amp|nbsp);/g,
      (_whole, name: string) => ({ lt: "<", gt: ">", quot: '"', amp: "&", nbsp: " " })[name] ?? "",
    )
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

function mergeBox(runs: ReadonlyArray<CheckRun>): string {
  const failing = runs.filter(
    (run) => run.status === "completed" && !["success", "neutral", "skipped"].includes(run.conclusion ?? ""),
  );
  const waiting = runs.filter((run) => run.status !== "completed");
  const headline =
    runs.length === 0
      ? "No checks have been reported"
      : failing.length > 0
        ? "Some checks were not successful"
        : waiting.length > 0
          ? "Some checks haven't completed yet"
          : "All checks have passed";
  const lines = runs.map((run) => `  ${markOf(run)} ${run.name} — ${run.output.title ?? run.status}`);
  return [headline, ...lines].join("\n");
}

function markOf(run: CheckRun): string {
  return run.status === "completed" ? (marks[run.conclusion ?? ""] ?? "?") : "●";
}

async function checkText(run: CheckRun): Promise<string> {
  const head = `${markOf(run)} ${run.name} (${run.conclusion ?? run.status})`;
  const { title: heading, summary, text } = run.output;
  const parts = [head, heading ?? "", markdownText(summary ?? ""), markdownText(text ?? "")].filter(
    (part) => part !== "",
  );
  const annotations = await Promise.all(run.annotations.map((annotation) => annotationText(run, annotation)));
  const count = annotations.length === 1 ? "1 annotation" : `${annotations.length} annotations`;
  const buttons = run.actions.map((action) => `[ ${action.label} ]`).join(" ");
  return [
    ...parts,
    ...(annotations.length === 0 ? [] : [count, ...annotations]),
    ...(buttons === "" ? [] : [buttons]),
  ].join("\n\n");
}

/** The annotation below the lines that it is about, as in "Files changed". */
async function annotationText({ suite }: CheckRun, annotation: Annotation): Promise<string> {
  const { path, start_line: start, end_line: end, annotation_level: level, message } = annotation;
  const sha = (await suite.repository.git.entries(suite.sha, true))?.find((entry) => entry.path === path)?.sha;
  const content = sha === undefined ? "" : ((await suite.repository.git.object(sha))?.bytes.toString() ?? "");
  const lines = content.split("\n").slice(start - 1, Math.min(end, start + 4));
  const code = lines.map((line, index) => `    ${String(start + index).padStart(5)} │ ${line}`);
  const heading = `  ${path}${start === end ? `#L${start}` : `#L${start}-L${end}`}`;
  const first = `    ${levels[level]}: ${annotation.title ?? path}`;
  return [heading, ...code, first, ...message.split("\n").map((line) => `      ${line}`)].join("\n");
}
