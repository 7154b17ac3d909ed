import { fileURLToPath } from "node:url";

import type { TestRepository } from "../test/support/repository.ts";
import { isInstalled, measure, type Command, type Measured } from "./processes.ts";
import { oneRootRepository, terraformRepository } from "./repositories.ts";

const cli = fileURLToPath(new URL("../dist/bin/tollgate.js", import.meta.url));

/** `tollgate review` of one changed file in repositories of growing size, whole process; conftest beside it if there. */
export function benchCommandLine(runs: number): ReadonlyArray<Measured> {
  const repositories = [10, 200, 2000].map((files) => ({ files, repository: terraformRepository(files) }));
  const roots = [50, 500, 2000].map((resources) => ({ resources, repository: oneRootRepository(resources) }));
  const commands = [
    ...repositories.map(({ files, repository }) => review(`review, 1 file changed of ${files} .tf`, repository)),
    ...roots.map(({ resources, repository }) => review(`review, 1 root of ${resources} instances`, repository)),
    ...repositories.flatMap(({ files, repository }) => conftest(files, repository)),
  ];
  try {
    return measure(commands, runs);
  } finally {
    for (const { repository } of [...repositories, ...roots]) repository.remove();
  }
}

function review(name: string, repository: TestRepository): Command {
  const args = [
    process.execPath,
    cli,
    "review",
    "--no-cache",
    repository.root,
    "--base",
    "main",
    "--head",
    "change",
    "--format",
    "json",
  ];
  return { name: `tollgate ${name}`, args, directory: repository.root, codes: [0, 1] };
}

/** The peer parses every file and evaluates one rule; it neither compares nor prices. */
function conftest(files: number, repository: TestRepository): ReadonlyArray<Command> {
  if (!isInstalled("conftest")) return [];
  const policy = fileURLToPath(new URL("conftest/", import.meta.url));
  const args = ["conftest", "test", "--policy", policy, "--parser", "hcl2", repository.root];
  return [{ name: `conftest test, ${files} .tf`, args, directory: repository.root, codes: [0, 1] }];
}
