/**
 * Functions of a Rego file whose one value would be two: a body that iterates (`some name in …`) and returns what it
 * iterates over. Such a policy breaks with a conflict on the first input that has both, and with it the review.
 * By the look of the text, which the formatter makes uniform: comprehensions, which have one value, are left out.
 */
export function manyValued(source: string): ReadonlyArray<string> {
  return rules(source).flatMap(({ name, value, body }) => {
    const iterated = iteratedIn(body);
    return [...iterated].some((variable) => uses(value, variable)) ? [name] : [];
  });
}

interface Rule {
  readonly name: string;
  readonly value: string;
  readonly body: ReadonlyArray<string>;
}

const head = /^(?<name>[a-z_]+)\(.*?\) := (?<value>.*) if \{$/;
const otherwise = /^\} else := (?<value>.*) if \{$/;

function rules(source: string): ReadonlyArray<Rule> {
  const found: Array<Rule & { body: string[] }> = [];
  let open: string[] | null = null;
  let name = "";
  for (const line of source.split("\n")) {
    const groups = (head.exec(line) ?? otherwise.exec(line))?.groups;
    if (groups !== undefined) {
      name = groups.name ?? name;
      open = [];
      found.push({ name, value: groups.value ?? "", body: open });
    } else if (!line.startsWith("\t")) {
      open = null;
    } else {
      open?.push(line);
    }
  }
  return found;
}

/** What a body iterates over, and what it computes from that. */
function iteratedIn(body: ReadonlyArray<string>): ReadonlySet<string> {
  const iterated = new Set<string>();
  for (const line of body) {
    const some = /^\tsome (?<names>[a-z_, ]+) in /.exec(line)?.groups?.names;
    for (const name of some?.split(", ") ?? []) iterated.add(name);
    const { name, value } = /^\t(?<name>[a-z_]+) := (?<value>.*)$/.exec(line)?.groups ?? {};
    if (name !== undefined && [...iterated].some((variable) => uses(value ?? "", variable))) iterated.add(name);
  }
  iterated.delete("_");
  return iterated;
}

function uses(text: string, variable: string): boolean {
  return new RegExp(`(?<![\\w.])${variable}(?!\\w)`).test(text.replaceAll(/[[{][^[{]*\| .*$/g, ""));
}
