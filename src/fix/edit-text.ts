import type { Engines } from "../engines/engines.ts";
import type { PatchOperation } from "../model/fix.ts";
import type { Resource } from "../model/resource.ts";
import { editTerraform } from "./hcl-edit.ts";
import { editYaml, type TextEdit } from "./yaml-edit.ts";

/** What editing needs besides the text. */
export interface EditTools {
  readonly engines: Engines;
  /** Dotted names of a Terraform type's nested blocks; null for a type that nobody knows. */
  readonly blocksOf: (type: string) => ReadonlyArray<string> | null;
  /** What was edited already: an edit is made to be shown, and again with others for its proof. */
  readonly edited?: Map<string, Promise<TextEdit>>;
}

/** The text of a resource's file with a patch applied to the resource, or why it cannot be. Nothing else changes. */
export function editText(
  resource: Resource,
  patch: ReadonlyArray<PatchOperation>,
  text: string,
  tools: EditTools,
): Promise<TextEdit> {
  const key = JSON.stringify([resource.address, resource.location, patch, text]);
  const edited = tools.edited?.get(key) ?? editAnew(resource, patch, text, tools);
  tools.edited?.set(key, edited);
  return edited;
}

async function editAnew(
  resource: Resource,
  patch: ReadonlyArray<PatchOperation>,
  text: string,
  tools: EditTools,
): Promise<TextEdit> {
  const { line } = resource.location;
  switch (resource.format) {
    case "terraform":
      return editTerraform(resource, patch, text, {
        engines: tools.engines,
        blocks: tools.blocksOf(resource.type),
      });
    case "cloudformation":
      return editYaml({ text, line: 1, inner: ["Resources", resource.name, "Properties"] }, patch);
    case "kubernetes":
    case "workflow":
      return editYaml({ text, line, inner: [] }, patch);
    case "dockerfile":
      return { ok: false, why: "a Dockerfile is a list of steps, which no patch of attributes can change" };
  }
}
