import type { ProjectChange } from "../model/project.ts";
import type { Resource } from "../model/resource.ts";
import type { PolicyInput } from "./input-schema.ts";
import { policyInput, type InputFacts } from "./policy-input.ts";
import { redactAttributes, redactText, redactTexts, sensitiveTexts } from "./redact.ts";

/** `input` of one project as it may be printed or stored: sensitive values are replaced. */
export function shownInput(
  facts: InputFacts,
  { resources, blocks = [] }: Pick<ProjectChange, "resources" | "blocks">,
): PolicyInput {
  const secrets = sensitiveTexts([...resources, ...blocks]);
  return policyInput(
    facts,
    resources.map((resource) => withoutTexts(hideSensitive(resource), secrets, ["sketches"])),
    blocks.map((block) => withoutTexts(hideSensitive(block), secrets, ["after", "before", "sketches"])),
  );
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

/** A block may hold in the clear what is sensitive elsewhere: the default of a variable that becomes a password. */
function withoutTexts(
  resource: Resource,
  secrets: ReadonlyArray<string>,
  fields: ReadonlyArray<"after" | "before" | "sketches">,
): Resource {
  if (secrets.length === 0) return resource;
  const shown = fields.flatMap((field) => {
    const value = resource[field];
    return value === null || value === undefined ? [] : [[field, redactTexts(value, secrets)] as const];
  });
  return { ...resource, ...Object.fromEntries(shown) };
}
