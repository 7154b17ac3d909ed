import type { FileFormat } from "../file/file-format.ts";
import { readFiles } from "../file/read-files.ts";
import type { FormatRequest, FormatResult } from "../format.ts";
import { readDockerfile } from "./dockerfile-file.ts";

/** `Dockerfile`, `Dockerfile.prod`, `Containerfile`, `api.Dockerfile`. */
const named = /(?:^|\/)(?:[^/]+\.)?(?:Dockerfile|Containerfile|dockerfile|containerfile)(?:[.-][^/]+)?$/;

/** Files about Dockerfiles: what is not built, documentation, and programs that happen to have the name. */
const other =
  /\.(?:dockerignore|md|mdx|rst|txt|html|json|ya?ml|toml|lock|sh|bat|ps1|py|rb|go|rs|java|[cm]?[jt]sx?|snap|png|svg)$/;

const dockerfileFormat: FileFormat = {
  format: "dockerfile",
  isCandidate: (path) => named.test(path) && !other.test(path),
  projectOf: (directory) => ({ name: `${directory} (dockerfile)`, path: directory, format: "dockerfile" }),
  read: readDockerfile,
};

/** Reads Dockerfiles; those of one directory are one project. */
export function readDockerfiles(request: FormatRequest): Promise<FormatResult> {
  return readFiles(request, dockerfileFormat);
}
