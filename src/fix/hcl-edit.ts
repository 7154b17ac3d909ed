import { z } from "zod";
import type { Engines } from "../engines/engines.ts";
import { pointerSteps, type PatchOperation } from "../model/fix.ts";
import type { Resource } from "../model/resource.ts";
import type { TextEdit } from "./yaml-edit.ts";

const answer = z.union([
  z.object({ text: z.string() }),
  z.object({ reason: z.string() }),
  z.object({ error: z.string() }),
]);

/** Changes attributes of a resource's block in the text of its file. `blocks` are names of nested blocks, null where unknown. */
export async function editTerraform(
  resource: Resource,
  patch: ReadonlyArray<PatchOperation>,
  text: string,
  { engines, blocks }: { readonly engines: Engines; readonly blocks: ReadonlyArray<string> | null },
): Promise<TextEdit> {
  const request = {
    op: "edit",
    path: resource.location.path,
    text,
    labels: [resource.type, resource.name],
    line: resource.location.line,
    operations: patch.map((operation) => ({
      remove: operation.op === "remove" || operation.value === null, // to Terraform null is the same as nothing
      path: writtenPath(operation.path, resource),
      value: operation.op === "remove" ? null : operation.value,
    })),
    blocks,
  };
  const answered = answer.safeParse(await engines.engine("hcl").call(request));
  if (!answered.success || "error" in answered.data) return { ok: false, why: "the file could not be edited" };
  return "text" in answered.data ? { ok: true, text: answered.data.text } : { ok: false, why: answered.data.reason };
}

/** The elements of a set stand in Terraform's order, not in the source's. */
function writtenPath(pointer: string, { written_order: orders = {} }: Resource): ReadonlyArray<string | number> {
  const steps = pointerSteps(pointer);
  const names = pointer.split("/");
  return steps.map((step, at) => {
    const order = orders[names.slice(0, at + 1).join("/")];
    return typeof step === "number" ? (order?.[step] ?? step) : step;
  });
}
