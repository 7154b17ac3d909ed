import { EVENT_ID, YAMLException, parseEvents, type Event } from "js-yaml";

import { ConstructError, type ConstructContext } from "./construct-state.ts";
import { constructDocument } from "./construct.ts";
import { isShallow, parseIndented, type Parsed, type Rereading } from "./flow-indentation.ts";
import { indexLines } from "./line-index.ts";
import { yamlBounds, type YamlDialect, type YamlDocument, type YamlIssue, type YamlStream } from "./yaml-stream.ts";

/** What the documents of one text add to while they are read. */
interface Collected {
  readonly documents: Array<YamlDocument>;
  readonly issues: Array<YamlIssue>;
  readonly budget: ConstructContext["budget"];
  readonly rereading: Rereading;
  readonly dialect: YamlDialect;
}

/** A part of a text that stands for itself: one document, or all of them. */
interface Part {
  readonly text: string;
  /** 1-based lines in the whole text. */
  readonly line: number;
  readonly end_line: number;
}

/**
 * Reads every document of a YAML (or JSON) text with the lines of its attributes. Never throws: a document that
 * cannot be read becomes an issue and the others are read all the same. Bounds: `yamlBounds`.
 */
export function readYaml(text: string, dialect: YamlDialect): YamlStream {
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const collected: Collected = {
    documents: [],
    issues: [],
    budget: { aliases: yamlBounds.aliases, expansion: yamlBounds.expansion },
    rereading: { left: yamlBounds.reread },
    dialect,
  };
  readWhole({ text: source, line: 1, end_line: countLines(source) }, collected);
  return { documents: collected.documents, issues: collected.issues };
}

function readWhole(whole: Part, collected: Collected): void {
  let events: ReadonlyArray<Event>;
  try {
    events = parseEvents(whole.text, { maxDepth: yamlBounds.depth });
  } catch (error) {
    readApart(whole, error, collected);
    return;
  }
  constructAll(whole, events, collected);
}

/** After a syntax error somewhere: a `---` in the first column begins a document wherever it stands, so each is tried alone. */
function readApart(whole: Part, error: unknown, collected: Collected): void {
  for (const part of splitDocuments(whole.text)) readPart(part, collected);
  const isMended = error instanceof YAMLException && isShallow(error);
  if (collected.issues.length === 0 && !isMended) addIssue(collected, syntaxIssue(whole, error));
}

function readPart(part: Part, collected: Collected): void {
  let parsed: Parsed;
  try {
    parsed = parseIndented(part.text, collected.rereading);
  } catch (error) {
    addIssue(collected, syntaxIssue(part, error));
    return;
  }
  constructAll({ ...part, text: parsed.text }, parsed.events, collected);
}

function splitDocuments(text: string): ReadonlyArray<Part> {
  const parts: Array<Part> = [];
  let lines: Array<string> = [];
  let first = 1;
  function cutBefore(next: number): void {
    parts.push({ text: lines.join("\n"), line: first, end_line: next - 1 });
    lines = [];
    first = next;
  }
  for (const [index, line] of text.split("\n").entries()) {
    // Directives stand before the marker and belong to what follows it.
    if (/^---(?:\s|$)/.test(line) && lines.some((before) => !/^\s*(?:$|#|%)/.test(before))) cutBefore(index + 1);
    lines.push(line);
    if (/^\.\.\.(?:\s|$)/.test(line)) cutBefore(index + 2);
    if (parts.length > yamlBounds.documents) return parts;
  }
  parts.push({ text: lines.join("\n"), line: first, end_line: first + Math.max(lines.length, 1) - 1 });
  return parts;
}

function syntaxIssue(part: Part, error: unknown): YamlIssue {
  // The parser asks to have every error caught: on odd texts it throws others than its own.
  if (!(error instanceof YAMLException)) return issue(part, null, `not valid YAML: ${String(error)}`, true);
  const line = Math.min(part.line + (error.mark?.line ?? 0), part.end_line);
  return issue(part, line, `not valid YAML: ${error.reason}`, true);
}

function constructAll(part: Part, events: ReadonlyArray<Event>, collected: Collected): void {
  const lineIndex = indexLines(part.text, part.line);
  let at = 0;
  while (at < events.length) {
    if (collected.documents.length >= yamlBounds.documents) {
      addIssue(collected, issue(part, null, `more than ${yamlBounds.documents} documents in one file; split it`, true));
      return;
    }
    at = constructOne(part, events, at, lineIndex, collected);
  }
}

function constructOne(
  part: Part,
  events: ReadonlyArray<Event>,
  from: number,
  lineIndex: ReturnType<typeof indexLines>,
  collected: Collected,
): number {
  const reported: Array<{ readonly line: number; readonly message: string }> = [];
  const context: ConstructContext = {
    source: part.text,
    lineIndex,
    dialect: collected.dialect,
    budget: collected.budget,
    report: (line, message) => reported.push({ line, message }),
  };
  try {
    const { document, next } = constructDocument(events, from, context);
    collected.documents.push(document);
    for (const { line, message } of reported) addIssue(collected, issue(document, line, message, false));
    return next;
  } catch (error) {
    const span = { ...part, line: lineOf(events, from, lineIndex) ?? part.line };
    for (const { line, message } of reported) addIssue(collected, issue(span, line, message, true));
    const isOurs = error instanceof ConstructError;
    addIssue(collected, issue(span, isOurs ? error.line : span.line, isOurs ? error.message : String(error), true));
    return nextDocument(events, from);
  }
}

/** Where the document's first node stands. */
function lineOf(events: ReadonlyArray<Event>, from: number, lineIndex: ReturnType<typeof indexLines>): number | null {
  const first = events[from + 1];
  if (first === undefined || !("anchorStart" in first)) return null;
  const start = "start" in first ? first.start : first.anchorStart;
  return start < 0 ? null : lineIndex.lineAt(start);
}

function nextDocument(events: ReadonlyArray<Event>, from: number): number {
  let at = from + 1;
  while (at < events.length && events[at]?.type !== EVENT_ID.DOCUMENT) at += 1;
  return at;
}

function issue(
  document: { readonly line: number; readonly end_line: number },
  line: number | null,
  message: string,
  fatal: boolean,
): YamlIssue {
  return { line, message, document: { line: document.line, end_line: document.end_line }, fatal };
}

function addIssue(collected: Collected, found: YamlIssue): void {
  if (collected.issues.length < yamlBounds.issues) collected.issues.push(found);
  else if (collected.issues.length === yamlBounds.issues) {
    collected.issues.push({
      ...found,
      message: "more than this is wrong with the file; correct the lines above first",
    });
  }
}

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
