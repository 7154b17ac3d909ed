import { severities } from "../model/finding.ts";
import { remedyOf } from "../model/remedy.ts";
import { count } from "../model/text.ts";
import { coverageOf, type CatalogueEntry } from "../policy/authoring/catalogue.ts";

/** A page of the catalogue: its path below the output folder, and its text. */
export interface CataloguePage {
  readonly path: string;
  readonly text: string;
}

/** The first line of every page: pages of policies that are gone are known by it. */
export const generated = "<!-- written by tollgate policy doc -->";

/** The catalogue as Markdown: an index, a table for each framework, and one page a policy. */
export function catalogueMarkdown(entries: ReadonlyArray<CatalogueEntry>): ReadonlyArray<CataloguePage> {
  return [
    { path: "README.md", text: index(entries) },
    { path: "frameworks.md", text: frameworks(entries) },
    ...entries.map((entry) => ({ path: pageOf(entry.id), text: page(entry) })),
  ];
}

/** `aws.s3.public_bucket` is on `aws/s3/public_bucket.md`. */
export function pageOf(id: string): string {
  return `${id.replaceAll(".", "/")}.md`;
}

function index(entries: ReadonlyArray<CatalogueEntry>): string {
  const groups = Map.groupBy(entries, ({ id }) => id.split(".")[0] ?? id);
  const bySeverity = severities
    .map((severity) => `${entries.filter((entry) => entry.severity === severity).length} ${severity}`)
    .join(", ");
  return lines([
    "# Policies",
    "",
    `${count(entries.length, "policy").replace(/policys$/, "policies")}: ${bySeverity}. [By framework](frameworks.md).`,
    ...[...groups].flatMap(([group, own]) => [
      "",
      `## ${group}`,
      "",
      "| policy | what it finds | severity | proposes an edit |",
      "|---|---|---|---|",
      ...own.map(({ id, title, severity, mends }) =>
        row([`[\`${id}\`](${pageOf(id)})`, title, severity, mends ? "yes" : ""]),
      ),
    ]),
  ]);
}

function frameworks(entries: ReadonlyArray<CatalogueEntry>): string {
  return lines([
    "# Policies by framework",
    "",
    "The controls that a policy belongs to, as its METADATA says. A control that is not in a table has no policy here.",
    ...coverageOf(entries).flatMap(({ framework, controls }) => [
      "",
      `## ${framework}`,
      "",
      "| control | policies |",
      "|---|---|",
      ...controls.map(({ control, policies }) =>
        row([control, policies.map((id) => `[\`${id}\`](${pageOf(id)})`).join(", ")]),
      ),
    ]),
  ]);
}

function page(entry: CatalogueEntry): string {
  const { id, title, description, severity, remediation, related, resources, deprecated, examples } = entry;
  const controls = Object.entries(entry.frameworks);
  return lines([
    `# ${title}`,
    "",
    `\`${id}\` · severity ${severity}`,
    ...(deprecated === null ? [] : ["", `**Deprecated.** ${deprecated === "true" ? "" : deprecated}`.trim()]),
    ...(description === "" ? [] : ["", description]),
    ...examples.flatMap(({ kind, name, text }) => [
      "",
      kind === "bad" ? "## Wrong" : "## Right",
      "",
      ...fenced(text, languageOf(name)),
    ]),
    ...whatToDo(remediation),
    ...(entry.mends ? ["", `Where it can, \`tollgate fix --policy ${id}\` makes the edit.`] : []),
    ...(related.length === 0 ? [] : ["", "## More", ""]),
    ...related.map(({ ref, description: text }) => `- [${text === "" ? ref : text}](${ref})`),
    ...(controls.length === 0 ? [] : ["", "## Controls", "", "| framework | controls |", "|---|---|"]),
    ...controls.map(([framework, own]) => row([framework, own.join(", ")])),
    ...(resources.length === 0 ? [] : ["", "## Looks at", "", resources.map((type) => `\`${type}\``).join(", ")]),
  ]);
}

function whatToDo(remediation: string): ReadonlyArray<string> {
  const remedy = remedyOf(remediation);
  if (remedy.said === "") return [];
  const pasted = remedy.lines.length === 0 ? [] : ["", ...fenced(remedy.lines.join("\n"), "")];
  return ["", "## What to do", "", remedy.said, ...pasted];
}

const languages: Readonly<Record<string, string>> = { tf: "hcl", yaml: "yaml", yml: "yaml", json: "json" };

function languageOf(name: string): string {
  return name.includes("Dockerfile") || name.endsWith(".dockerfile")
    ? "dockerfile"
    : (languages[name.split(".").at(-1) ?? ""] ?? "");
}

function fenced(text: string, language: string): ReadonlyArray<string> {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, text.trimEnd(), fence];
}

function row(cells: ReadonlyArray<string>): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll(/\s+/g, " ")).join(" | ")} |`;
}

function lines(texts: ReadonlyArray<string>): string {
  return `${[generated, "", ...texts].join("\n")}\n`;
}
