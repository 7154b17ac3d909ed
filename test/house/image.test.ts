import { globSync, readFileSync, statSync } from "node:fs";

import { describe, expect, it } from "vitest";

const dockerfile = readFileSync("Dockerfile", "utf8");
const ignored = readFileSync(".dockerignore", "utf8").split("\n").filter(Boolean);
const [, building = ""] = dockerfile.split(/^FROM .* AS build$/m);
const stage = building.split(/^FROM /m)[0] ?? "";
const copied = [...stage.matchAll(/^COPY (?!--from)(?<sources>.+) \S+$/gm)].flatMap(
  (match) => match.groups?.["sources"]?.split(" ") ?? [],
);

/** What makes the machine code better where it is there, and is missed by nobody. */
const optional = ["test"];

/** Folders of the repository that a script names in its source. */
function foldersOf(script: string): ReadonlyArray<string> {
  const names = [...readFileSync(script, "utf8").matchAll(/"(?<top>[a-z][a-z-]*)(?:\/[^"\s]*)?"/g)].map(
    (match) => match.groups?.["top"] ?? "",
  );
  const folders = globSync("*", { exclude: ["node_modules", "dist"] }).filter((name) => statSync(name).isDirectory());
  return folders.filter((folder) => names.includes(folder) && !optional.includes(folder));
}

/** Nobody builds the image in CI: what `npm ci` reads and runs has to be in its first stage. */
describe("the image", () => {
  it.each(globSync("scripts/build-{engines,dist,pack,code,bytecode}.ts").sort())("has what %s reads", (script) => {
    expect(foldersOf(script).filter((folder) => !copied.includes(folder) || ignored.includes(folder))).toEqual([]);
  });

  it("looks at scripts that name folders", () => {
    expect(foldersOf("scripts/build-bytecode.ts")).toEqual(expect.arrayContaining(["engines", "examples", "policies"]));
  });

  it("is built where git is: one of the usual commands compares with a branch", () => {
    expect(readFileSync("scripts/build-bytecode.ts", "utf8")).toContain('execFileSync("git"');
    expect(dockerfile).toMatch(/^FROM node:24-bookworm AS build$/m); // the slim one has none
  });
});
