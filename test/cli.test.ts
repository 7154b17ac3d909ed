import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";

import { reportSchema } from "../src/report/json.ts";
import { makeDirectory, makeRepository, type TestRepository } from "./support/repository.ts";

const cli = join(import.meta.dirname, "../src/cli.ts");
const elsewhere = makeDirectory();

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function tollgate(...args: ReadonlyArray<string>): Outcome {
  const environment = { PATH: process.env["PATH"], HOME: elsewhere.root };
  const result = spawnSync(process.execPath, [cli, ...args], {
    cwd: elsewhere.root,
    encoding: "utf8",
    env: environment,
  });
  return { code: result.status, stdout: result.stdout, stderr: result.stderr };
}

function report(...args: ReadonlyArray<string>) {
  const outcome = tollgate(...args, "--format", "json");
  expect(outcome.stderr).toBe("");
  return { code: outcome.code, report: reportSchema.parse(JSON.parse(outcome.stdout)) };
}

let repository: TestRepository;

beforeEach(() => {
  repository = makeRepository();
});

afterEach(() => {
  repository.remove();
});

afterAll(() => {
  elsewhere.remove();
});

describe("wrong use ends with 2 and prints nothing to stdout", () => {
  it.each<[string, ReadonlyArray<string>, string]>([
    ["no base", ["review", "."], "--base"],
    ["an unknown option", ["scan", "--frmat", "json"], "Did you mean --format"],
    ["an unknown format", ["scan", "--format", "pdf"], "expected one of terminal, json"],
    ["an unknown command", ["scna"], "Did you mean scan"],
    ["a directory that does not exist", ["scan", "nowhere"], "nowhere is not a directory"],
    ["a base outside git", ["review", ".", "--base", "main"], 'use "tollgate scan"'],
    ["a configuration that does not exist", ["scan", "--config", "none.yml"], "none.yml cannot be read"],
    ["policies that do not exist", ["scan", "--policies", "none"], "none"],
    ["an output that cannot be written", ["scan", "--output", "no/such/folder/report.txt"], "cannot be written"],
  ])("%s", (_, args, message) => {
    const { code, stdout, stderr } = tollgate(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("    at ");
  });

  it("a base that does not exist, an empty repository", () => {
    expect(tollgate("review", repository.root, "--base", "main")).toMatchObject({ code: 2, stdout: "" });
    repository.commit({ "main.tf": "" });
    const { code, stdout, stderr } = tollgate("review", repository.root, "--base", "nowhere");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain('the base "nowhere" names no commit');
  });

  it("configuration that cannot be used, with its lines", () => {
    repository.commit({ ".github/tollgate.yml": "version: 1\nmode: strict\n" });
    const { code, stdout, stderr } = tollgate("scan", repository.root);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(".github/tollgate.yml:2: mode");
  });
});

describe("help", () => {
  it.each(["review", "scan", "input", "serve"])("of %s has an example", (command) => {
    const { code, stdout } = tollgate(command, "--help");
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Example:\\n {2}\\$ .*tollgate ${command}`));
  });

  it("lists the commands", () => {
    expect(tollgate("--help").stdout).toMatch(/review[^]*scan[^]*input[^]*serve/);
  });

  it("tells the version", () => {
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8")));
    expect(tollgate("--version")).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("does not mind a reader that has seen enough", () => {
    const command = `"$0" "$1" --help | true; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync("bash", ["-c", command, process.execPath, cli], { encoding: "utf8" });
    expect({ stdout, stderr }).toEqual({ stdout: "0\n", stderr: "" });
  });

  it.each(["bash", "zsh", "fish", "powershell"])("completes in %s", (shell) => {
    const { code, stdout } = tollgate("complete", shell);
    expect(code).toBe(0);
    expect(stdout).toContain("tollgate");
  });

  it("completes commands", () => {
    expect(tollgate("complete", "--", "re").stdout).toContain("review");
  });
});

describe("scan and input", () => {
  it("passes a tree without infrastructure and says so", () => {
    repository.write({ "README.md": "# Hello" });
    const { code, report: result } = report("scan", repository.root);
    expect(code).toBe(0);
    expect(result.verdict).toEqual({ conclusion: "pass", reasons: ["there is no infrastructure file"] });
  });

  it("names each file that cannot be read, and reviews the rest", () => {
    repository.write({
      "main.tf": 'resource "aws_db_instance" "a" {\n  publicly_accessible = true\n}\n',
      "huge/main.tf": "#".repeat(20 * 1024 * 1024),
      "latin/main.tf": new Uint8Array([0x23, 0xe9, 0x0a]),
      "binary/main.tf": new Uint8Array([0x23, 0, 1]),
      "link/main.tf": { link: "/etc/passwd" },
      "latin/pod.yaml": new Uint8Array([...Buffer.from("apiVersion: v1\nkind: Pod\nmetadata:\n  name: x"), 0xe9]),
    });
    const { code, report: result } = report("scan", repository.root);
    expect(code).toBe(1);
    expect(result.findings.map((finding) => finding.policy)).toContain("aws.rds.public");
    const complaints = [...result.problems.filter((item) => item.gates), ...result.not_analysed].map(
      (item) => item.path,
    );
    for (const path of ["huge/main.tf", "latin/main.tf", "binary/main.tf", "link/main.tf", "latin/pod.yaml"]) {
      expect(complaints).toContain(path);
    }
    expect(JSON.stringify(result)).not.toContain("root:");
  });

  it("takes paths relative to the repository, and only projects below the directory", () => {
    const file = 'resource "aws_db_instance" "a" {\n  publicly_accessible = true\n}\n';
    repository.write({ "a/main.tf": file, "b/main.tf": file });
    const { report: result } = report("scan", join(repository.root, "b"));
    expect(result.projects).toEqual([{ name: "b", path: "b", format: "terraform" }]);
    expect(new Set(result.findings.map((finding) => finding.path))).toEqual(new Set(["b/main.tf"]));
  });

  it("prints policy inputs without secrets", () => {
    repository.write({
      "main.tf":
        'variable "pw" {\n  default   = "hunter2hunter2"\n  sensitive = true\n}\nresource "aws_db_instance" "a" {\n  password = var.pw\n}\n',
      "secret.yaml": "apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\nstringData:\n  token: hunter2hunter2\n",
    });
    const { code, stdout } = tollgate("input", repository.root);
    expect(code).toBe(0);
    expect(stdout).not.toContain("hunter2");
    const inputs = JSON.parse(stdout) as {
      project: { name: string };
      resources: { address: string; after: object }[];
    }[];
    expect(inputs.flatMap((input) => input.resources).map((resource) => resource.address)).toContain(
      "aws_db_instance.a",
    );
    expect(stdout.match(/"\(sensitive\)"/g)?.length).toBe(3); // the variable's default, the password, the token
  });

  it("writes the report to a file and nothing to stdout", () => {
    repository.write({ "main.tf": "locals {}\n" });
    const file = join(elsewhere.root, "report.json");
    expect(tollgate("scan", repository.root, "--format", "json", "--output", file)).toEqual({
      code: 0,
      stdout: "",
      stderr: "",
    });
    expect(reportSchema.parse(JSON.parse(readFileSync(file, "utf8"))).verdict.conclusion).toBe("pass");
  });

  it.each(["terminal", "markdown", "sarif", "junit", "github", "html"])("prints %s", (format) => {
    repository.write({ "main.tf": 'resource "aws_db_instance" "a" {\n  publicly_accessible = true\n}\n' });
    const { code, stdout } = tollgate("scan", repository.root, "--format", format);
    expect(code).toBe(1);
    expect(stdout).toContain("aws.rds.public");
    expect(stdout).not.toContain("\u001b");
  });
});

describe("usage files", () => {
  it("fills what depends on usage, and names what it cannot use", () => {
    repository.write({
      "main.tf":
        'provider "aws" {\n  region = "us-east-1"\n}\nresource "aws_lambda_function" "f" {\n  memory_size = 512\n}\n',
    });
    const usage = makeDirectory({
      "usage.yml":
        "version: 0.1\nresource_usage:\n  aws_lambda_function.f:\n    monthly_requests: 1000000\n    request_duration_ms: many\n",
    });
    const before = report("scan", repository.root).report.estimate;
    const { report: result } = report("scan", repository.root, "--usage-file", join(usage.root, "usage.yml"));
    usage.remove();
    expect(before.after).toBe(0);
    expect(before.resources[0]?.components.find((item) => item.name === "Requests")).toMatchObject({
      quantity: null,
      monthly: null,
      unit_price: 0.2,
    });
    expect(result.estimate.after).toBeCloseTo(0.2, 10);
    expect(result.problems.map((problem) => problem.line)).toEqual([5]);
  });
});
