import { afterAll, describe, expect, it } from "vitest";

import { aSetting } from "../project-setting.ts";
import { aTree, engines, headOf, names, read, type TestFiles } from "./support.ts";
import { readTerraform } from "../../../src/formats/terraform/read-terraform.ts";

afterAll(() => engines.close());

const bucket = 'resource "aws_s3_bucket" "logs" {\n  bucket = "logs"\n}\n';

describe("projects", () => {
  it.each<[string, TestFiles, ReadonlyArray<string>]>([
    ["a directory nobody calls", { "a/main.tf": bucket, "b/main.tf": bucket }, ["a", "b"]],
    ["the top of the tree", { "main.tf": bucket }, ["."]],
    ["not a module that is called", { "main.tf": 'module "m" { source = "./m" }', "m/main.tf": bucket }, ["."]],
    [
      "not a called module with a provider of its own, whose resources would count twice",
      { "main.tf": 'module "m" { source = "./m" }', "m/main.tf": `provider "aws" {}\n${bucket}` },
      ["."],
    ],
    [
      "a called module with a backend",
      { "main.tf": 'module "m" { source = "./m" }', "m/main.tf": `terraform {\n  backend "s3" {}\n}\n${bucket}` },
      [".", "m"],
    ],
    [
      "a called module with variable files",
      { "main.tf": 'module "m" { source = "./m" }', "m/main.tf": bucket, "m/terraform.tfvars": "" },
      [".", "m"],
    ],
    ["nothing below .terraform", { "main.tf": bucket, ".terraform/modules/m/main.tf": bucket }, ["."]],
    [
      "the first of modules that call each other in a circle",
      { "a/main.tf": 'module "m" { source = "../b" }', "b/main.tf": 'module "m" { source = "../a" }' },
      ["a"],
    ],
    [
      "not a module that only the evaluation finds",
      { "a/main.tofu": 'locals { dir = "../m" }\nmodule "m" { source = local.dir }', "m/main.tf": bucket },
      ["a"],
    ],
    [
      "not one that JSON names by an expression",
      {
        "a/main.tofu.json": '{"locals":{"dir":"m"},"module":{"m":{"source":"../${local.dir}"}}}',
        "m/main.tf": bucket,
      },
      ["a"],
    ],
    [
      "one that only the evaluation finds, with a backend of its own",
      {
        "a/main.tofu": 'locals { dir = "../m" }\nmodule "m" { source = local.dir }',
        "m/main.tf": `terraform {\n  backend "s3" {}\n}\n${bucket}`,
      },
      ["a", "m"],
    ],
    ["JSON syntax", { "a/main.tf.json": '{"resource":{"aws_s3_bucket":{"b":{}}}}' }, ["a"]],
    ["OpenTofu files", { "a/main.tofu": bucket }, ["a"]],
    [
      "several variable files of one root",
      { "main.tf": `variable "n" {}\n${bucket}`, "dev.tfvars": "n = 1", "env/prod.tfvars": "n = 2" },
      [". (dev)", ". (env/prod)"],
    ],
    ["one variable file", { "main.tf": `variable "n" {}\n${bucket}`, "prod.tfvars": "n = 1" }, ["."]],
    ["no file for a backend", { "main.tf": `variable "n" {}\n${bucket}`, "backend.tfvars": 'bucket = "x"' }, ["."]],
    ["nothing without Terraform", { "README.md": "hello", "deploy/x.yaml": "a: 1" }, []],
  ])("are %s", async (_, files, expected) => {
    expect(names(await read(null, files))).toEqual(expected);
  });

  it("are those that the configuration names, with its variables", async () => {
    const files = { "app/main.tf": 'variable "n" {}\nresource "aws_x" "y" { n = var.n }', "old/main.tf": bucket };
    const result = await read(null, files, {
      projects: [
        aSetting({ path: "app", name: "app-dev", variables: { n: "dev" } }),
        aSetting({ path: "app", name: "app-prod", variables: { n: "prod" } }),
        aSetting({ path: "old", exclude: true }),
      ],
    });
    expect(names(result)).toEqual(["app-dev", "app-prod"]);
    expect(headOf(result, "app-prod").get("aws_x.y")?.values).toEqual({ n: "prod" });
  });

  it("are the workspaces and variable files that the configuration names", async () => {
    const files = {
      "app/main.tf": 'variable "n" {}\nresource "aws_x" "y" {\n  n = var.n\n  w = terraform.workspace\n}',
      "app/vars/prod.tfvars": 'n = "file of prod"',
      "all.tfvars": 'n = "file of all"',
    };
    const result = await read(null, files, {
      projects: [
        aSetting({ path: "app", workspaces: ["prod", "dev"], variables: { n: "given" } }),
        aSetting({ path: "app", name: "by file", workspaces: ["qa"], variable_files: ["all.tfvars"] }),
        aSetting({ path: "app", name: "by workspace", workspaces: ["prod", "prod", "dev"] }),
        aSetting({ path: "app", name: "missing", variable_files: ["app/vars/qa.tfvars"] }),
      ],
    });
    const values = names(result).map((name) => [name, headOf(result, name).get("aws_x.y")?.values]);
    expect(values).toEqual([
      ["app (dev)", { n: "given", w: "dev" }],
      ["app (prod)", { n: "given", w: "prod" }],
      ["by file", { n: "file of all", w: "qa" }],
      ["by workspace (dev)", { n: null, w: "dev" }],
      ["by workspace (prod)", { n: "file of prod", w: "prod" }],
      ["missing", { n: null, w: "default" }],
    ]);
    expect(result.problems.head.map(({ path, message }) => [path, message])).toEqual([
      [
        "app/vars/qa.tfvars",
        'the configuration gives missing the variable file "app/vars/qa.tfvars", and there is no such file',
      ],
    ]);
  });

  it("of a workspace are touched by the variable file that the configuration names", async () => {
    const files = { "app/main.tf": 'variable "n" {}\nresource "aws_x" "y" { n = var.n }', "all.tfvars": 'n = "1"' };
    const projects = [aSetting({ path: "app", variable_files: ["all.tfvars"] })];
    const result = await read(files, { ...files, "all.tfvars": 'n = "2"' }, { projects });
    expect(names(result)).toEqual(["app"]);
  });

  it("are those at or below a directory", async () => {
    const files = { "a/main.tf": bucket, "a/b/main.tf": bucket, "ab/main.tf": bucket };
    expect(names(await read(null, files, { under: "a" }))).toEqual(["a", "a/b"]);
  });
});

describe("touched projects", () => {
  const repository = {
    "one/main.tf": 'module "m" { source = "../modules/m" }',
    "two/main.tf": 'module "n" { source = "../modules/n" }',
    "three/main.tf": 'resource "aws_x" "y" { v = file("${path.module}/v.txt") }',
    "three/v.txt": "v",
    "four/main.tf":
      'resource "aws_x" "y" { v = [for f in fileset(path.module, "p/*.json") : file("${path.module}/${f}")] }',
    "four/p/a.json": "{}",
    "five/main.tf": 'variable "v" {}\nresource "aws_x" "y" { v = var.v }',
    "five/terraform.tfvars": 'v = "1"',
    "modules/m/main.tf": 'module "n" { source = "../n" }',
    "modules/n/main.tf": bucket,
    "README.md": "hello",
  };

  it.each<[string, TestFiles, ReadonlyArray<string>]>([
    ["nothing for a file nobody reads", { "README.md": "hello there" }, []],
    ["the root itself", { "two/main.tf": 'module "n" { source = "./../modules/n" }' }, ["two"]],
    ["every root above a module", { "modules/n/main.tf": 'resource "aws_y" "z" {}' }, ["one", "two"]],
    ["a new file of a module", { "modules/m/new.tf": bucket }, ["one"]],
    ["a file that is read", { "three/v.txt": "w" }, ["three"]],
    ["a file that is listed", { "four/p/b.json": "[]" }, ["four"]],
    ["not a file that no list has", { "four/p/b.yaml": "[]" }, []],
    ["a variable file", { "five/terraform.tfvars": 'v = "2"' }, ["five"]],
    ["a new variable file", { "five/x.auto.tfvars": 'v = "2"' }, ["five"]],
  ])("are %s", async (_, change, expected) => {
    expect(names(await read(repository, { ...repository, ...change }))).toEqual(expected);
  });

  it("are those above a module whose source is an expression", async () => {
    const tree = { "a/main.tofu": 'locals { dir = "../m" }\nmodule "m" { source = local.dir }', "m/main.tf": bucket };
    expect(names(await read(tree, { ...tree, "m/new.tf": 'resource "aws_y" "z" {}' }))).toEqual(["a"]);
    expect(names(await read(tree, { ...tree, "README.md": "hello" }))).toEqual([]);
  });

  it.each<[string, TestFiles]>([
    [
      "a local",
      {
        "a/b/main.tf":
          'locals { up = "../../shared" }\nresource "aws_x" "y" { v = file("${path.module}/${local.up}/f.txt") }',
      },
    ],
    [
      "a module's argument",
      {
        "a/b/main.tf": 'module "m" {\n  source = "../m"\n  dir = "../../shared"\n}',
        "a/m/main.tf": 'variable "dir" {}\nresource "aws_x" "y" { v = file("${path.module}/${var.dir}/f.txt") }',
      },
    ],
    [
      "a variable file",
      {
        "a/b/main.tf": 'variable "dir" {}\nresource "aws_x" "y" { v = file("${path.root}/${var.dir}/f.txt") }',
        "a/b/terraform.tfvars": 'dir = "../../shared"',
      },
    ],
    [
      "the text behind a name",
      {
        "a/b/main.tf":
          'locals { n = "x" }\nresource "aws_x" "y" { v = file("${path.module}/${local.n}/../../../shared/f.txt") }',
      },
    ],
    [
      "a variable file in a folder of its own",
      {
        "a/b/main.tf": 'variable "dir" {}\nresource "aws_x" "y" { v = file("${path.root}/${var.dir}/f.txt") }',
        "a/b/vars/prod.tfvars": 'dir = "../../shared"',
      },
    ],
    ...[
      'file("../../shared/f.txt")',
      'file("./../../shared/f.txt")',
      'file("${path.module}/../../shared/f.txt")',
      'file( "${path.root}/../../shared/f.txt" )',
      'file("${path.module}/../../shared/${"f"}.txt")',
      'file(join("/", [path.module, "..", "..", "shared", "f.txt"]))',
      'file(abspath("${path.module}/../../shared/f.txt"))',
      'file("${abspath(path.module)}/../../shared/f.txt")',
      'file("${path.cwd}/../../shared/f.txt")',
      'file(format("%s/%s", "../../shared", "f.txt"))',
      'filesha256("../../shared/f.txt")',
      'filebase64("../../shared/f.txt")',
      'fileexists("../../shared/g.txt") ? "" : file("../../shared/f.txt")',
      'templatefile("../../shared/f.txt", {})',
      'templatefile("${path.module}/../../shared/f.txt", { a = 1 })',
      'jsonencode({ a = "${file("${path.module}/../../shared/f.txt")}" })',
      'jsonencode([for f in fileset("${path.module}/../../shared", "*.txt") : file("../../shared/${f}")])',
      'jsonencode([for f in fileset(path.module, "../../shared/*.txt") : file("${path.module}/${f}")])',
      'jsonencode([for f in fileset("..", "../shared/*.txt") : file("../${f}")])',
      '<<-EOT\n  ${file("../../shared/f.txt")}\n  EOT\n',
    ].map((expression): [string, TestFiles] => [
      `a plain ${expression}`,
      { "a/b/main.tf": `resource "aws_x" "y" {\n  v = ${expression}\n}` },
    ]),
    [
      "a file in JSON syntax",
      { "a/b/main.tf.json": '{"resource":{"aws_x":{"y":{"v":"${file(\\"${path.module}/../../shared/f.txt\\")}"}}}}' },
    ],
    [
      "a template that a policy document is made with",
      {
        "a/b/main.tf": 'module "m" { source = "../m" }',
        "a/m/main.tf":
          'data "aws_iam_policy_document" "d" {\n  source_policy_documents = [templatefile("../../shared/f.txt", {})]\n}',
      },
    ],
  ])("are those that read what changed by a way up that comes from %s", async (_, files) => {
    const base = { ...files, "shared/f.txt": "1", "a/b/x/keep.txt": "" };
    expect(names(await read(base, { ...base, "shared/f.txt": "2" }))).toEqual(["a/b"]);
  });

  it("are deleted with all their files", async () => {
    const result = await read({ "a/main.tf": bucket }, {});
    expect(result.projects.map(({ base, head }) => [base?.declarations.length, head])).toEqual([[1, null]]);
  });

  it("do not end when a module gets its first caller", async () => {
    const base = { "m/main.tf": bucket };
    const head = { ...base, "main.tf": 'module "m" { source = "./m" }' };
    expect(names(await read(base, head))).toEqual(["."]);
  });

  it("read only what was never seen", async () => {
    const files: Record<string, string> = {};
    for (let n = 0; n < 50; n += 1) files[`r${n}/main.tf`] = `resource "aws_x" "only_read_once" { n = ${n} }`;
    const request = { changed: new Set(["r7/main.tf"]), under: ".", projects: [], engines };
    await readTerraform({ ...request, base: aTree(files), head: aTree(files) });
    const [base, head] = [aTree(files), aTree({ ...files, "r7/main.tf": 'resource "aws_x" "y" { n = 70 }' })];
    const result = await readTerraform({ ...request, base, head });
    expect(names(result)).toEqual(["r7"]);
    expect([...base.wasRead, ...head.wasRead].every((path) => path === "r7/main.tf")).toBe(true);
  });
});

describe("declarations", () => {
  it("have addresses, values, lines and calls", async () => {
    const result = await read(null, {
      "envs/prod/main.tf": `module "net" {
  source = "../../modules/net"
  zones  = ["a", "b"]
}
`,
      "modules/net/main.tf": `variable "zones" { type = set(string) }
resource "aws_segment" "private" {
  for_each   = var.zones
  cidr_block = "10.0.\${index(sort(var.zones), each.key)}.0/24"
  vpc_id     = aws_vpc.this.id

  tags = {
    team = "net"
  }
}
resource "aws_vpc" "this" {}
`,
    });
    expect(headOf(result).get('module.net.aws_segment.private["b"]')).toEqual({
      address: 'module.net.aws_segment.private["b"]',
      format: "terraform",
      type: "aws_segment",
      provider: "aws",
      region: null,
      module: "module.net",
      name: "private",
      namespace: null,
      tags: { team: "net" },
      values: { cidr_block: "10.0.1.0/24", vpc_id: null, tags: { team: "net" } },
      unknown: [["vpc_id"]],
      sensitive: [],
      references: ["module.net.aws_vpc.this"],
      sketches: { "/vpc_id": "(known after apply: module.net.aws_vpc.this.id)" },
      location: { path: "modules/net/main.tf", line: 2, end_line: 10 },
      called_from: [{ path: "envs/prod/main.tf", line: 1, end_line: 4 }],
      lines: { "/cidr_block": 4, "/vpc_id": 5, "/tags": 7, "/tags/team": 8 },
      expressions: { "/vpc_id": expect.stringMatching(/^aws_vpc\.this\.id #/) as string },
    });
  });

  it("tell where a moved resource was on the base", async () => {
    const base = { "main.tf": 'resource "aws_x" "a" {}\nresource "aws_x" "c" {}' };
    const head = {
      "main.tf": `resource "aws_x" "b" {}
resource "aws_x" "c" { count = 1 }
moved {
  from = aws_x.a
  to   = aws_x.b
}`,
    };
    const found = headOf(await read(base, head));
    expect(found.get("aws_x.b")?.moved_from).toBe("aws_x.a");
    expect(found.get("aws_x.c[0]")?.moved_from).toBe("aws_x.c");
  });

  it("of the base are not deleted when their file is broken at the head", async () => {
    const base = { "main.tf": bucket, "other.tf": 'resource "aws_x" "y" {}' };
    const result = await read(base, { "main.tf": `${bucket}\nresource {{{`, "other.tf": "" });
    expect(result.projects[0]?.base?.declarations.map(({ address }) => address)).toEqual(["aws_x.y"]);
    expect(result.problems.head).toMatchObject([{ path: "main.tf", line: 5, project: "." }]);
  });
});

describe("contents that are no text", () => {
  const files = {
    "main.tf":
      'locals { hash = filebase64sha256("x.zip") }\nresource "aws_lambda_function" "f" { source_code_hash = local.hash }',
    "x.zip": { kind: "oversized", size: 10_000_000 },
  } satisfies TestFiles;

  it("are unknown, without a problem, and their change is one", async () => {
    const result = await read(files, { ...files, "x.zip": { kind: "oversized", size: 10_000_001 } });
    expect(result.problems).toEqual({ base: [], head: [] });
    const [base, head] = [result.projects[0]?.base, result.projects[0]?.head].map((side) => side?.declarations[0]);
    expect(head).toMatchObject({
      values: { source_code_hash: null },
      unknown: expect.arrayContaining([["source_code_hash"]]) as unknown,
    });
    expect(base?.expressions?.["/source_code_hash"]).toMatch(/^local\.hash #/);
    expect(head?.expressions?.["/source_code_hash"]).not.toBe(base?.expressions?.["/source_code_hash"]);
  });

  it("are a problem where text is expected", async () => {
    const result = await read(null, { ...files, "t.tf": 'output "o" { value = file("x.zip") }' });
    expect(result.problems.head).toMatchObject([{ path: "x.zip" }]);
  });
});

describe("bad input", () => {
  it.each<[string, TestFiles, ReadonlyArray<unknown>]>([
    [
      "a file that is too large",
      { "main.tf": bucket, "big.tf": { kind: "oversized", size: 20_000_000 } },
      [["big.tf", null, "the file is not read: it has 20000000 bytes, more than the 5242880 that are read"]],
    ],
    [
      "a file that is not UTF-8",
      { "main.tf": bucket, "x.tf": { kind: "not-utf8" } },
      [["x.tf", null, "the file is not read: it is not UTF-8, expected UTF-8 text"]],
    ],
    [
      "a linked file",
      { "main.tf": bucket, "x.tf": { kind: "symlink" } },
      [["x.tf", null, "the file is not read: it is a symbolic link that leads to nothing in the repository"]],
    ],
    [
      "a linked module",
      { "main.tf": `${bucket}module "m" {\n  source = "./m"\n}`, m: { kind: "symlink" } },
      [
        [
          "main.tf",
          4,
          'module "m" has the source "./m", which is not read: it is a symbolic link that leads to nothing in the repository',
        ],
      ],
    ],
    [
      "a missing module",
      { "main.tf": `${bucket}module "m" {\n  source = "./m"\n}` },
      [["main.tf", 4, 'module "m" has the source "./m", and there are no Terraform files in "m"']],
    ],
    [
      "a module outside of the repository",
      { "main.tf": `${bucket}module "m" {\n  source = "../m"\n}` },
      [["main.tf", 4, 'module "m" has the source "../m", which leaves the repository; expected a directory in it']],
    ],
    [
      "a module that calls itself",
      { "main.tf": `${bucket}module "m" {\n  source = "./"\n}` },
      [["main.tf", 4, 'module "m" calls itself: . → .']],
    ],
  ])("rows 39, 40: %s is a problem, and the rest is read", async (_, files, expected) => {
    const result = await read(null, files);
    expect(result.problems.head.map(({ path, line, message }) => [path, line, message])).toEqual(expected);
    expect(headOf(result).get("aws_s3_bucket.logs")?.values).toMatchObject({ bucket: "logs" });
  });

  it("that breaks the engine leaves the neighbours unharmed", async () => {
    const layers = Array.from({ length: 24 }, (_, n) => `l${n + 1} = "\${local.l${n}}\${local.l${n}}"`);
    const bomb = `locals {\n  l0 = "0123456789"\n  ${layers.join("\n  ")}\n}\n`;
    const result = await read(null, { "bad/main.tf": `${bomb}${bucket}`, "good/main.tf": bucket });
    expect(names(result)).toEqual(["bad", "good"]);
    expect(headOf(result, "good").size).toBe(1);
    expect(result.problems.head).toMatchObject([{ path: "bad/main.tf", project: "bad" }]);
  });
});
