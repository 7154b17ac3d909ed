import { EVENT_ID, getScalarValue, parseEvents, type Event } from "js-yaml";

/** Finds the line of what a path of keys names: of the innermost key that the text has. */
export type LineOf = (keys: ReadonlyArray<PropertyKey>) => number | null;

interface Frame {
  readonly path: string;
  readonly isMapping: boolean;
  /** Items so far; of a mapping keys and values alternate. */
  items: number;
  key: string;
}

/** The lines of every key and item of one YAML document, 1-based. The text must be valid. */
export function yamlLines(text: string): LineOf {
  const lines = new Map<string, number>();
  const lineAt = lineFinder(text);
  const stack: Frame[] = [];
  for (const event of parseEvents(text, {})) {
    if (event.type === EVENT_ID.DOCUMENT) {
      stack.push({ path: "", isMapping: false, items: -1, key: "" });
    } else if (event.type === EVENT_ID.POP) {
      stack.pop();
    } else {
      const path = enter(stack.at(-1), event, text);
      const start = startOf(event);
      if (path !== null && start !== null && !lines.has(path)) lines.set(path, lineAt(start));
      if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) {
        stack.push({ path: path ?? "", isMapping: event.type === EVENT_ID.MAPPING, items: 0, key: "" });
      }
    }
  }
  return (keys) => innermost(lines, keys);
}

/** The path of a node below its parent; a key gives the path of its value. */
function enter(parent: Frame | undefined, event: Event, text: string): string | null {
  if (parent === undefined || parent.items < 0) return "";
  const at = parent.items;
  parent.items += 1;
  if (!parent.isMapping) return join(parent.path, String(at));
  if (at % 2 === 0) parent.key = event.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : "";
  return join(parent.path, parent.key);
}

function join(path: string, key: string): string {
  return `${path}/${JSON.stringify(key)}`;
}

function startOf(event: Event): number | null {
  const start = "valueStart" in event ? event.valueStart : "start" in event ? event.start : -1;
  return start < 0 ? null : start;
}

function innermost(lines: ReadonlyMap<string, number>, keys: ReadonlyArray<PropertyKey>): number | null {
  let path = "";
  let found: number | null = null;
  for (const key of keys) {
    path = join(path, String(key));
    const line = lines.get(path);
    if (line === undefined) break;
    found = line;
  }
  return found;
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}
