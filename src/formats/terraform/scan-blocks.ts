/** A block of HCL as far as its header and its plain arguments show it, without evaluating anything. */
export interface ScannedBlock {
  readonly type: string;
  readonly labels: ReadonlyArray<string>;
  /** Arguments whose value is one string without interpolation. */
  readonly texts: ReadonlyMap<string, string>;
  /** Types of the blocks directly inside. */
  readonly inner: ReadonlyArray<string>;
}

/** What a file has at its top. */
export interface ScannedFile {
  readonly blocks: ReadonlyArray<ScannedBlock>;
  /** Names of the arguments at the top (variable files have them). */
  readonly names: ReadonlyArray<string>;
}

type Token = { readonly kind: "word" | "text" | "mark"; readonly value: string };

interface OpenBlock {
  readonly type: string;
  readonly labels: ReadonlyArray<string>;
  readonly texts: Map<string, string>;
  readonly inner: Array<string>;
}

/**
 * Finds blocks and plain arguments in HCL text. It is no parser: it is quick, never fails, and is only asked which
 * directories may belong together. The engine's parser decides what they mean.
 */
export function scanBlocks(text: string): ScannedFile {
  const blocks: Array<OpenBlock> = [];
  const names: Array<string> = [];
  let depth = 0;
  let header: Array<Token> = [];
  for (const token of tokens(text)) {
    if (token.kind !== "mark") {
      if (depth < 2) noteValue(header, token, depth === 1 ? blocks.at(-1) : undefined);
      header.push(token);
    } else if (token.value === "{" || token.value === "[" || token.value === "(") {
      if (token.value === "{") openBlock(blocks, header, depth);
      depth += 1;
      header = [];
    } else if (token.value === "=") {
      const name = header.at(-1);
      if (depth === 0 && header.length === 1 && name?.kind === "word") names.push(name.value);
      header = header.slice(-1).concat(token);
    } else {
      if (token.value !== "\n") depth = Math.max(0, depth - 1);
      header = [];
    }
  }
  return { blocks, names };
}

function noteValue(header: ReadonlyArray<Token>, token: Token, block: OpenBlock | undefined): void {
  const [name, equals] = header;
  if (block !== undefined && token.kind === "text" && header.length === 2 && equals?.value === "=") {
    block.texts.set(name?.value ?? "", token.value);
  }
}

function openBlock(blocks: Array<OpenBlock>, header: ReadonlyArray<Token>, depth: number): void {
  const [type, ...labels] = header;
  if (type?.kind !== "word" || header.some(({ kind }) => kind === "mark")) return;
  if (depth === 0) {
    blocks.push({ type: type.value, labels: labels.map(({ value }) => value), texts: new Map(), inner: [] });
  } else if (depth === 1) {
    blocks.at(-1)?.inner.push(type.value);
  }
}

// Alternatives that exclude each other by their first characters: linear over any text.
const pattern =
  /(?<comment>#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<heredoc><<-?(?<end>[\w-]+)[ \t\r]*\n)|(?<quote>")|(?<word>[\p{L}_][\p{L}\p{N}_-]*)|(?<mark>[{}[\]()=\n])/gu;

function* tokens(text: string): Generator<Token> {
  pattern.lastIndex = 0;
  const matcher = new RegExp(pattern);
  for (let match = matcher.exec(text); match !== null; match = matcher.exec(text)) {
    const { word, mark, quote, heredoc, end } = match.groups ?? {};
    if (word !== undefined) yield { kind: "word", value: word };
    else if (mark !== undefined) yield { kind: "mark", value: mark };
    else if (quote !== undefined) {
      const close = endOfQuote(text, matcher.lastIndex);
      yield { kind: "text", value: text.slice(matcher.lastIndex, close) };
      matcher.lastIndex = close + 1;
    } else if (heredoc !== undefined && end !== undefined) {
      matcher.lastIndex = endOfHeredoc(text, matcher.lastIndex, end);
    }
  }
}

/** The closing quote of a string that begins at `from`, through interpolations with strings of their own. */
function endOfQuote(text: string, from: number): number {
  const open: Array<"quote" | "brace"> = ["quote"];
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    const inText = open.at(-1) === "quote";
    if (inText && char === "\\") at += 1;
    else if (inText && char === "\n" && open.length === 1) return at;
    else if (inText && (char === "$" || char === "%") && text[at + 1] === "{") {
      // `$${` is a dollar sign and a brace, not an interpolation.
      if (text[at - 1] !== char) open.push("brace");
      at += 1;
    } else if (char === '"') {
      if (inText) open.pop();
      else open.push("quote");
      if (open.length === 0) return at;
    } else if (!inText && char === "{") open.push("brace");
    else if (!inText && char === "}") open.pop();
  }
  return text.length;
}

function endOfHeredoc(text: string, from: number, end: string): number {
  for (let at = from; at < text.length;) {
    const next = text.indexOf("\n", at);
    const stop = next === -1 ? text.length : next;
    if (text.slice(at, stop).trim() === end) return at;
    at = stop + 1;
  }
  return text.length;
}
