import { Decimal } from "decimal.js";

const Exact = Decimal.clone({ precision: 1_000, maxE: 9e15, minE: -9e15 });

/** A Rego term as `opa_value_dump` writes it: JSON, and sets, and keys of any kind. */
export type Term =
  | { readonly kind: "null" }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "array"; readonly items: ReadonlyArray<Term> }
  | { readonly kind: "object"; readonly entries: ReadonlyArray<readonly [Term, Term]> }
  | { readonly kind: "set"; readonly items: ReadonlyArray<Term> };

const order: ReadonlyArray<Term["kind"]> = ["null", "boolean", "number", "string", "array", "object", "set"];
const token =
  /\s*(?:(?<string>"(?:[^"\\]|\\.)*")|(?<number>-?\d[\d.eE+-]*)|(?<word>set\(\)|[a-z]+)|(?<mark>[[\]{}:,]))/y;

/** Reads one term. Throws where the text is none. */
export function parseTerm(text: string): Term {
  const tokens = tokensOf(text);
  let at = 0;
  const peek = (): string => tokens[at] ?? "";
  const take = (): string => tokens[at++] ?? "";
  const expect = (mark: string): void => {
    const found = take();
    if (found !== mark) throw new Error(`expected ${mark}, found ${found === "" ? "the end" : found}`);
  };
  function items(end: string, one: () => void): void {
    while (peek() !== end) {
      one();
      if (peek() === ",") take();
      else break;
    }
    expect(end);
  }
  function term(): Term {
    const found = take();
    if (found === "[") {
      const elements: Term[] = [];
      items("]", () => elements.push(term()));
      return { kind: "array", items: elements };
    }
    return found === "{" ? composite() : scalar(found);
  }
  function composite(): Term {
    const entries: (readonly [Term, Term])[] = [];
    const elements: Term[] = [];
    items("}", () => {
      const first = term();
      if (peek() !== ":") return void elements.push(first);
      take();
      entries.push([first, term()]);
    });
    return elements.length > 0 ? { kind: "set", items: elements } : { kind: "object", entries };
  }
  const parsed = term();
  if (at < tokens.length) throw new Error(`expected the end, found ${peek()}`);
  return parsed;
}

function tokensOf(text: string): ReadonlyArray<string> {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const from = token.lastIndex;
    const match = token.exec(text);
    if (match === null) throw new Error(`cannot read the term at ${text.slice(from, from + 40)}`);
    tokens.push(match[0].trim());
  }
  return tokens;
}

function scalar(found: string): Term {
  if (found.startsWith('"')) return { kind: "string", value: JSON.parse(found) as string };
  if (found === "null") return { kind: "null" };
  if (found === "true" || found === "false") return { kind: "boolean", value: found === "true" };
  if (found === "set()") return { kind: "set", items: [] };
  if (/^-?\d/.test(found)) return { kind: "number", text: found };
  throw new Error(`expected a term, found ${found === "" ? "the end" : found}`);
}

/** OPA's order of terms: by kind, then by value. */
export function compareTerms(a: Term, b: Term): number {
  const byKind = order.indexOf(a.kind) - order.indexOf(b.kind);
  if (byKind !== 0) return byKind;
  if (a.kind === "boolean" && b.kind === "boolean") return Number(a.value) - Number(b.value);
  if (a.kind === "number" && b.kind === "number") return new Exact(a.text).cmp(b.text);
  if (a.kind === "string" && b.kind === "string") return Buffer.compare(Buffer.from(a.value), Buffer.from(b.value));
  return compareLists(parts(a), parts(b));
}

function parts(term: Term): ReadonlyArray<Term> {
  if (term.kind === "object") return term.entries.toSorted(([a], [b]) => compareTerms(a, b)).flat();
  if (term.kind === "set") return term.items.toSorted(compareTerms);
  return term.kind === "array" ? term.items : [];
}

function compareLists(a: ReadonlyArray<Term>, b: ReadonlyArray<Term>): number {
  for (const [index, item] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const compared = compareTerms(item, other);
    if (compared !== 0) return compared;
  }
  return a.length - b.length;
}

/** The term as OPA turns it into JSON: sets become sorted arrays. */
export function withoutSets(term: Term): Term {
  if (term.kind === "object") {
    return { kind: "object", entries: term.entries.map(([key, value]) => [key, withoutSets(value)]) };
  }
  return term.kind === "array" || term.kind === "set" ? { kind: "array", items: parts(term).map(withoutSets) } : term;
}

/** The term as Rego, in the one spelling that a compiled module reads. */
export function toRegoText(term: Term): string {
  switch (term.kind) {
    case "number":
      return term.text;
    case "array":
      return `[${term.items.map(toRegoText).join(", ")}]`;
    case "set":
      return term.items.length === 0 ? "set()" : `{${term.items.map(toRegoText).join(", ")}}`;
    case "object":
      return `{${term.entries.map(([key, value]) => `${toRegoText(key)}: ${toRegoText(value)}`).join(", ")}}`;
    case "null":
    case "boolean":
    case "string":
      return toJsonText(term);
  }
}

/** JSON text in one spelling: keys in order, numbers without their notation. */
export function toJsonText(term: Term): string {
  switch (term.kind) {
    case "null":
      return "null";
    case "boolean":
      return String(term.value);
    case "number":
      return new Exact(term.text).toString();
    case "string":
      return JSON.stringify(term.value);
    case "array":
    case "set":
      return `[${parts(term).map(toJsonText).join(",")}]`;
    case "object": {
      const entries = term.entries.map(([key, value]) => {
        const name = key.kind === "string" ? key.value : toJsonText(key);
        return `${JSON.stringify(name)}:${toJsonText(value)}`;
      });
      return `{${entries.sort().join(",")}}`;
    }
  }
}
