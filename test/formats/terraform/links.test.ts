import { afterAll, describe, expect, it } from "vitest";

import type { Tree } from "../../../src/model/change-set.ts";
import { followLinks } from "../../../src/formats/terraform/links.ts";
import type { FormatRequest, FormatResult } from "../../../src/formats/format.ts";
import { readTerraform } from "../../../src/formats/terraform/read-terraform.ts";
import { aTree, engines, type TestFiles } from "./support.ts";

function read(request: Pick<FormatRequest, "head"> & Partial<FormatRequest>): Promise<FormatResult> {
  return readTerraform({ base: null, changed: null, under: ".", projects: [], engines, ...request });
}

/** A tree whose links lead to the paths that are given. */
function linkedTree(files: TestFiles, links: Readonly<Record<string, string>>): Tree {
  const linkFiles = Object.fromEntries(Object.keys(links).map((path) => [path, { kind: "symlink" } as const]));
  const tree = aTree({ ...files, ...linkFiles });
  return {
    ...tree,
    links: (paths) => Promise.resolve(new Map(paths.map((path) => [path, links[path] ?? ""]))),
  };
}

const shared = 'variable "region" {\n  default = "eu-west-1"\n}\n';
const queue = 'resource "aws_sqs_queue" "q" {\n  name = var.region\n}\n';

afterAll(() => engines.close());

describe("symbolic links", () => {
  it.each<[string, TestFiles, Readonly<Record<string, string>>, ReadonlyArray<string>]>([
    ["a file", { "a/x.tf": "" }, { "b/x.tf": "../a/x.tf" }, ["a/x.tf", "b/x.tf"]],
    ["a file through a link", { "a/x.tf": "" }, { b: "a", "c.tf": "b/x.tf" }, ["a/x.tf", "b/x.tf", "c.tf"]],
    ["a chain", { "x.tf": "" }, { "y.tf": "z.tf", "z.tf": "./x.tf" }, ["x.tf", "y.tf", "z.tf"]],
    [
      "a folder",
      { "m/x.tf": "", "m/n/y.tf": "" },
      { "a/m": "../m/" },
      ["a/m/n/y.tf", "a/m/x.tf", "m/n/y.tf", "m/x.tf"],
    ],
    ["out of the tree", { "x.tf": "" }, { "y.tf": "../etc/passwd" }, ["x.tf", "y.tf"]],
    ["an absolute path", { "x.tf": "" }, { "y.tf": "/etc/passwd" }, ["x.tf", "y.tf"]],
    ["a circle", { "x.tf": "" }, { "y.tf": "z.tf", "z.tf": "y.tf" }, ["x.tf", "y.tf", "z.tf"]],
    ["the folder that it lies in", { "a/x.tf": "" }, { "a/again": "." }, ["a/again", "a/x.tf"]],
    ["nothing", { "x.tf": "" }, { "y.tf": "gone.tf" }, ["x.tf", "y.tf"]],
  ])("lead to %s", async (_, files, links, expected) => {
    const { tree, real } = await followLinks(linkedTree(files, links));
    expect([...tree.entries.keys()]).toEqual(expected);
    const stay = [...tree.entries.values()].filter(({ mode }) => mode === "120000").map(({ path }) => path);
    expect(stay).toEqual(Object.keys(links).filter((path) => !real.has(path) && tree.entries.has(path)));
  });

  it("are read where they lead, and what is said is said there", async () => {
    const tree = linkedTree(
      { "common/variables.tf": `${shared}x = 1\n`, "app/main.tf": queue },
      { "app/shared.tf": "../common/variables.tf" },
    );
    const { projects, problems } = await read({ head: tree });
    expect(projects.find(({ project }) => project.path === "app")?.head?.declarations).toMatchObject([
      { address: "aws_sqs_queue.q", values: { name: "eu-west-1" } },
    ]);
    expect(new Set(problems.head.map(({ path, line }) => `${path}:${String(line)}`))).toEqual(
      new Set(["common/variables.tf:4"]),
    );
  });

  it("make a project touched when what they lead to differs", async () => {
    const links = { "app/shared.tf": "../common/variables.tf" };
    const base = linkedTree({ "common/variables.tf": shared, "app/main.tf": queue }, links);
    const head = linkedTree({ "common/variables.tf": shared.replace("west", "north"), "app/main.tf": queue }, links);
    const { projects } = await read({ base, head, changed: new Set(["common/variables.tf"]) });
    const app = projects.find(({ project }) => project.path === "app");
    expect([app?.base, app?.head].map((side) => side?.declarations[0]?.values["name"])).toEqual([
      "eu-west-1",
      "eu-north-1",
    ]);
  });

  it("that lead out of the tree are problems", async () => {
    const { problems } = await read({ head: linkedTree({ "main.tf": queue }, { "v.tf": "../../../etc/passwd" }) });
    expect(problems.head).toMatchObject([
      { path: "v.tf", message: "the file is not read: it is a symbolic link that leads to nothing in the repository" },
    ]);
  });
});
