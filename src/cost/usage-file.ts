import { locations } from "./aws/locations.ts";
import { constructFromEvents, EVENT_ID, getScalarValue, parseEvents, YAMLException, type Event } from "js-yaml";
import { z } from "zod";
import type { Json, JsonObject } from "../model/resource.ts";
import type { Problem } from "../model/problem.ts";
import { isUtilisation, usageKeysOf } from "./usage-keys.ts";
import { nearest } from "./spelling.ts";
import { noUsage, type Usage } from "./usage.ts";

/** A usage file as it was understood. */
export interface UsageFile {
  readonly usage: Usage;
  readonly problems: ReadonlyArray<Problem>;
  /** Keys without an effect here that may mean something elsewhere, in sentences. */
  readonly ignored: ReadonlyArray<string>;
}

/** Larger files are not read: a usage file has a few lines for each resource. */
const maxBytes = 1024 * 1024;

/** Keys that take a word. */
const wordKeys: Readonly<Record<string, ReadonlyArray<string>>> = {
  operating_system: ["linux", "windows", "rhel", "suse"],
  reserved_instance_type: ["standard", "convertible"],
  reserved_instance_term: ["1_year", "3_year"],
  reserved_instance_payment_option: ["no_upfront", "partial_upfront", "all_upfront"],
  api_throughput_limit: ["standard", "advanced", "higher"],
  capture_enabled: ["true", "false"],
  disaster_recovery_enabled: ["true", "false"],
  sku: ["ws1", "ws2", "ws3"],
  architecture: ["x86_64", "arm64"],
  dx_connection_type: ["dedicated", "hosted"],
  dx_virtual_interface_type: ["private", "public"],
  instance_tier: ["standard", "advanced"],
  region: Object.keys(locations),
};

const entries = z.record(z.string(), z.union([z.null(), z.record(z.string(), z.unknown())])).nullish();
const schema = z.object({
  version: z.union([z.string(), z.number()]).optional(),
  resource_usage: entries,
  resource_type_default_usage: entries,
});

const sections = ["resource_usage", "resource_type_default_usage"] as const;

/**
 * Reads a usage file in Infracost's format (`version: 0.1`). Never throws: what cannot be read is a Problem with its
 * line, and the rest counts.
 */
export function parseUsage(text: string, path: string): UsageFile {
  const problems: Problem[] = [];
  const ignored: string[] = [];
  const complain = (line: number | null, message: string): void =>
    void problems.push({ path, line, message, project: null, hides: [path] });
  const source = readYaml(text, complain);
  if (source === null) return { usage: noUsage, problems, ignored };
  const parsed = schema.safeParse(source.document);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const place = issue?.path.map(String) ?? [];
    complain(
      source.lines.get(place.join("\0")) ?? 1,
      `${place.length === 0 ? "The usage file" : `"${place.join(".")}"`} is ${shownKind(source.document, place)}; ${place.length === 0 ? "expected resource_usage with resources" : "expected resources"} by address, each with its quantities. None of the file is counted.`,
    );
    return { usage: noUsage, problems, ignored };
  }
  if (parsed.data.version !== undefined && String(parsed.data.version) !== "0.1") {
    complain(
      source.lines.get("version") ?? 1,
      `version is ${String(parsed.data.version)}; expected 0.1. The file is read as if it were.`,
    );
  }
  for (const key of Object.keys(asRecord(source.document)).filter(
    (name) => name !== "version" && !sections.some((one) => one === name),
  )) {
    complain(
      source.lines.get(key) ?? 1,
      `"${key}" is not a section of a usage file; expected version, resource_usage or resource_type_default_usage. It is left out.`,
    );
  }
  const [resources, types] = sections.map((section) => {
    const check: Check = {
      section,
      lines: source.lines,
      complain,
      ignore: (sentence) => void ignored.push(`${path}: ${sentence}`),
    };
    return new Map(
      Object.entries(parsed.data[section] ?? {}).map(([name, value]) => [
        name,
        quantities(check, [name], typeIn(name), value ?? {}),
      ]),
    );
  });
  return { usage: { resources: resources ?? new Map(), types: types ?? new Map() }, problems, ignored };
}

/** What stands at a place of the document, in words. */
function shownKind(document: unknown, place: ReadonlyArray<string>): string {
  let found = document;
  for (const key of place) found = asRecord(found)[key];
  return Array.isArray(found)
    ? "a list"
    : typeof found === "string"
      ? `the text ${JSON.stringify(found.slice(0, 40))}`
      : String(found);
}

interface Check {
  readonly section: string;
  readonly lines: ReadonlyMap<string, number>;
  readonly complain: (line: number | null, message: string) => void;
  readonly ignore: (sentence: string) => void;
}

/** One resource's quantities; wrong ones are left out. */
function quantities(
  check: Check,
  path: ReadonlyArray<string>,
  type: string,
  value: Readonly<Record<string, unknown>>,
): JsonObject {
  const kept = Object.entries(value).flatMap(([key, entry]): ReadonlyArray<readonly [string, Json]> => {
    const place = [...path, key];
    const line = check.lines.get([check.section, ...place].join("\0")) ?? null;
    if (typeof entry === "object" && entry !== null && !Array.isArray(entry)) {
      return [[key, quantities(check, place, type, asRecord(entry))]];
    }
    const name = place.slice(1).join(".");
    if (!isKnown(check, line, type, name)) return [];
    const read = quantity(key, entry);
    if (typeof read === "object")
      check.complain(line, `${place.join(".")} is ${read.shown}; expected ${read.expected}. It is left out.`);
    return typeof read === "object" ? [] : [[key, read]];
  });
  return Object.fromEntries(kept);
}

/** A typo is a problem; a key that only other tools know is ignored, and said. */
function isKnown(check: Check, line: number | null, type: string, name: string): boolean {
  const known = usageKeysOf(type);
  if (known === undefined || known.includes(name) || name.endsWith("monthly_standard_io_requests")) return true;
  // `*.key` is a key of each resource that this one's quantities name.
  if (known.some((key) => key.startsWith("*.") && name.endsWith(key.slice(1)))) return true;
  const meant = nearest(name, known);
  if (meant !== null)
    check.complain(line, `"${name}" is not a usage key of ${type}; expected "${meant}". It is left out.`);
  else check.ignore(`"${name}" of ${type} has no effect.`);
  return false;
}

function quantity(
  key: string,
  entry: unknown,
): number | string | { readonly shown: string; readonly expected: string } {
  const words = Object.hasOwn(wordKeys, key) ? wordKeys[key] : undefined;
  const shown = typeof entry === "number" ? String(entry) : entry === undefined ? "nothing" : JSON.stringify(entry);
  if (words !== undefined) {
    const word = typeof entry === "string" || typeof entry === "boolean" ? String(entry).toLowerCase() : "";
    return words.includes(word) ? word : { shown, expected: `one of ${words.join(", ")}` };
  }
  if (typeof entry === "string" && key === "endpoint_type") return entry.toLowerCase();
  const number =
    typeof entry === "number" ? entry : typeof entry === "string" && entry.trim() !== "" ? Number(plain(entry)) : NaN;
  const most = isUtilisation(key) ? 100 : 1e15;
  return number >= 0 && number <= most
    ? number
    : { shown, expected: `a number from 0 to ${most === 100 ? "100" : "1e15"}` };
}

/** `3_540_123` is how YAML 1.1 groups digits. */
function plain(text: string): string {
  return /^\d{1,3}(?:_\d{3})+$/.test(text) ? text.replaceAll("_", "") : text;
}

/** `aws_x` of `module.m["a"].aws_x.y[0]`; a type's own name is its type. */
function typeIn(address: string): string {
  const steps = address.replaceAll(/\[[^\]]*\]/g, "").split(".");
  return (steps.length > 1 ? steps.at(-2) : steps[0]) ?? "";
}

interface Source {
  readonly document: unknown;
  /** Line of each key by its path, joined with NUL. */
  readonly lines: ReadonlyMap<string, number>;
}

function readYaml(text: string, complain: (line: number | null, message: string) => void): Source | null {
  if (Buffer.byteLength(text) > maxBytes) {
    complain(
      null,
      `The usage file is larger than ${maxBytes / 1024} KB and is not read: none of it is counted. Shorten it, e.g. by resource_type_default_usage.`,
    );
    return null;
  }
  try {
    const events = parseEvents(text, { maxDepth: 20 });
    const [document = {}] = constructFromEvents(events, { source: text, maxAliases: 1000 });
    return { document: document ?? {}, lines: linesOfKeys(text, events) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    complain(
      error.mark === undefined ? null : error.mark.line + 1,
      `The usage file is no YAML: ${error.reason}. None of it is counted.`,
    );
    return null;
  }
}

/** Follows the events with a stack of containers; in a mapping every other node is a key. */
function linesOfKeys(text: string, events: ReadonlyArray<Event>): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const starts = lineStarts(text);
  const stack: { readonly mapping: boolean; key: string | null; index: number }[] = [];
  const path: string[] = [];
  for (const event of events) {
    if (event.type === EVENT_ID.POP) {
      stack.pop();
      closeValue(stack.at(-1), path);
      continue;
    }
    const parent = stack.at(-1);
    if (event.type === EVENT_ID.SCALAR && parent?.mapping === true && parent.key === null) {
      parent.key = getScalarValue(text, event);
      path.push(parent.key);
      lines.set(path.join("\0"), lineAt(starts, event.valueStart));
      continue;
    }
    if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.DOCUMENT) {
      stack.push({ mapping: event.type === EVENT_ID.MAPPING, key: null, index: 0 });
    } else {
      closeValue(parent, path);
    }
  }
  return lines;
}

function closeValue(parent: { readonly mapping: boolean; key: string | null } | undefined, path: string[]): void {
  if (parent?.mapping !== true || parent.key === null) return;
  parent.key = null;
  path.pop();
}

function lineStarts(text: string): ReadonlyArray<number> {
  return [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)];
}

function lineAt(starts: ReadonlyArray<number>, offset: number): number {
  const next = starts.findIndex((start) => start > offset);
  return next === -1 ? starts.length : next;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
