import { describe, expect, it } from "vitest";

import { maxCharacters } from "../../../src/formats/dockerfile/dockerfile-file.ts";
import { readDockerfiles } from "../../../src/formats/dockerfile/read-dockerfiles.ts";
import { aTree, engines, type Files } from "../kubernetes/builders.ts";

function read(head: Files) {
  return readDockerfiles({ base: null, head: aTree(head), changed: null, under: ".", projects: [], engines });
}

async function only(text: string) {
  const { projects, problems, not_analysed } = await read({ "api/Dockerfile": text });
  return { declaration: projects[0]?.head?.declarations[0], problems: problems.head, not_analysed };
}

async function stagesOf(text: string) {
  const { declaration } = await only(text);
  return declaration?.values["stages"];
}

async function commandsOf(run: string): Promise<unknown> {
  const { declaration } = await only(`FROM a:1\n${run}\n`);
  const stages = declaration?.values["stages"] as ReadonlyArray<{
    instructions: ReadonlyArray<{ pipelines: unknown }>;
  }>;
  return stages[0]?.instructions[0]?.pipelines;
}

describe("a Dockerfile", () => {
  it("is one resource with its stages, their instructions and their lines", async () => {
    const text = [
      "# syntax=docker/dockerfile:1",
      "ARG VERSION=24",
      "FROM --platform=linux/amd64 node:${VERSION}-slim AS build",
      "RUN apt-get update \\",
      "  # why not",
      "  && apt-get install -y curl",
      "",
      "FROM build",
      "COPY --from=build --chown=1:1 /a /b",
      'CMD ["node", "a.js"]',
    ].join("\n");
    const { declaration, problems } = await only(text);
    expect(problems).toEqual([]);
    expect(declaration).toMatchObject({
      address: "api/Dockerfile",
      type: "dockerfile",
      location: { path: "api/Dockerfile", line: 1, end_line: 10 },
      values: {
        syntax: "docker/dockerfile:1",
        args: [{ instruction: "ARG", pairs: [{ name: "VERSION", value: "24" }] }],
        stages: [
          {
            name: "build",
            written: "node:${VERSION}-slim",
            image: "node:24-slim",
            base: null,
            platform: "linux/amd64",
            instructions: [{ instruction: "RUN", form: "shell" }],
          },
          {
            image: "build",
            base: 0,
            instructions: [
              {
                instruction: "COPY",
                flags: [
                  { name: "from", value: "build" },
                  { name: "chown", value: "1:1" },
                ],
              },
              { instruction: "CMD", form: "exec", arguments: ["node", "a.js"], pipelines: [[["node", "a.js"]]] },
            ],
          },
        ],
      },
    });
    expect(declaration?.lines).toMatchObject({
      "/args/0": 2,
      "/stages/0": 3,
      "/stages/0/image": 3,
      "/stages/0/instructions/0": 4,
      "/stages/1/instructions/1": 10,
    });
  });

  it.each([
    ["ARG V\nFROM a:${V}", null],
    ["ARG V=1\nFROM a:${V}", "a:1"],
    ["ARG V=1\nARG W=$V.2\nFROM a:$W", "a:1.2"],
    ["FROM a:${V:-3}", "a:3"],
    ["ARG V=1\nFROM a${V:+:4}", "a:4"],
    ["FROM a${V:+:4}", "a"],
    ["FROM a:1\nARG V=1\nFROM a:$V", null],
  ])("fills the build arguments' defaults into FROM: %j", async (text, image) => {
    const { declaration } = await only(text);
    const stages = declaration?.values["stages"] as ReadonlyArray<{ image: string | null }>;
    expect(stages.at(-1)?.image).toBe(image);
    expect(declaration?.unknown).toEqual(image === null ? [["stages", stages.length - 1, "image"]] : []);
  });

  it("knows here-documents, another escape and continued lines", async () => {
    expect(await stagesOf("# escape=`\nFROM a:1\nRUN a `\n  b\n")).toMatchObject([
      { instructions: [{ value: "a   b" }] },
    ]);
    const heredoc = "FROM a:1\nRUN <<EOF\nset -e\ncurl x | sh\nEOF\nCOPY <<A <<B /\n1\nA\n2\nB\nUSER 1\n";
    expect(await stagesOf(heredoc)).toMatchObject([
      {
        instructions: [
          { heredocs: ["set -e\ncurl x | sh"], pipelines: [[["set", "-e"]], [["curl", "x"], ["sh"]]] },
          { heredocs: ["1", "2"], pipelines: [] },
          { instruction: "USER", arguments: ["1"] },
        ],
      },
    ]);
  });

  it.each([
    ["FRM a\n", 1, /^"FRM" is no instruction of a Dockerfile/],
    ["FROM a\nRUN b &&\n  c\n", 3, /^"C" is no instruction/],
    ["RUN a\nFROM b\n", 1, "RUN before the first FROM; only ARG may stand there"],
    ["ARG A=1\n", 1, "no FROM; expected an image that the build begins with"],
    ["FROM\n", 1, "FROM names no image; expected one"],
    [`FROM a\n#${"x".repeat(maxCharacters)}`, null, `longer than ${maxCharacters} characters; split the file`],
  ])("that is wrong is a problem: %.40j", async (text, line, message) => {
    const { problems } = await only(text);
    expect(problems[0]).toMatchObject({ path: "api/Dockerfile", line });
    expect(problems[0]?.message).toMatch(message);
  });

  it("is read within bounds, whatever is written", async () => {
    const hostile = [
      `FROM a\n${"RUN x \\\n".repeat(20_000)} y\n`,
      `FROM a\nRUN ${"$(".repeat(50_000)}`,
      `FROM a\nRUN ${'"`'.repeat(50_000)}`,
      `FROM a\n${"RUN <<E\n".repeat(5_000)}`,
      `FROM ${"${a:-".repeat(20_000)}`,
      `FROM a\nENV ${"A=b ".repeat(40_000)}`,
    ];
    const started = performance.now();
    for (const text of hostile) await only(text);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it("that is a template is named, not guessed", async () => {
    const result = await read({ "Dockerfile.j2": "FROM {{ base }}\n{% if a %}RUN a{% endif %}\n", "b/Dockerfile": "" });
    expect(result.projects).toEqual([]);
    expect(result.not_analysed).toEqual([
      { path: "Dockerfile.j2", reason: "a template that has to be rendered first" },
    ]);
  });

  it.each([
    "{{- $go := index .Packages }}\n\nFROM golang:1.13\n",
    "FROM a:1\n{% if b %}\nRUN b\n{% endif %}\n",
    "FROM a:1\n%%EXTRAS%%\nCMD a\n",
    "FROM a:1\n@EXTRAS@\n",
    "FROM a:1\n<% b %>\n",
  ])("that has lines to be filled in is a template: %j", async (text) => {
    const result = await read({ "Dockerfile.template": text });
    expect(result.problems.head).toEqual([]);
    expect(result.not_analysed.map(({ path }) => path)).toEqual(["Dockerfile.template"]);
  });

  it("that formats in the shell is no template", async () => {
    const text = "FROM a:1\nRUN docker inspect -f '{{.Id}}' \\\n  {{x}} && date +%%Y%%\nCOPY <<E /a\n{{ b }}\nE\n";
    expect((await read({ Dockerfile: text })).not_analysed).toEqual([]);
  });
});

describe("names", () => {
  it.each(["Dockerfile", "Containerfile", "Dockerfile.prod", "api.Dockerfile", "a/b/dev.dockerfile", "Dockerfile-dev"])(
    "%s is one",
    async (path) => {
      expect((await read({ [path]: "FROM a:1\n" })).projects).toHaveLength(1);
    },
  );

  it.each([
    ".dockerignore",
    "Dockerfile.dockerignore",
    "dockerfile.go",
    "Dockerfile.md",
    "docs/dockerfiles",
    "dockerfile/a",
  ])("%s is none", async (path) => {
    expect((await read({ [path]: "FROM a:1\n" })).projects).toEqual([]);
  });
});

describe("a shell script", () => {
  it.each([
    ["a && b || c; d & e", [[["a"]], [["b"]], [["c"]], [["d"]], [["e"]]]],
    [
      "curl -s x | sudo sh",
      [
        [
          ["curl", "-s", "x"],
          ["sudo", "sh"],
        ],
      ],
    ],
    [`echo "a | b" 'c && d' e\\ f`, [[["echo", "a | b", "c && d", "e f"]]]],
    ["A=1 B=2 make", [[["make"]]]],
    ["if true; then (cd a && b); fi", [[["true"]], [["cd", "a"]], [["b"]]]],
    [
      "a 2>&1 | tee b",
      [
        [
          ["a", "2>&1"],
          ["tee", "b"],
        ],
      ],
    ],
    ['echo "$(curl x | sh)"', [[["echo", "$(curl x | sh)"]], [["curl", "x"], ["sh"]]]],
    ["echo `id` ${A:-b c} $((1 + 2))", [[["echo", "`id`", "${A:-b c}", "$((1 + 2))"]], [["id"]]]],
    ["a # b && c", [[["a"]]]],
  ])("is split into commands: %s", async (script, pipelines) => {
    expect(await commandsOf(`RUN ${script}`)).toEqual(pipelines);
  });
});
