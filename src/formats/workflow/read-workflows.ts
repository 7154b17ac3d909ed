import { posix } from "node:path";

import type { Project } from "../../model/project.ts";
import type { FileFormat } from "../file/file-format.ts";
import { readFiles } from "../file/read-files.ts";
import type { FormatRequest, FormatResult } from "../format.ts";
import { readWorkflowFile } from "./workflow-file.ts";

const workflow = /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/;
const action = /(?:^|\/)action\.ya?ml$/;

const workflowFormat: FileFormat = {
  format: "workflow",
  isCandidate: (path) => workflow.test(path) || action.test(path),
  projectOf,
  read: (path, text) => readWorkflowFile(path, text, workflow.test(path) ? "workflow" : "action"),
};

/** Reads GitHub Actions: the workflows of a `.github/workflows` folder are one project, each action one of its own. */
export function readWorkflows(request: FormatRequest): Promise<FormatResult> {
  return readFiles(request, workflowFormat);
}

/** Other formats may have a project of the same directory: an action's project gets a name of its own. */
function projectOf(directory: string, path: string): Project {
  const name = workflow.test(path) ? directory : `${directory} (${posix.basename(path)})`;
  return { name, path: directory, format: "workflow" };
}
