const reference = /\$(?:(?<plain>\w+)|\{(?<name>\w+)(?:(?<operator>:?[-+])(?<word>[^{}]*))?\})/g;

/**
 * Replaces `$NAME`, `${NAME}`, `${NAME:-default}` and `${NAME:+text}` by build arguments. Null where an argument has no
 * value before the build: then nobody knows what the text will be.
 */
export function substitute(text: string, values: ReadonlyMap<string, string>): string | null {
  let replaced = "";
  let end = 0;
  for (const match of text.matchAll(reference)) {
    const value = expand(match.groups ?? {}, values);
    if (value === null) return null;
    replaced += text.slice(end, match.index) + value;
    end = match.index + match[0].length;
  }
  replaced += text.slice(end);
  return replaced.includes("$") ? null : replaced;
}

function expand(
  groups: Readonly<Record<string, string | undefined>>,
  values: ReadonlyMap<string, string>,
): string | null {
  const value = values.get(groups["plain"] ?? groups["name"] ?? "");
  const isSet = value !== undefined && value !== "";
  switch (groups["operator"]) {
    case ":-":
    case "-":
      return isSet ? value : (groups["word"] ?? "");
    case ":+":
    case "+":
      return isSet ? (groups["word"] ?? "") : "";
    case undefined:
    default:
      return value ?? null;
  }
}
