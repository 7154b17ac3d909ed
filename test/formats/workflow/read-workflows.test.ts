import { describe, expect, it } from "vitest";

import type { FormatRequest } from "../../../src/formats/format.ts";
import { readWorkflows } from "../../../src/formats/workflow/read-workflows.ts";
import { aTree, engines, type Files } from "../kubernetes/builders.ts";
import { aSetting } from "../project-setting.ts";

const path = ".github/workflows/ci.yml";
const ci = "name: CI\non: [push]\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: make\n";

function read(head: Files, over: Partial<FormatRequest> = {}): ReturnType<typeof readWorkflows> {
  return readWorkflows({ base: null, head: aTree(head), changed: null, under: ".", projects: [], engines, ...over });
}

async function only(files: Files) {
  const { projects, problems, not_analysed } = await read(files);
  return { declaration: projects[0]?.head?.declarations[0], projects, problems: problems.head, not_analysed };
}

describe("a workflow", () => {
  it("is one resource: its path, the whole document, a line for each attribute", async () => {
    const { declaration, problems } = await only({ [path]: ci });
    expect(problems).toEqual([]);
    expect(declaration).toMatchObject({
      address: path,
      format: "workflow",
      type: "workflow",
      name: "CI",
      values: { name: "CI", on: ["push"], jobs: { build: { steps: [{ run: "make" }] } } },
      location: { path, line: 1, end_line: 7 },
      unknown: [],
    });
    expect(declaration?.lines).toMatchObject({ "/on": 2, "/jobs/build": 4, "/jobs/build/steps/0/run": 7 });
  });

  it.each([
    ["on:\n  push:\n", { push: null }],
    ["on: push\n", "push"],
    ['"on": push\n', "push"],
  ])("keeps the key on of %j as text", async (text, on) => {
    const { declaration } = await only({ [path]: `${text}jobs: {}\n` });
    expect(declaration?.values["on"]).toEqual(on);
  });

  it("keeps yes, 0o17 and expressions as they are written", async () => {
    const text = "on: push\nenv:\n  A: yes\n  B: 1_0\n  C: ${{ github.sha }}\njobs: {}\n";
    const { declaration } = await only({ [path]: text });
    expect(declaration?.values["env"]).toEqual({ A: "yes", B: "1_0", C: "${{ github.sha }}" });
  });

  it("reads anchors", async () => {
    const { declaration } = await only({ [path]: "on: push\njobs:\n  a: &job {runs-on: x}\n  b: *job\n" });
    expect(declaration?.values["jobs"]).toEqual({ a: { "runs-on": "x" }, b: { "runs-on": "x" } });
  });

  it("names the workflows of its repository that it calls", async () => {
    const text =
      "on: push\njobs:\n  a: {uses: ./.github/workflows/b.yml}\n  c: {uses: o/r/.github/workflows/d.yml@v1}\n";
    const { declaration } = await only({ [`sub/${path}`]: text });
    expect(declaration?.references).toEqual(["sub/.github/workflows/b.yml"]);
  });

  it.each([
    ["- a\n", "not a GitHub workflow; expected a mapping with the keys on and jobs"],
    ["on: push\n", "not a GitHub workflow; expected a mapping with the keys on and jobs"],
    ["jobs: {}\n", "not a GitHub workflow; expected a mapping with the keys on and jobs"],
    ["# nothing\n", "not a GitHub workflow; expected a mapping with the keys on and jobs"],
    ["on: push\njobs: [\n", /^not valid YAML: /],
    ["a: &a\n  - *a\n", /a cycle without end$/],
    ["on: push\njobs: {}\njobs: {}\n", /jobs/],
  ])("that is wrong is a problem: %j", async (text, message) => {
    const { problems } = await only({ [path]: text });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ path, project: ".github/workflows", hides: [path] });
    expect(problems[0]?.message).toMatch(message);
  });

  it("row 37: is bounded: an alias bomb is a problem", async () => {
    const bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level < 9; level += 1) {
      bomb.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(", ")}]`);
    }
    const { problems } = await only({ [path]: `on: push\njobs: {}\n${bomb.join("\n")}\n` });
    expect(problems[0]?.message).toMatch(/alias bomb|more than 1000 aliases/);
  });
});

describe("an action", () => {
  const action = "name: Build\nruns:\n  using: composite\n  steps:\n    - run: make\n      shell: bash\n";

  it("is a project of its own, wherever it lies", async () => {
    const { projects } = await only({ "action.yml": action, "tools/build/action.yaml": action, [path]: ci });
    expect(projects.map(({ project }) => [project.name, project.path])).toEqual([
      [". (action.yml)", "."],
      [".github/workflows", ".github/workflows"],
      ["tools/build (action.yaml)", "tools/build"],
    ]);
    expect(projects[0]?.head?.declarations[0]).toMatchObject({ type: "action", address: "action.yml", name: "Build" });
  });

  it("is not a file that another tool has under that name", async () => {
    expect(await only({ "hooks/action.yml": "steps:\n  - a\n" })).toMatchObject({ projects: [], problems: [] });
  });
});

describe("a change", () => {
  const deploy = ".github/workflows/deploy.yml";

  function change(before: Files, after: Files, changed: ReadonlyArray<string>, over: Partial<FormatRequest> = {}) {
    return read(after, { base: aTree(before), changed: new Set(changed), ...over });
  }

  it("touches all workflows of the folder, and only when one of them differs", async () => {
    const files = { [path]: ci, [deploy]: ci, "README.md": "" };
    const { projects } = await change(files, { ...files, [path]: `${ci}\n` }, [path]);
    expect(projects[0]?.head?.declarations.map(({ address }) => address)).toEqual([path, deploy]);
    expect((await change(files, files, ["README.md"])).projects).toEqual([]);
  });

  it("does not call a workflow deleted that cannot be read any more", async () => {
    const { projects, problems } = await change({ [path]: ci, [deploy]: ci }, { [path]: "on: [", [deploy]: ci }, [
      path,
    ]);
    expect(projects[0]?.base?.declarations.map(({ address }) => address)).toEqual([deploy]);
    expect(problems.head.map((problem) => problem.line)).toEqual([1]);
    expect(problems.base).toEqual([]);
  });

  it("heeds what is asked for, and what the configuration leaves out", async () => {
    const files = { [path]: ci };
    const excluded = aSetting({ path: ".github", exclude: true });
    expect((await read(files, { under: "infra" })).projects).toEqual([]);
    expect((await read(files, { under: ".github" })).projects).toHaveLength(1);
    expect((await read(files, { projects: [excluded] })).projects).toEqual([]);
  });

  it("names what is no text", async () => {
    const result = await read({ [path]: { kind: "binary" }, [deploy]: { kind: "symlink" } });
    expect(result.problems.head.map(({ message }) => message)).toEqual(["the file is binary; expected UTF-8 text"]);
    expect(result.not_analysed).toEqual([{ path: deploy, reason: "a symbolic link is not followed" }]);
  });
});
