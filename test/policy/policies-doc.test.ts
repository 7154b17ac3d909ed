import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "./builders.ts";

interface Block {
  /** `console`, or a language that is followed by the path of the file. */
  readonly language: string;
  readonly path: string;
  readonly text: string;
}

interface Step {
  readonly command: string;
  readonly exits: number;
  readonly output: string;
}

const page = readFileSync(join(root, "docs/policies.md"), "utf8");
const blocks = [...page.matchAll(/^```(?<language>\w+)(?: (?<path>\S+))?\n(?<text>[^]*?)^```$/gm)].map(
  ({ groups }): Block => ({ language: groups!["language"]!, path: groups!["path"] ?? "", text: groups!["text"]! }),
);

function stepsOf(block: Block): ReadonlyArray<Step> {
  return block.text
    .split(/^\$ /m)
    .slice(1)
    .map((text) => {
      const [command = "", ...output] = text.split("\n");
      return {
        command,
        exits: Number(/# exits (?<code>\d)$/.exec(command)?.groups?.["code"] ?? 0),
        output: output.join("\n"),
      };
    });
}

/** The page is read once from top to bottom, in one folder, as its reader would. */
describe("docs/policies.md", () => {
  let folder = "";
  let bin = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "policies-doc-"));
    bin = mkdtempSync(join(tmpdir(), "bin-"));
    writeFileSync(join(bin, "tollgate"), `#!/bin/sh\nexec "${process.execPath}" "${join(root, "src/cli.ts")}" "$@"\n`);
    chmodSync(join(bin, "tollgate"), 0o755);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
    rmSync(bin, { recursive: true });
  });

  it("has examples", () => {
    expect(blocks.flatMap(stepsOf).length).toBeGreaterThan(10);
    expect(blocks.filter((block) => block.language !== "console" && block.path === "")).toEqual([]);
  });

  it.each(blocks.map((block) => [block.path === "" ? block.text.split("\n")[0] : block.path, block] as const))(
    "%s",
    { timeout: 60_000 },
    (_, block) => {
      if (block.path !== "") {
        mkdirSync(dirname(join(folder, block.path)), { recursive: true });
        writeFileSync(join(folder, block.path), block.text);
        return;
      }
      for (const step of stepsOf(block)) {
        const { stdout, status } = spawnSync("bash", ["-c", `exec 2>&1; ${step.command}`], {
          cwd: folder,
          env: environment(),
          encoding: "utf8",
        });
        expect({ command: step.command, exits: status, output: stdout }).toEqual({
          command: step.command,
          exits: step.exits,
          output: step.output,
        });
      }
    },
  );

  function environment(): NodeJS.ProcessEnv {
    const author = {
      GIT_AUTHOR_NAME: "a",
      GIT_AUTHOR_EMAIL: "a@example.com",
      GIT_COMMITTER_NAME: "a",
      GIT_COMMITTER_EMAIL: "a@example.com",
    };
    const path = [bin, dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter);
    return { ...author, PATH: path, HOME: folder, XDG_CACHE_HOME: join(bin, "cache"), GIT_CONFIG_NOSYSTEM: "1" };
  }
});
