import { UsageError } from "../../model/failure.ts";
import type { Severity } from "../../model/finding.ts";

/** What a new policy starts from. */
export interface NewPolicy {
  /** E.g. `acme.queue_owner`. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** The Terraform or Kubernetes type that it looks at. */
  readonly resource: string;
}

/** Files of a new policy: their path below the folder of policies, and their text. */
export type NewFiles = ReadonlyArray<{ readonly path: string; readonly text: string }>;

const idPattern = /^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+$/;

/** Checks an id. Throws UsageError. */
export function checkedId(id: string): string {
  const bare = id.replace(/^policies\./, "");
  if (!idPattern.test(bare)) {
    throw new UsageError(
      `${id} is no policy id; expected at least two names of a-z, 0-9 and _ with dots between, as acme.queue_owner`,
    );
  }
  if (bare.startsWith("lib.")) {
    throw new UsageError(`${id} would be a library; policies begin with another name than lib`);
  }
  return bare;
}

/** `acme.queue_owner` as a first title. */
export function titleFrom(id: string): string {
  const words = (id.split(".").at(-1) ?? id).replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A policy that compiles, and a test of each kind. Its condition (a tag `owner`) is there to be replaced. */
export function newPolicyFiles(policy: NewPolicy): NewFiles {
  const folder = policy.id.replaceAll(".", "/");
  const name = policy.id.split(".").at(-1) ?? policy.id;
  return [
    { path: `${folder}/${name}.rego`, text: policyText(policy) },
    { path: `${folder}/${name}_test.rego`, text: testText(policy) },
  ];
}

function policyText({ id, title, severity, resource }: NewPolicy): string {
  return `# METADATA
# title: ${yamlText(title)}
# description: |
#   Say what harm it does: nobody knows whom to call when this breaks.
# related_resources:
#   - ref: https://www.openpolicyagent.org/docs/policy-language
#     description: Replace this with a page that explains the rule
# schemas:
#   - input: schema.${schemaFor(resource)}
# custom:
#   severity: ${severity}
#   remediation: Set the tag \`owner\`.
#   resources:
#     - ${yamlText(resource)}
package policies.${id}

import data.policies.lib.finding
import data.policies.lib.unknown

deny contains finding.on(resource, ["tags"], $"{resource.address} has no tag owner") if {
	some resource in _resources

	not resource.tags.owner
	not unknown.within(resource, ["tags"])
}

warn contains finding.on(resource, ["tags"], $"{resource.address} has tags that are only known at apply time") if {
	some resource in _resources

	not resource.tags.owner
	unknown.within(resource, ["tags"])
}

_resources contains resource if {
	some resource in input.resources

	resource.type == ${JSON.stringify(resource)}
	resource.action != "delete"
}
`;
}

function testText({ id, resource }: NewPolicy): string {
  const type = JSON.stringify(resource);
  return `package policies.${id}_test

import data.policies.${id} as policy
import data.policies.lib.testing

test_deny_without_owner if {
	policy.deny == {{
		"address": ${JSON.stringify(`${resource}.this`)},
		"attribute": ["tags"],
		"message": ${JSON.stringify(`${resource}.this has no tag owner`)},
	}} with input as testing.review([_tagged({})])
}

test_allow_owner if {
	count(policy.deny | policy.warn) == 0 with input as testing.review([_tagged({"owner": "payments"})])
}

test_allow_deleted if {
	count(policy.deny | policy.warn) == 0 with input as testing.review([testing.deleted(_tagged({}))])
}

test_warn_unknown if {
	resource := testing.unknown(_tagged({}), [["tags"]])
	count(policy.deny) == 0 with input as testing.review([resource])
	count(policy.warn) == 1 with input as testing.review([resource])
}

_tagged(tags) := object.union(testing.terraform(${type}, {"tags": tags}), {"tags": tags})
`;
}

/** The schema of the format that has such types. */
function schemaFor(resource: string): string {
  if (resource.includes("::")) return "cloudformation";
  return resource.includes("/") ? "kubernetes" : "terraform";
}

/** A text as YAML on one line. */
function yamlText(text: string): string {
  return /^[A-Za-z][\w ./-]*$/.test(text) ? text : JSON.stringify(text);
}
