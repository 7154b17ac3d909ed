import type { ProjectSetting } from "../../src/model/settings.ts";

/** A project of the configuration that says nothing but what is given. */
export function aSetting(setting: Partial<ProjectSetting>): ProjectSetting {
  return {
    path: ".",
    name: null,
    variables: {},
    variable_files: [],
    workspaces: [],
    environment: {},
    exclude: false,
    ...setting,
  };
}
