import type { ProjectSetting } from "../../src/model/settings.ts";

/** What the configuration says of one project, where it says nothing but this. */
export function aProjectSetting(setting: Pick<ProjectSetting, "path"> & Partial<ProjectSetting>): ProjectSetting {
  return { name: null, variables: {}, variable_files: [], workspaces: [], environment: {}, exclude: false, ...setting };
}
