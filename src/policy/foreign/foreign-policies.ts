import { compareText } from "../../model/text.ts";
import { readMetadata, type DescribedPolicy } from "../metadata.ts";
import type { Policy } from "../policy.ts";
import type { Constraint, ForeignInput } from "./foreign.ts";

type DescribedRule = DescribedPolicy["rules"][number];

/** First part of the ids of policies that were written for another tool, by what they expect. */
const prefixes: Readonly<Record<ForeignInput["kind"], string>> = {
  plan: "plan",
  file: "conftest",
  files: "conftest",
  admission: "gatekeeper",
};

const severities: ReadonlySet<unknown> = new Set(["critical", "high", "medium", "low", "info"]);
const enforcements: Readonly<Record<string, string>> = {
  deny: "deny",
  warn: "warn",
  shadow: "shadow",
  dryrun: "shadow",
};

/** The package under which a template's Rego is compiled: `gatekeeper.<kind>.…`. */
export function templateMount(kind: string): ReadonlyArray<string> {
  return ["gatekeeper", kind];
}

/**
 * One policy for each rule of a package that was written for another tool: its rules are what its authors tell apart,
 * and packages are few (`main`). The package is an alias, so that it can be configured as a whole.
 */
export function foreignPolicies(described: DescribedPolicy, input: ForeignInput): ReadonlyArray<Policy> {
  return described.rules.flatMap((rule) => {
    const id = `${prefixes[input.kind]}.${described.package}.${rule.name}`;
    return policyOf(described, rule, { id, aliases: [described.package], title: titleOf(described, rule), input });
  });
}

/** One policy for each constraint of a Gatekeeper template. */
export function constraintPolicies(
  described: DescribedPolicy,
  constraints: ReadonlyArray<Constraint>,
): ReadonlyArray<Policy> {
  const rules = described.rules.filter((rule) => rule.name === "violation");
  return constraints
    .toSorted((a, b) => compareText(a.name, b.name))
    .flatMap((constraint) =>
      rules.flatMap((rule) => {
        const id = `gatekeeper.${constraint.kind}.${constraint.name}`;
        const title = `${constraint.kind} ${constraint.name}`;
        const input: ForeignInput = { kind: "admission", constraint };
        const aliases = [`gatekeeper.${constraint.kind}`];
        return policyOf(described, rule, { id, aliases, title, input }).map((policy) => ({
          ...policy,
          path: constraint.path,
          line: constraint.line,
          enforcement: constraint.enforcement,
        }));
      }),
    );
}

interface Identity {
  readonly id: string;
  readonly aliases: ReadonlyArray<string>;
  readonly title: string;
  readonly input: ForeignInput;
}

function policyOf(described: DescribedPolicy, rule: DescribedRule, identity: Identity): ReadonlyArray<Policy> {
  const { title, description, custom } = rule.annotations;
  const known = { ...described, annotations: { title, description, custom: understood(custom) }, rules: [rule] };
  const read = readMetadata(known);
  if (!read.ok) return [];
  const exception = rule.exception === null ? null : { name: "exception", ...rule.exception };
  return [
    {
      ...read.policy,
      id: identity.id,
      aliases: [...read.policy.aliases, ...identity.aliases],
      title: title === "" ? identity.title : title,
      rules: [{ name: rule.name, key: rule.key, entrypoint: rule.entrypoint }],
      foreign: {
        input: identity.input,
        exception,
        sees: readsOldObject(described) ? "update" : "creation",
        readsFile: described.reads_file,
      },
    },
  ];
}

function readsOldObject({ reads }: DescribedPolicy): boolean {
  return reads.some((read) => read.startsWith("review.oldObject"));
}

/** What other tools write into METADATA in their own way is left out where it means nothing here. */
function understood(custom: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { severity, enforcement, remediation, recommended_action: action } = custom;
  const level = typeof severity === "string" ? severity.toLowerCase() : severity;
  const enforced = typeof enforcement === "string" ? enforcements[enforcement] : undefined;
  return {
    ...(severities.has(level) ? { severity: level } : {}),
    ...(enforced === undefined ? {} : { enforcement: enforced }),
    ...(typeof remediation === "string" ? { remediation } : {}),
    ...(typeof action === "string" ? { recommended_action: action } : {}),
  };
}

/** Names that say nothing of what a policy is about. */
const meaningless: ReadonlySet<string> = new Set([
  "",
  "main",
  "base",
  "deny",
  "warn",
  "violation",
  "policy",
  "policies",
  "rules",
]);

/** `deny_run_as_root` is "Run as root"; a rule without words of its own is named by its package, `main` by its file. */
function titleOf({ package: name, file }: DescribedPolicy, { name: rule }: DescribedRule): string {
  const last = name.split(".").at(-1) ?? name;
  const stem = (file.split("/").at(-1) ?? file).replace(/\.rego$/, "");
  const suffix = rule.replace(/^(?:deny|warn|violation)_?/, "");
  const named = [suffix, last, stem].find((words) => !meaningless.has(words)) ?? name;
  const words = named.replaceAll(/[_-]/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
