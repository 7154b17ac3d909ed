import { posix } from "node:path";

import { DockerfileParser, type Dockerfile, type From } from "dockerfile-ast";

import type { AttributePath, Declaration, Json, JsonObject } from "../../model/resource.ts";
import type { FileIssue, FileReading } from "../file/file-format.ts";
import { unread } from "../file/read-files.ts";
import { isInstruction, readInstruction, type ReadInstruction } from "./instruction.ts";
import { substitute } from "./substitute.ts";

/** A longer file is not read: the parser's time grows with the square of it. People write a hundredth of this. */
export const maxCharacters = 200_000;

const template: FileReading = { declarations: [], issues: [], skipped: "a template that has to be rendered first" };

/** What stands where an instruction would begin: `{{ if … }}`, `{% for … %}`, `<% … %>`, `%%EXTRAS%%`, `@EXTRAS@`. */
const standsForInstructions = /^(?:\{\{|\{%|<%|%%\w+%%|@\w+@)/;

/** A stage while its instructions are gathered. */
interface Stage {
  readonly name: string | null;
  readonly written: string;
  readonly image: string | null;
  readonly platform: string | null;
  readonly instructions: Array<JsonObject>;
}

interface Reading {
  readonly path: string;
  readonly escape: string;
  readonly args: Array<JsonObject>;
  /** What `FROM` may use: arguments before the first one, with their defaults. */
  readonly values: Map<string, string>;
  readonly stages: Array<Stage>;
  readonly lines: Record<string, number>;
  readonly issues: Array<FileIssue>;
}

/**
 * Reads a Dockerfile into its stages and their instructions, each with its line; `FROM` with build arguments' defaults
 * filled in. Null for an empty file.
 */
export function readDockerfile(path: string, text: string): FileReading | null {
  if (text.trim() === "") return null;
  if (text.length > maxCharacters) {
    return unread({ line: null, message: `longer than ${maxCharacters} characters; split the file`, fatal: true });
  }
  if (/\{\{[^}]*\}\}|\{%|<%/.test(text) && !/^\s*FROM\s+[^{<]+$/im.test(text)) return template;
  const parsed = DockerfileParser.parse(text.replaceAll("\r\n", "\n"));
  const escape = parsed.getEscapeCharacter();
  const reading: Reading = {
    ...{ path, escape, args: [], values: new Map(), stages: [], lines: {}, issues: [] },
  };
  const instructions = parsed.getInstructions().map(readInstruction);
  if (instructions.some(({ keyword }) => standsForInstructions.test(keyword))) return template;
  for (const instruction of instructions) take(instruction, reading);
  if (reading.stages.length === 0 && reading.issues.length === 0) {
    reading.issues.push({ line: 1, message: "no FROM; expected an image that the build begins with", fatal: true });
  }
  const declarations = reading.stages.length === 0 ? [] : [declare(reading, parsed, text)];
  return { declarations, issues: reading.issues, skipped: null };
}

function take(read: ReadInstruction, reading: Reading): void {
  const { keyword, line } = read;
  const stage = reading.stages.at(-1);
  if (!isInstruction(keyword)) {
    const message = `${JSON.stringify(keyword.slice(0, 40))} is no instruction of a Dockerfile; correct the word, or end the line before with ${reading.escape}`;
    reading.issues.push({ line, message, fatal: true });
  } else if (read.from !== null) takeStage(read.from, line, reading);
  else if (stage !== undefined) {
    reading.lines[`/stages/${reading.stages.length - 1}/instructions/${stage.instructions.length}`] = line;
    stage.instructions.push(read.values);
  } else if (keyword === "ARG") takeGlobal(read, reading);
  else {
    const message = `${keyword} before the first FROM; only ARG may stand there`;
    reading.issues.push({ line, message, fatal: true });
  }
}

function takeGlobal({ values, pairs, line }: ReadInstruction, reading: Reading): void {
  reading.lines[`/args/${reading.args.length}`] = line;
  reading.args.push(values);
  for (const { name, value } of pairs) {
    const known = value === null ? null : substitute(value, reading.values);
    if (known !== null) reading.values.set(name, known);
  }
}

function takeStage(from: From, line: number, reading: Reading): void {
  const written = from.getImage() ?? "";
  const index = reading.stages.length;
  if (written === "") reading.issues.push({ line, message: "FROM names no image; expected one", fatal: true });
  for (const pointer of ["", "/image", "/name"]) reading.lines[`/stages/${index}${pointer}`] = line;
  reading.stages.push({
    name: from.getBuildStage(),
    written,
    image: substitute(written, reading.values),
    platform: from.getPlatformFlag()?.getValue() ?? null,
    instructions: [],
  });
}

function declare(reading: Reading, parsed: Dockerfile, text: string): Declaration {
  const { path, stages, lines } = reading;
  const unknown: Array<AttributePath> = [];
  for (const [index, { image }] of stages.entries()) {
    if (image === null) unknown.push(["stages", index, "image"]);
  }
  lines["/stages"] = lines["/stages/0"] ?? 1;
  return {
    address: path,
    format: "dockerfile",
    type: "dockerfile",
    provider: null,
    region: null,
    module: null,
    name: posix.basename(path),
    namespace: null,
    tags: {},
    values: {
      syntax:
        parsed
          .getDirectives()
          .find((item) => item.getName() === "syntax")
          ?.getValue() ?? null,
      args: reading.args,
      stages: stages.map((stage, index) => stageValues(stage, stages.slice(0, index))),
    },
    unknown,
    sensitive: [],
    references: [],
    location: { path, line: 1, end_line: Math.max(1, text.replace(/\n$/, "").split("\n").length) },
    called_from: [],
    lines,
  };
}

/** `base` is the index of the earlier stage that this one continues, null where it begins with an image. */
function stageValues(stage: Stage, earlier: ReadonlyArray<Stage>): { readonly [key: string]: Json } {
  const named = earlier.findLastIndex(({ name }) => name !== null && name.toLowerCase() === stage.image?.toLowerCase());
  const { name, written, image, platform, instructions } = stage;
  return { name, written, image, base: named === -1 ? null : named, platform, instructions };
}
