import {
  From,
  JSONInstruction,
  ModifiableInstruction,
  Onbuild,
  PropertyInstruction,
  type Instruction,
} from "dockerfile-ast";

import type { Json, JsonObject } from "../../model/resource.ts";
import { splitScript } from "./shell.ts";

/** `NAME=value` of ARG, ENV or LABEL; null where ARG gives no default. */
export interface Pair {
  readonly name: string;
  readonly value: string | null;
}

/** One instruction: what policies see of it, and what reading the file needs. */
export interface ReadInstruction {
  readonly keyword: string;
  /** 1-based. */
  readonly line: number;
  readonly from: From | null;
  readonly pairs: ReadonlyArray<Pair>;
  readonly values: JsonObject;
}

const instructions = new Set([
  ...["ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER"],
  ...["ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"],
]);

/** Whether Docker knows the word. */
export function isInstruction(keyword: string): boolean {
  return instructions.has(keyword);
}

/**
 * Reads one instruction. `arguments` are its words, or the texts of its JSON form (`form` is then `exec`); `pipelines`
 * are the commands that RUN, CMD, ENTRYPOINT and HEALTHCHECK give to a shell; `flags` are `--name=value`.
 */
export function readInstruction(instruction: Instruction): ReadInstruction {
  const keyword = instruction.getKeyword();
  const value = instruction.getArgumentsContent() ?? "";
  const exec = execForm(instruction, value);
  const pairs = pairsOf(instruction);
  const heredocs = heredocsOf(instruction);
  const script = scriptOf(keyword, value, heredocs);
  const values = {
    instruction: keyword,
    value,
    form: exec === null ? "shell" : "exec",
    arguments: exec ?? wordsOf(value),
    flags: flagsOf(instruction),
    pairs: pairs.map(({ name, value: text }): Json => ({ name, value: text })),
    pipelines: exec === null ? splitScript(script) : [[exec]],
    heredocs,
  };
  const from = instruction instanceof From ? instruction : null;
  return { keyword, line: instruction.getRange().start.line + 1, from, pairs, values };
}

function execForm(instruction: Instruction, value: string): ReadonlyArray<string> | null {
  if (!(instruction instanceof JSONInstruction) || !value.trimStart().startsWith("[")) return null;
  const closing = instruction.getClosingBracket();
  return closing === null ? null : instruction.getJSONStrings().map((item) => item.getJSONValue());
}

function pairsOf(instruction: Instruction): ReadonlyArray<Pair> {
  if (!(instruction instanceof PropertyInstruction)) return [];
  return instruction.getProperties().map((item) => ({ name: item.getName(), value: item.getValue() }));
}

function flagsOf(instruction: Instruction): ReadonlyArray<Json> {
  if (!(instruction instanceof ModifiableInstruction)) return [];
  return instruction.getFlags().map((flag) => ({ name: flag.getName(), value: flag.getValue() }));
}

/** What the shell is given. A here-document that is the whole RUN is a script, else it is a command's input. */
function scriptOf(keyword: string, value: string, heredocs: ReadonlyArray<string>): string {
  switch (keyword) {
    case "RUN":
      return heredocs.length > 0 && /^\s*<<-?\s*['"]?\w+['"]?\s*(?:\n|$)/.test(value) ? heredocs.join("\n") : value;
    case "CMD":
    case "ENTRYPOINT":
      return value;
    case "HEALTHCHECK":
      return value.replace(/^\s*CMD\s/i, "");
    case "ONBUILD":
      return value.replace(/^\s*RUN\s/i, "");
    default:
      return "";
  }
}

/** The bodies of here-documents in what follows the keyword. */
function heredocsOf(instruction: Instruction): ReadonlyArray<string> {
  if (instruction instanceof Onbuild) return [];
  const raw = instruction.getRawArgumentsContent() ?? "";
  const first = raw.slice(0, raw.includes("\n") ? raw.indexOf("\n") : raw.length);
  const names = [...first.matchAll(/<<-?\s*(?<quote>['"]?)(?<name>\w+)\k<quote>/g)].map(
    ({ groups }) => groups?.["name"],
  );
  const bodies: Array<Array<string>> = [];
  let open: Array<string> | null = null;
  for (const line of raw.split("\n").slice(1)) {
    const name = names[open === null ? bodies.length : bodies.length - 1];
    if (name === undefined) break;
    if (open === null) bodies.push((open = []));
    if (line.trim() === name) open = null;
    else open.push(line);
  }
  return bodies.map((body) => body.join("\n"));
}

function wordsOf(value: string): ReadonlyArray<string> {
  return value.split(/\s+/).filter((word) => word !== "");
}
