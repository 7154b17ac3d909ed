import type { ProjectChange } from "../model/project.ts";
import type { Resource } from "../model/resource.ts";
import type { PolicyInput } from "./input-schema.ts";
import { policyInput, type InputFacts } from "./policy-input.ts";
import { redactAttributes, redactText, sensitiveTexts } from "./redact.ts";

/** `input` of one project as it may be printed or stored: sensitive values are replaced. */
export function shownInput(
  facts: InputFacts,
  { resources, blocks = [] }: Pick<ProjectChange, "resources" | "blocks">,
): PolicyInput {
  return policyInput(facts, resources.map(hideSensitive), blocks.map(hideSensitive));
}

function hideSensitive(resource: Resource): Resource {
  const { after, before, sensitive, tags } = resource;
  const texts = sensitiveTexts([resource]);
  return {
    ...resource,
    tags: Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, redactText(value, texts)])),
    after: after === null ? null : redactAttributes(after, sensitive),
    before: before === null ? null : redactAttributes(before, sensitive),
  };
}
