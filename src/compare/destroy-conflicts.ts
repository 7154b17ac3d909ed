import type { JudgedProblem } from "../model/problem.ts";
import type { ProjectChange, ProjectPair, ProjectSide } from "../model/project.ts";
import type { Resource } from "../model/resource.ts";

/**
 * What Terraform will refuse to plan: a resource that the change deletes or replaces while its block says
 * `prevent_destroy`. A block that is removed takes its protection with it, so that its deletion is no conflict.
 */
export function destroyConflicts(
  pairs: ReadonlyArray<ProjectPair>,
  changes: ReadonlyArray<ProjectChange>,
): ReadonlyArray<JudgedProblem> {
  const heads = new Map(pairs.map(({ project, head }) => [project.name, head]));
  return changes.flatMap(({ project, resources }) => {
    const head = heads.get(project.name) ?? null;
    return resources
      .filter((resource) => isRefused(resource, head))
      .map((resource): JudgedProblem => {
        const { path, line } = resource.location;
        return { path, line, message: messageOf(resource), project: project.name, status: "new", gates: true };
      });
  });
}

function isRefused({ action, address, format }: Resource, head: ProjectSide | null): boolean {
  if (format !== "terraform" || (action !== "delete" && action !== "replace")) return false;
  return head?.protected?.includes(withoutKeys(address)) === true;
}

function messageOf({ action, address, changed }: Resource): string {
  const what =
    action === "delete"
      ? `${address} is deleted`
      : `${address} is replaced, because of ${changed.map((path) => path.map(String).join(".")).join(", ")}`;
  return `${what}, and its lifecycle has prevent_destroy: Terraform refuses to plan that; keep it, or take the protection away first`;
}

/** An address as the configuration has it: `module.a["x"].aws_b.c[0]` is `module.a.aws_b.c`. */
export function withoutKeys(address: string): string {
  return address.replaceAll(/\[(?:\d+|\*|"(?:[^"\\]|\\.)*")\]/g, "");
}
