/** Where something stands in a payload. */
export type Path = ReadonlyArray<string>;

type Json = Record<string, unknown>;

/** What may stand where something else should, as JSON text: by a fault, or because somebody tries. */
export const brokenValues: ReadonlyArray<readonly [string, string]> = [
  ["null", "null"],
  ["a text", '"text"'],
  ["an empty text", '""'],
  ["a number", "7"],
  ["a negative number", "-1"],
  ["a fraction", "1.5"],
  ["beyond 2^53", "9007199254740993"],
  ["2^40", "1099511627776"],
  ["infinite", "1e400"],
  ["a truth", "true"],
  ["an empty list", "[]"],
  ["an empty object", "{}"],
  ["NUL", String.raw`"a\u0000b"`],
  ["half a letter", String.raw`"a\ud800"`],
  ["the year 0", '"0000-01-01T00:00:00Z"'],
  ["no zone of this world", '"2026-01-01T00:00:00+23:00"'],
  ["the last moment", '"9999-12-31T23:59:59.999999999Z"'],
  ["a very long text", JSON.stringify("x".repeat(2 ** 20))],
  ["a very long list", `[${"7,".repeat(99_999)}null]`],
  ["very deep", "[".repeat(20_000) + "]".repeat(20_000)],
];

/** Every place of a value. */
export function pathsOf(value: unknown, path: Path = []): ReadonlyArray<Path> {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [[...path, key], ...pathsOf(item, [...path, key])]);
}

/** A value with something else at one place; without the place where that is undefined. */
export function withBroken(value: unknown, [first, ...rest]: Path, by: unknown): unknown {
  if (first === undefined) return by;
  const item = withBroken((value as Json)[first], rest, by);
  if (Array.isArray(value)) return value.map((old: unknown, index) => (String(index) === first ? item : old));
  return { ...(value as Json), [first]: item };
}
