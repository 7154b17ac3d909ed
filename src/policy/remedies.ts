/** What a remedy is found by. */
export interface Fault {
  readonly message: string;
  /** 1-based place in the source. */
  readonly row: number;
  readonly col: number;
  readonly source: string;
}

type Remedy = (fault: Fault, line: string, found: RegExpExecArray) => string;

/** What to do about messages of OPA's parser and compiler that only say what is wrong; the first that fits counts. */
const remedies: ReadonlyArray<readonly [message: RegExp, remedy: Remedy]> = [
  [/^unexpected eof token/, ({ source }) => unclosed(source)],
  [/^`contains` keyword is required/, (_, line) => containsRule(line)],
  [/^`if` keyword is required/, (_, line) => `write \`${line.replace(/\s*\{.*$/, "").trim()} if {\``],
  [/^illegal token/, ({ col }, line) => illegal(line.slice(col - 1))],
  [/^unexpected and token/, () => "give each condition a line of its own: all lines of a body have to hold"],
  [/^unexpected or token/, () => "write another rule of the same name for the other case: one of them has to hold"],
  [/^unexpected (?:eq|equal) token/, () => "compare with =="],
  [/^unexpected assign token/, () => "assign with name := value, once in a body"],
  [/^unexpected if keyword/, () => "conditions stand alone, one a line; another case is another rule of the same name"],
  [/^unexpected else keyword/, () => "else belongs to complete rules: deny is a set, another case is another rule"],
  [/^unexpected identifier token/, (_, line) => loop(line)],
  [/non-terminated|^unexpected .* token: expected rule key term/, () => "is a comma or a bracket missing before it?"],
  [/^package expected/, () => "begin the file with its package: package policies. and its folders, with dots"],
  [/^empty module/, () => "`tollgate policy new` writes a policy to begin with"],
  [/^yaml: .*tab|^yaml: .*cannot start any token/, () => "METADATA is YAML: indent it with spaces, not with tabs"],
  [/^yaml:/, () => "METADATA is YAML: put a text with a colon or a # into quotes"],
  [/^var (?<name>\S+) is unsafe/, (_, __, found) => binding(found.groups?.["name"] ?? "it")],
  [
    / is recursive: /,
    () => "a rule cannot need itself: give what both need a rule of its own, or follow links by graph.reachable",
  ],
  [/^conflicting rules? .* found/, (_, line) => conflicting(line)],
  [/^var (?<name>\S+) assigned above/, () => "a variable gets one value in a body: choose another name"],
  [/^cannot assign vars inside negated/, () => "assign it on the line before, and negate a comparison"],
  [/^var (?<name>\S+) referenced above/, () => "assign it before it is used"],
  [
    /^(?:declared|assigned) var (?<name>\S+) unused/,
    (_, __, found) => `remove ${found.groups?.["name"] ?? "it"}, or call it _`,
  ],
  [/^import .* unused/, () => "remove the line"],
];

/** What to do about a message, one sentence; null where nothing more is known than what it says. */
export function remedyOf(fault: Fault): string | null {
  const line = fault.source.split("\n")[fault.row - 1] ?? "";
  for (const [pattern, remedy] of remedies) {
    const found = pattern.exec(fault.message);
    if (found !== null) return remedy(fault, line, found);
  }
  return null;
}

function containsRule(line: string): string {
  const rule = /^\s*(?<name>\w+)\[(?<key>.*)\]\s*(?:if\s*)?\{?/.exec(line)?.groups;
  return `write \`${rule?.["name"] ?? "deny"} contains ${rule?.["key"] ?? "finding"} if {\``;
}

function illegal(rest: string): string {
  return rest.startsWith("'")
    ? "texts stand in double quotes, patterns in backquotes"
    : "is a text without its quotes?";
}

function loop(line: string): string {
  return /^\s*(?:for|foreach)\b/.test(line)
    ? "write some x in xs: the body is tried with each, or every x in xs { … }"
    : "begin another line for another condition, or is a comma or an operator missing before it?";
}

function binding(name: string): string {
  return `${name} has no value here: get it by ${name} := …, or by some ${name} in …, in the same body and not below not`;
}

function conflicting(line: string): string {
  return /^\s*default\b/.test(line)
    ? "a set needs no default: remove the line"
    : "rules of one name are either all sets (contains) or all values (:=)";
}

const opening: ReadonlyMap<string, string> = new Map([
  ["}", "{"],
  ["]", "["],
  [")", "("],
]);

/** Texts and comments are left out; what is never closed is nearest to what the author forgot. */
function unclosed(source: string): string {
  const open: { readonly bracket: string; readonly line: number }[] = [];
  let line = 1;
  for (const [token] of source.matchAll(/"(?:[^"\\\n]|\\.)*"|`[^`]*`|#[^\n]*|[{}[\]()]|\n/g)) {
    if (/^[{[(]$/.test(token)) open.push({ bracket: token, line });
    else if (opening.has(token) && open.at(-1)?.bracket === opening.get(token)) open.pop();
    line += token.split("\n").length - 1;
  }
  const last = open.at(-1);
  return last === undefined
    ? "the file ends in the middle of a rule"
    : `the ${last.bracket} of line ${last.line} is never closed`;
}
