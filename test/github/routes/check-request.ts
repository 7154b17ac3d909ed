import { posix } from "node:path";
import { characters, Refusal, type Call } from "../call.ts";
import type { Annotation, CheckAction, CheckRun, CheckSuite } from "../world.ts";

const maxAnnotations = 50;
const maxCharacters = 65_535;
const maxDetailBytes = 64 * 1024;

/** The body of a request that creates or changes a check run, as the description has it. */
export interface CheckRequest {
  readonly name?: string;
  readonly head_sha?: string;
  readonly details_url?: string;
  readonly external_id?: string;
  readonly status?: CheckRun["status"];
  readonly started_at?: string;
  readonly conclusion?: string;
  readonly completed_at?: string;
  readonly output?: {
    readonly title?: string;
    readonly summary: string;
    readonly text?: string;
    readonly annotations?: ReadonlyArray<Annotation>;
  };
  readonly actions?: ReadonlyArray<CheckAction>;
}

function invalid(message: string): Refusal {
  return new Refusal(422, `Invalid request.\n\n${message}`);
}

/** What GitHub checks beyond its description. Throws a Refusal with 422. */
export async function checkRequest(
  call: Call,
  suite: Pick<CheckSuite, "repository" | "sha">,
  body: CheckRequest,
): Promise<void> {
  if (body.status === "completed" && body.conclusion === undefined) throw invalid('"conclusion" wasn\'t supplied.');
  if (body.completed_at !== undefined && body.conclusion === undefined) throw invalid('"conclusion" wasn\'t supplied.');
  if (body.status !== undefined && body.status !== "completed" && body.conclusion !== undefined) {
    throw invalid(`A conclusion was supplied with the status ${body.status}.`);
  }
  if (body.conclusion === "stale") throw invalid("stale is not a conclusion that can be set.");
  checkTexts(call, body);
  const annotations = body.output?.annotations ?? [];
  if (annotations.length > maxAnnotations)
    throw invalid(`No more than ${maxAnnotations} items are allowed; ${annotations.length} were supplied.`);
  annotations.forEach(checkAnnotation);
  await checkPlaces(call, suite, annotations);
}

/** Characters are what GitHub documents; it stores bytes, so a text that only just fits is worth a complaint. */
function checkTexts(call: Call, body: CheckRequest): void {
  for (const [name, text] of [
    ["summary", body.output?.summary],
    ["text", body.output?.text],
  ] as const) {
    if (text === undefined) continue;
    const length = characters(text);
    if (length > maxCharacters)
      throw invalid(`Only ${maxCharacters} characters are allowed in ${name}; ${length} were supplied.`);
    const bytes = Buffer.byteLength(text);
    if (bytes > maxCharacters)
      call.complain(`output.${name} has ${bytes} bytes in ${length} characters; GitHub may refuse it`);
  }
  if ((body.actions ?? []).length > 3) throw invalid("No more than 3 actions are allowed.");
}

function checkAnnotation(annotation: Annotation, index: number): void {
  const at = `annotations[${index}]`;
  const { path, start_line: start, end_line: end } = annotation;
  if (path === "" || posix.isAbsolute(path) || posix.normalize(path) !== path || path.startsWith("..")) {
    throw invalid(`${at}.path ${JSON.stringify(path)} is not a path in the repository.`);
  }
  if (start < 1 || end < start) throw invalid(`${at}: lines ${start} to ${end} are not a range; lines start at 1.`);
  const hasColumn = annotation.start_column !== undefined || annotation.end_column !== undefined;
  if (hasColumn && start !== end) throw invalid(`${at}: columns are only allowed on one line.`);
  if (annotation.message === "") throw invalid(`${at}.message is empty.`);
  if (Buffer.byteLength(annotation.message) > maxDetailBytes) throw invalid(`${at}.message is larger than 64 KB.`);
  if (Buffer.byteLength(annotation.raw_details ?? "") > maxDetailBytes)
    throw invalid(`${at}.raw_details is larger than 64 KB.`);
  if (characters(annotation.title ?? "") > 255) throw invalid(`${at}.title is longer than 255 characters.`);
}

/** An annotation on a file or line that the head does not have is taken and shown nowhere. */
async function checkPlaces(
  call: Call,
  suite: Pick<CheckSuite, "repository" | "sha">,
  annotations: ReadonlyArray<Annotation>,
): Promise<void> {
  if (annotations.length === 0) return;
  const entries = await suite.repository.git.entries(suite.sha, true);
  const files = new Map(
    (entries ?? []).filter((entry) => entry.type === "blob").map((entry) => [entry.path, entry.sha]),
  );
  for (const annotation of annotations) {
    const sha = files.get(annotation.path);
    if (sha === undefined) {
      call.complain(`annotation on ${annotation.path}, which is not a file of ${suite.sha}`);
      continue;
    }
    const text = (await suite.repository.git.object(sha))?.bytes.toString() ?? "";
    const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
    if (annotation.end_line > Math.max(1, lines)) {
      call.complain(`annotation on ${annotation.path}:${annotation.end_line}, which has ${lines} lines`);
    }
  }
}
