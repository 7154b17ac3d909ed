/** One command as its words, quotes removed, expansions as they are written. */
export type Command = ReadonlyArray<string>;

/** Commands whose output goes into the next one. */
export type Pipeline = ReadonlyArray<Command>;

/** More of a script is not looked at; no script that people write comes near. */
const bounds = { length: 100_000, depth: 4, pipelines: 2_000 } as const;

/** Words that introduce a command without being one. */
const reserved = new Set(["if", "then", "else", "elif", "do", "while", "until", "!", "{", "}", "fi", "done", "time"]);

interface Splitting {
  readonly text: string;
  at: number;
  readonly depth: number;
  readonly pipelines: Array<Pipeline>;
  pipeline: Array<Command>;
  words: Array<string>;
  /** Null between words: an empty quoted text is a word. */
  word: string | null;
  /** Ends of here-documents whose bodies begin on the next line. */
  readonly heredocs: Array<string>;
  /** Texts of command substitutions, split when the rest is. */
  readonly nested: Array<string>;
}

/**
 * Splits a shell script into pipelines of commands, as far as a review needs it: quotes, comments, lists, subshells,
 * command substitutions and here-documents. It runs nothing and expands nothing.
 */
export function splitScript(script: string, depth = 0): ReadonlyArray<Pipeline> {
  const text = script.slice(0, bounds.length);
  const state: Splitting = {
    ...{ text, at: 0, depth, pipelines: [], pipeline: [], words: [], word: null, heredocs: [], nested: [] },
  };
  while (state.at < text.length && state.pipelines.length < bounds.pipelines) step(state);
  endPipeline(state);
  if (depth >= bounds.depth) return state.pipelines;
  return [...state.pipelines, ...state.nested.flatMap((inner) => splitScript(inner, depth + 1))];
}

function step(state: Splitting): void {
  const { text, at } = state;
  const sign = text.charAt(at);
  switch (sign) {
    case "\\":
      if (text.charAt(at + 1) !== "\n") append(state, text.charAt(at + 1));
      state.at += 2;
      return;
    case "'":
      takeSingleQuoted(state);
      return;
    case '"':
      takeDoubleQuoted(state);
      return;
    case "`":
      takeBackquoted(state);
      return;
    case "$":
      takeDollar(state);
      return;
    case " ":
    case "\t":
    case "\r":
      endWord(state);
      break;
    case "\n":
      endPipeline(state);
      skipHeredocs(state);
      break;
    case "#":
      if (state.word === null) state.at = lineEnd(text, at) - 1;
      else append(state, sign);
      break;
    default:
      takeOther(state, sign);
      return;
  }
  state.at += 1;
}

function takeOther(state: Splitting, sign: string): void {
  const { text, at } = state;
  const heredoc = sign === "<" ? /^<<-?[ \t]*(?<quote>['"]?)(?<name>\w+)\k<quote>/.exec(text.slice(at, at + 80)) : null;
  if (heredoc !== null) {
    endWord(state);
    state.heredocs.push(heredoc.groups?.["name"] ?? "");
    state.at += heredoc[0].length;
  } else if (sign === "|" && text.charAt(at + 1) !== "|") {
    endCommand(state);
    state.at += text.charAt(at + 1) === "&" ? 2 : 1;
  } else if (";()|".includes(sign) || (sign === "&" && !isRedirection(text, at))) {
    endPipeline(state);
    state.at += 1;
  } else {
    append(state, sign);
    state.at += 1;
  }
}

/** `>&2`, `2>&1`, `&>log` */
function isRedirection(text: string, at: number): boolean {
  return text.charAt(at + 1) === ">" || text.charAt(at - 1) === ">" || text.charAt(at - 1) === "<";
}

function takeSingleQuoted(state: Splitting): void {
  const end = closing(state.text, "'", state.at + 1);
  append(state, state.text.slice(state.at + 1, end));
  state.at = end + 1;
}

function takeDoubleQuoted(state: Splitting): void {
  append(state, "");
  state.at += 1;
  while (state.at < state.text.length && state.text.charAt(state.at) !== '"') {
    const sign = state.text.charAt(state.at);
    if (sign === "\\") {
      append(state, state.text.charAt(state.at + 1));
      state.at += 2;
    } else if (sign === "`") takeBackquoted(state);
    else if (sign === "$") takeDollar(state);
    else {
      append(state, sign);
      state.at += 1;
    }
  }
  state.at += 1;
}

function takeBackquoted(state: Splitting): void {
  const end = closing(state.text, "`", state.at + 1);
  const inner = state.text.slice(state.at + 1, end);
  state.nested.push(inner);
  append(state, `\`${inner}\``);
  state.at = end + 1;
}

/** `$(…)` holds commands of its own; `${…}` and `$((…))` hold none. */
function takeDollar(state: Splitting): void {
  const { text, at } = state;
  const opening = text.charAt(at + 1);
  if (opening !== "(" && opening !== "{") {
    append(state, "$");
    state.at += 1;
    return;
  }
  const end = matching(text, at + 1, opening === "(" ? ")" : "}");
  const inner = text.slice(at + 2, end);
  if (opening === "(" && !inner.startsWith("(")) state.nested.push(inner);
  append(state, text.slice(at, end + 1));
  state.at = end + 1;
}

function matching(text: string, from: number, close: string): number {
  const open = text.charAt(from);
  let level = 0;
  for (let at = from; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === "\\") at += 1;
    else if (sign === open) level += 1;
    else if (sign === close && --level === 0) return at;
  }
  return text.length;
}

function closing(text: string, quote: string, from: number): number {
  const end = text.indexOf(quote, from);
  return end === -1 ? text.length : end;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

/** Leaves the reader before the line break that ends the last body. */
function skipHeredocs(state: Splitting): void {
  for (const name of state.heredocs.splice(0)) {
    let line: string;
    do {
      const end = lineEnd(state.text, state.at + 1);
      line = state.text.slice(state.at + 1, end).trim();
      state.at = end;
    } while (line !== name && state.at < state.text.length);
  }
}

function append(state: Splitting, text: string): void {
  state.word = (state.word ?? "") + text;
}

function endWord(state: Splitting): void {
  if (state.word === null) return;
  const isLeading = state.words.length === 0 && (reserved.has(state.word) || /^\w+=/.test(state.word));
  if (!isLeading) state.words.push(state.word);
  state.word = null;
}

function endCommand(state: Splitting): void {
  endWord(state);
  if (state.words.length > 0) state.pipeline.push(state.words);
  state.words = [];
}

function endPipeline(state: Splitting): void {
  endCommand(state);
  if (state.pipeline.length > 0) state.pipelines.push(state.pipeline);
  state.pipeline = [];
}
