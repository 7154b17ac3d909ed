import { isObject } from "../model/json.ts";
import type { AttributePath, Json, JsonObject, Resource } from "../model/resource.ts";
import { compareText } from "../model/text.ts";

/** What stands in every output instead of a sensitive value. */
export const redacted = "(sensitive)";

const shortestSecret = 3; // shorter texts occur by chance in any sentence

const ownWords = ["false", "password", "secret", "secrets", "token", "true"]; // messages say these of themselves

/**
 * Every text that must not be shown of these resources, longest first. What their addresses or the names of sensitive
 * attributes say as well (a database called `mysql` whose password is `mysql`) is no secret: hiding it would only hide
 * which resource is meant.
 */
export function sensitiveTexts(resources: ReadonlyArray<Resource>): ReadonlyArray<string> {
  const texts = new Set<string>();
  const names = new Set<string>();
  for (const { after, before, sensitive } of resources) {
    for (const path of sensitive) {
      path.forEach((step) => names.add(String(step)));
      for (const side of [after, before]) {
        collectTexts(side === null ? undefined : valueAt(side, path), texts, names);
      }
    }
  }
  if (texts.size === 0) return [];
  const told = new Set([...ownWords, ...names, ...resources.flatMap(({ address }) => wordsOf(address))]);
  const shown = [...resources.map(({ address }) => address), ...names].join("\n");
  const hidden = [...texts].filter((text) => !told.has(text) && !isToldBy(shown, text));
  return hidden.sort((a, b) => b.length - a.length || compareText(a, b));
}

/** The text with every sensitive one in it replaced. */
export function redactText(text: string, texts: ReadonlyArray<string>): string {
  return texts.reduce((shown, secret) => shown.replaceAll(secret, redacted), text);
}

/** A value with every sensitive text in its texts replaced. */
export function redactTexts(value: Json, texts: ReadonlyArray<string>): Json {
  if (typeof value === "string") return redactText(value, texts);
  if (isArray(value)) return value.map((item) => redactTexts(item, texts));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactTexts(item, texts)]));
}

/** The attributes with what lies at the paths replaced. */
export function redactAttributes(attributes: JsonObject, paths: ReadonlyArray<AttributePath>): JsonObject {
  return paths.reduce<JsonObject>((shown, path) => {
    const replaced = replaceAt(shown, path);
    return isObject(replaced) ? replaced : {};
  }, attributes);
}

/** Whether a text of several words stands among the words that are shown, as `argo-server` does in `argo-server-sso`. */
function isToldBy(shown: string, text: string): boolean {
  if (!/^[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)+$/.test(text)) return false;
  for (let at = shown.indexOf(text); at !== -1; at = shown.indexOf(text, at + 1)) {
    const around = (shown[at - 1] ?? " ") + (shown[at + text.length] ?? " ");
    if (!/[A-Za-z0-9]/.test(around)) return true;
  }
  return false;
}

/** The steps of an address, and the words in them. */
function wordsOf(address: string): ReadonlyArray<string> {
  return [...address.split(/[/.[\]"]/), ...address.split(/[^A-Za-z0-9]/)];
}

function collectTexts(value: Json | undefined, texts: Set<string>, names: Set<string>): void {
  if (typeof value === "string") {
    // A message may show the value as it is, or as JSON has it.
    [value, value.trim(), JSON.stringify(value).slice(1, -1)]
      .filter((text) => text.length >= shortestSecret)
      .forEach((text) => texts.add(text));
  } else if (typeof value === "number" && String(value).length >= shortestSecret) {
    texts.add(String(value));
  } else if (typeof value === "object" && value !== null) {
    Object.entries(value).forEach(([name, item]: readonly [string, Json]) => {
      names.add(name);
      collectTexts(item, texts, names);
    });
  }
}

function valueAt(value: Json, path: AttributePath): Json | undefined {
  let at: Json | undefined = value;
  for (const step of path) {
    at = child(at, step);
  }
  return at;
}

function child(value: Json | undefined, step: string | number): Json | undefined {
  if (isArray(value)) {
    return typeof step === "number" ? value[step] : undefined;
  }
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

function replaceAt(value: Json, [step, ...rest]: AttributePath): Json {
  if (step === undefined) {
    return value === null ? null : redacted; // absent and unknown stay visible
  }
  const inner = child(value, step);
  if (inner === undefined) {
    return value;
  }
  if (isArray(value)) {
    return value.map((item, index) => (index === step ? replaceAt(item, rest) : item));
  }
  return isObject(value) ? { ...value, [step]: replaceAt(inner, rest) } : value;
}

function isArray(value: Json | undefined): value is ReadonlyArray<Json> {
  return Array.isArray(value);
}
