import { EVENT_ID, SCALAR_STYLE, getScalarValue, type AliasEvent, type Event, type ScalarEvent } from "js-yaml";

import { isList } from "../../model/json.ts";
import type { Json } from "../../model/resource.ts";
import {
  ConstructError,
  type Built,
  type ConstructContext,
  type ConstructedDocument,
  type Frame,
  type Key,
  type State,
} from "./construct-state.ts";
import { knownTags, resolvePlain, resolveTagged, standardTag } from "./scalar.ts";
import { yamlBounds } from "./yaml-stream.ts";

/** Builds the document whose events are `events[from]` (the document's own) up to its closing one; answers the next index. */
export function constructDocument(
  events: ReadonlyArray<Event>,
  from: number,
  context: ConstructContext,
): { readonly document: ConstructedDocument; readonly next: number } {
  const root: Built = { value: null, size: 0, height: 0 };
  const state: State = { context, anchors: new Map(), stack: [], lines: {}, line: 0, lastLine: 1, root };
  let at = from + 1;
  for (let event = events[at]; event !== undefined; event = events[++at]) {
    if (event.type === EVENT_ID.POP && state.stack.length === 0) break;
    takeEvent(state, event);
  }
  const line = Math.max(state.line, 1);
  const document = { value: state.root.value, line, end_line: Math.max(state.lastLine, line), lines: state.lines };
  return { document, next: at + 1 };
}

function takeEvent(state: State, event: Event): void {
  switch (event.type) {
    case EVENT_ID.SCALAR:
      takeScalar(state, event);
      break;
    case EVENT_ID.ALIAS:
      takeAlias(state, event);
      break;
    case EVENT_ID.MAPPING:
    case EVENT_ID.SEQUENCE:
      openCollection(state, event);
      break;
    case EVENT_ID.POP:
      closeCollection(state);
      break;
    case EVENT_ID.DOCUMENT:
      break;
  }
}

function takeScalar(state: State, event: ScalarEvent): void {
  const { context } = state;
  const text = getScalarValue(context.source, event);
  const start = event.valueStart !== -1 ? event.valueStart : Math.max(event.anchorStart, event.tagStart);
  const line = seenAt(state, start);
  if (event.valueEnd > start && event.style !== SCALAR_STYLE.PLAIN) seenAt(state, lastInk(context.source, event));
  const top = state.stack.at(-1);
  const isPlain = event.style === SCALAR_STYLE.PLAIN;
  if (top?.kind === "map" && top.key === null) {
    const isMerge = isPlain && text === "<<" && event.tagStart === -1 && context.dialect === "kubernetes";
    const value = scalarValue(state, event, text, line);
    rememberAnchor(state, event, { value, size: text.length + 4, height: 0 });
    openKey(state, top, { text: keyText(value), line, isMerge });
    return;
  }
  const built = { value: scalarValue(state, event, text, line), size: text.length + 4, height: 0 };
  rememberAnchor(state, event, built);
  attach(state, built, event.valueStart === -1 && start === -1 ? null : line);
}

/** A block scalar's range ends after its last line break. */
function lastInk(source: string, event: ScalarEvent): number {
  let end = event.valueEnd - 1;
  while (end > event.valueStart && " \t\r\n".includes(source.charAt(end))) end -= 1;
  return end;
}

function scalarValue(state: State, event: ScalarEvent, text: string, line: number): Json {
  const { dialect } = state.context;
  const isPlain = event.style === SCALAR_STYLE.PLAIN;
  const written = tagOf(state, event);
  if (written === null) return isPlain ? resolvePlain(text, dialect) : text;
  if (written === "!") return text;
  const tag = standardTag(written);
  if (tag === null || !knownTags.scalar.has(tag)) {
    reportTag(state, line, written, "a scalar", knownTags.scalar);
    return isPlain ? resolvePlain(text, dialect) : text;
  }
  const value = resolveTagged(text, tag, isPlain, dialect);
  if (value !== undefined) return value;
  state.context.report(line, `${clip(text)} does not fit its tag ${written}; correct the value or remove the tag`);
  return text;
}

function openCollection(state: State, event: Exclude<Event, { type: 1 | 4 | 5 | 6 }>): void {
  const kind = event.type === EVENT_ID.MAPPING ? "map" : "seq";
  const line = seenAt(state, event.start);
  const top = state.stack.at(-1);
  if (top?.kind === "map" && top.key === null) {
    throw new ConstructError(
      line,
      "a mapping or list is used as a key, which has no JSON form; write a text as the key",
    );
  }
  const written = tagOf(state, event);
  if (written !== null && written !== "!" && !knownTags[kind].has(standardTag(written) ?? "")) {
    reportTag(state, line, written, kind === "map" ? "a mapping" : "a list", knownTags[kind]);
  }
  const anchor = event.anchorStart === -1 ? null : { built: null };
  if (anchor !== null) state.anchors.set(anchorName(state, event), anchor);
  const shared = { pointer: pointerOfNext(state, line), anchor, size: 4, height: 0 };
  state.stack.push(
    kind === "map" ? { kind, value: {}, merges: [], key: null, ...shared } : { kind, value: [], ...shared },
  );
}

function closeCollection(state: State): void {
  const frame = state.stack.pop();
  if (frame === undefined) return;
  if (frame.kind === "map") applyMerges(state, frame);
  const built = { value: frame.value, size: frame.size, height: frame.height + 1 };
  if (frame.anchor !== null) frame.anchor.built = built;
  attach(state, built, null);
}

function takeAlias(state: State, event: AliasEvent): void {
  const { budget } = state.context;
  const name = anchorName(state, event);
  const line = seenAt(state, event.anchorStart);
  const anchor = state.anchors.get(name);
  if (anchor === undefined)
    throw new ConstructError(line, `the alias *${clip(name)} has no anchor before it; expected &${clip(name)}`);
  if (anchor.built === null)
    throw new ConstructError(line, `the alias *${clip(name)} is inside of what it stands for, a cycle without end`);
  budget.aliases -= 1;
  if (budget.aliases < 0)
    throw new ConstructError(line, `more than ${yamlBounds.aliases} aliases; write the repeated parts out`);
  budget.expansion -= anchor.built.size;
  if (budget.expansion < 0) throw alarm(line);
  if (state.stack.length + anchor.built.height > yamlBounds.depth) {
    throw new ConstructError(line, `aliases nest deeper than ${yamlBounds.depth} levels; write the repeated parts out`);
  }
  const top = state.stack.at(-1);
  if (top?.kind === "map" && top.key === null) openAliasKey(state, top, anchor.built.value, line);
  else attach(state, anchor.built, line);
}

function alarm(line: number): ConstructError {
  return new ConstructError(
    line,
    `aliases expand to more than ${yamlBounds.expansion} characters (an alias bomb); write the repeated parts out`,
  );
}

function openAliasKey(state: State, frame: Frame & { kind: "map" }, value: Json, line: number): void {
  if (typeof value === "object" && value !== null) {
    throw new ConstructError(
      line,
      "a mapping or list is used as a key, which has no JSON form; write a text as the key",
    );
  }
  openKey(state, frame, { text: keyText(value), line, isMerge: false });
}

function openKey(state: State, frame: Frame & { kind: "map" }, key: Key): void {
  if (key.text === "__proto__") {
    throw new ConstructError(key.line, "the key __proto__ is not allowed; rename it");
  }
  if (!key.isMerge && Object.hasOwn(frame.value, key.text)) {
    const first = state.lines[pointerTo(frame.pointer, key.text)];
    const where = first === undefined ? "" : `, first on line ${first}`;
    state.context.report(
      key.line,
      `the key ${clip(key.text)} occurs twice in one mapping${where}; the last one counts, keep one`,
    );
  }
  frame.key = key;
}

/** Puts a finished value where it belongs; `line` is where a list item begins, for one that has no collection's line. */
function attach(state: State, built: Built, line: number | null): void {
  const top = state.stack.at(-1);
  if (top === undefined) {
    state.root = built;
    return;
  }
  top.size += built.size;
  top.height = Math.max(top.height, built.height);
  if (top.kind === "seq") {
    if (line !== null) state.lines[pointerTo(top.pointer, top.value.length)] = line;
    top.value.push(built.value);
    return;
  }
  const key = top.key;
  top.key = null;
  if (key === null) return;
  if (key.isMerge) {
    top.merges.push({ from: built.value, line: key.line });
    return;
  }
  top.size += key.text.length + 4;
  top.value[key.text] = built.value;
  state.lines[pointerTo(top.pointer, key.text)] = key.line;
}

/** `<<`: keys of the mapping itself win, then the earlier source. */
function applyMerges(state: State, frame: Frame & { kind: "map" }): void {
  for (const { from, line } of frame.merges) {
    const sources: ReadonlyArray<Json> = isList(from) ? from : [from];
    for (const source of sources) {
      if (typeof source !== "object" || source === null || isList(source)) {
        throw new ConstructError(line, "<< takes a mapping or a list of mappings; use an alias of a mapping");
      }
      mergeInto(state, frame, source, line);
    }
  }
}

function mergeInto(
  state: State,
  frame: Frame & { kind: "map" },
  source: Readonly<Record<string, Json>>,
  line: number,
): void {
  for (const [key, value] of Object.entries(source)) {
    state.context.budget.expansion -= key.length + 4;
    if (state.context.budget.expansion < 0) throw alarm(line);
    if (Object.hasOwn(frame.value, key)) continue;
    frame.value[key] = value;
    state.lines[pointerTo(frame.pointer, key)] = line;
  }
}

/** Where the collection that begins now will stand; a list's item gets its line here. */
function pointerOfNext(state: State, line: number): string {
  const top = state.stack.at(-1);
  if (top === undefined) return "";
  if (top.kind === "map") return pointerTo(top.pointer, top.key?.text ?? "");
  const pointer = pointerTo(top.pointer, top.value.length);
  state.lines[pointer] = line;
  return pointer;
}

function pointerTo(parent: string, step: string | number): string {
  if (typeof step === "number") return `${parent}/${step}`;
  const isPlain = !step.includes("~") && !step.includes("/");
  return isPlain ? `${parent}/${step}` : `${parent}/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

function rememberAnchor(state: State, event: ScalarEvent, built: Built): void {
  if (event.anchorStart !== -1) state.anchors.set(anchorName(state, event), { built });
}

function anchorName(state: State, event: { readonly anchorStart: number; readonly anchorEnd: number }): string {
  return state.context.source.slice(event.anchorStart, event.anchorEnd);
}

function tagOf(state: State, event: { readonly tagStart: number; readonly tagEnd: number }): string | null {
  return event.tagStart === -1 ? null : state.context.source.slice(event.tagStart, event.tagEnd);
}

function reportTag(state: State, line: number, written: string, what: string, known: ReadonlySet<string>): void {
  const expected = [...known].map((tag) => `!!${tag}`).join(", ");
  state.context.report(line, `unknown tag ${clip(written)} on ${what}; expected none or one of ${expected}`);
}

function seenAt(state: State, offset: number): number {
  if (offset < 0) return state.lastLine;
  const line = state.context.lineIndex.lineAt(offset);
  if (state.line === 0) state.line = line;
  if (line > state.lastLine) state.lastLine = line;
  return line;
}

/** Keys that are no text become one, as they do on the way to JSON. */
function keyText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Text from a file in a message: bounded and without control characters. */
function clip(text: string): string {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return JSON.stringify(shown);
}
