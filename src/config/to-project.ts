import { posix } from "node:path";

import type { ProjectSetting } from "../model/settings.ts";
import type { Configuration } from "./schema.ts";

type ProjectConfiguration = NonNullable<Configuration["projects"]>[number];
type Value = ProjectConfiguration["variables"][string];

/** A project as the configuration names it, in the model's words: paths from the tree's top, variables as text. */
export function toProject(project: ProjectConfiguration): ProjectSetting {
  const path = posix.normalize(project.path).replace(/(?<=.)\/$/, "");
  const variables = Object.entries(project.variables).map(
    ([name, value]) => [name.replace(/^TF_VAR_/, ""), variableText(value)] as const,
  );
  return {
    path,
    name: project.name ?? null,
    variables: Object.fromEntries(variables),
    variable_files: project.variable_files.map((file) => posix.join(path, file)),
    workspaces: project.workspaces,
    environment: project.environment,
    exclude: project.exclude,
  };
}

/** What would stand in an environment variable: JSON is an expression too, once its texts have no interpolation. */
function variableText(value: Value): string {
  return typeof value === "string" ? value : JSON.stringify(value).replaceAll(/([$%])\{/g, "$1$1{");
}
