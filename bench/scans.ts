import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { generatedInputs, givenInputs, type BenchInput } from "./inputs.ts";
import { peer } from "./peers.ts";
import { measure, type Command, type Measured } from "./processes.ts";

const cli = fileURLToPath(new URL("../dist/bin/tollgate.js", import.meta.url));

/**
 * `tollgate scan` with pack and cost, whole process, without and with the answers of an earlier run, and each peer that
 * reads the same input.
 */
export function benchScans(runs: number, folder: string | null): ReadonlyArray<Measured> {
  const inputs = [...generatedInputs(), ...(folder === null ? [] : givenInputs(folder))];
  try {
    return measure(inputs.flatMap(commandsOf), runs);
  } finally {
    for (const { remove } of inputs) remove();
  }
}

/** Exit codes tell findings, which are no matter here; what broke ends with another. */
function commandsOf({ name, root }: BenchInput): ReadonlyArray<Command> {
  const scan = [process.execPath, cli, "scan", root, "--format", "json", "--output", "/dev/null"];
  const policy = fileURLToPath(new URL("conftest/", import.meta.url));
  const conftest = peer("conftest");
  const tflint = peer("tflint");
  const checkov = peer("checkov");
  const isKubernetes = name.includes("manifests");
  const isSmall = !name.includes("roots"); // tflint and Checkov take minutes for what has many roots
  return [
    { name: `tollgate scan: ${name}`, args: [...scan, "--no-cache"], directory: root, codes: [0, 1, 3] },
    { name: `tollgate scan again: ${name}`, args: scan, directory: root, codes: [0, 1, 3] },
    ...(conftest === null
      ? []
      : [
          {
            name: `conftest test, one rule: ${name}`,
            args: [conftest, "test", "--policy", policy, root],
            directory: root,
            codes: [0, 1],
          },
        ]),
    ...(tflint === null || isKubernetes || !isSmall
      ? []
      : [{ name: `tflint: ${name}`, args: [tflint, "--recursive"], directory: root, codes: [0, 2, 3] }]),
    ...(checkov === null || !isSmall
      ? []
      : [
          {
            name: `checkov: ${name}`,
            args: [checkov, "--quiet", "--compact", "--directory", join(root, ".")],
            directory: root,
            codes: [0, 1],
          },
        ]),
  ];
}
