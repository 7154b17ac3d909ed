import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";

import { collectChanges, collectScan, openWorkplace } from "../../../src/changes/git.ts";
import { modulesOnDisk } from "../../../src/changes/installed-modules.ts";
import { readResources, type ReadResult } from "../../../src/formats/read.ts";
import { makeDirectory, makeRepository, type Files, type TestRepository } from "../../support/repository.ts";
import { engines } from "./support.ts";

const entry = { Key: "logs", Source: "registry.terraform.io/acme/bucket/aws", Version: "1.2.3" };

function manifest(dir = ".terraform/modules/logs"): string {
  return JSON.stringify({
    Modules: [
      { Key: "", Source: "", Dir: "." },
      { ...entry, Dir: dir },
    ],
  });
}

const call = 'module "logs" {\n  source  = "acme/bucket/aws"\n  version = "~> 1.2"\n  name    = "logs"\n}\n';
const configuration: Files = { ".gitignore": ".terraform/\n", "live/main.tf": call };
const installed: Files = {
  "live/.terraform/modules/modules.json": manifest(),
  "live/.terraform/modules/logs/main.tf":
    'variable "name" {}\nresource "aws_s3_bucket" "this" {\n  bucket = var.name\n  policy = file("${path.module}/p.json")\n}\n',
  "live/.terraform/modules/logs/p.json": "{}",
};

describe("modules that init has fetched", () => {
  let repository: TestRepository;
  beforeEach(() => {
    repository = makeRepository();
  });
  afterEach(() => {
    repository.remove();
  });
  afterAll(() => engines.close());

  async function scan(root: string): Promise<ReadResult> {
    const workplace = await openWorkplace(root);
    const options = { under: ".", projects: [], engines, modules: modulesOnDisk(workplace) };
    return readResources(await collectScan(workplace), options);
  }

  function bucketsOf(result: ReadResult): unknown {
    return result.projects.flatMap(({ head }) =>
      (head?.declarations ?? []).map(({ address, values, location, called_from }) => [
        address,
        { bucket: values["bucket"], policy: values["policy"] },
        location.path,
        called_from.map(({ path, line }) => [path, line]),
      ]),
    );
  }

  const expected = [
    [
      "module.logs.aws_s3_bucket.this",
      { bucket: "logs", policy: "{}" },
      "live/.terraform/modules/logs/main.tf",
      [["live/main.tf", 1]],
    ],
  ];

  it("are read where git ignores them", async () => {
    repository.commit(configuration);
    repository.write(installed);
    const result = await scan(repository.root);
    expect(result.problems.head).toEqual([]);
    expect(bucketsOf(result)).toEqual(expected);
  });

  it("are read outside of git", async () => {
    const { root, remove } = makeDirectory({ ...configuration, ...installed });
    const result = await scan(root);
    expect([result.problems.head, bucketsOf(result)]).toEqual([[], expected]);
    remove();
  });

  it("make an update of what a changed call declares", async () => {
    const base = repository.commit(configuration);
    repository.write({ ...installed, "live/main.tf": call.replace('"logs"\n}', '"audit"\n}') });
    const workplace = await openWorkplace(repository.root);
    const options = { under: ".", projects: [], engines, modules: modulesOnDisk(workplace) };
    const result = await readResources(await collectChanges(workplace, base, null), options);
    const [pair] = result.projects;
    expect([pair?.base, pair?.head].map((side) => side?.declarations.map(({ values }) => values["bucket"]))).toEqual([
      ["logs"],
      ["audit"],
    ]);
  });

  it.each<[string, Files]>([
    ["git tracks them", {}],
    ["the call asks for another version", { "live/main.tf": call.replace("~> 1.2", "~> 2.0") }],
    ["the call asks for another source", { "live/main.tf": call.replace("acme/", "evil/") }],
    ["they lie elsewhere", { "live/.terraform/modules/modules.json": manifest("../other") }],
    ["the list is no JSON", { "live/.terraform/modules/modules.json": "{" }],
    ["the folder is a link", { "live/.terraform/modules": null, "live/.terraform": { link: "../elsewhere" } }],
  ])("do not count where %s", async (title, change) => {
    const isTracked = title === "git tracks them";
    repository.commit({
      ...configuration,
      ...(isTracked ? installed : {}),
      "elsewhere/modules/modules.json": manifest(),
    });
    repository.write(isTracked ? {} : { ...installed, ...change });
    const result = await scan(repository.root);
    expect(bucketsOf(result)).toEqual([]);
    expect(result.problems.head).toMatchObject([{ path: "live/main.tf", line: 1 }]);
    expect(result.problems.head[0]?.message).toContain('module "logs" is not available');
  });
});
