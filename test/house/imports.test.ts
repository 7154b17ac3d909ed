import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../../src");

/** Who may import whom, by folder of `src/`; a file at the top counts as a folder of its own name. */
const allowed: Readonly<Record<string, ReadonlyArray<string>>> = {
  model: [],
  engines: ["model"],
  config: ["model"],
  changes: ["model"],
  formats: ["model", "engines"],
  compare: ["model"],
  cost: ["model"],
  prices: ["model", "cost"], // lists of prices become a book
  policy: ["model", "engines"],
  fix: ["model", "engines"],
  verdict: ["model"],
  waivers: ["model"],
  report: ["model"],
  github: ["model"],
  store: ["model", "changes"], // the blob cache is a port of `changes`
  cli: [
    "model",
    "engines",
    "changes",
    "config",
    "prices",
    "cost", // the price book is looked at without a review
    "policy",
    "report",
    "review.ts",
    "server.ts",
    "server-administration.ts",
    "server-settings.ts",
  ],
  review: ["model", "engines", "config", "formats", "compare", "cost", "policy", "fix", "waivers", "verdict"],
  "review.ts": ["review", "config", "formats", "policy", "verdict"],
  gate: ["model", "changes", "github", "report", "store", "app", "review.ts"],
  app: ["model", "changes", "gate", "github", "store", "review.ts", "app-recovery.ts"],
  "app.ts": ["app", "github", "store"],
  "app-recovery.ts": ["model", "github", "store"],
  "server.ts": [
    "model",
    "changes",
    "github",
    "store",
    "app.ts",
    "app-recovery.ts",
    "review.ts",
    "server-chores.ts",
    "server-log.ts",
    "server-metrics.ts",
    "server-settings.ts",
    "server-review.ts",
    "server-policies.ts",
  ],
  "server-chores.ts": [],
  "server-log.ts": [],
  "server-metrics.ts": ["app.ts", "store"],
  "server-settings.ts": ["model", "store"],
  "server-administration.ts": ["model", "store"],
  "server-review.ts": ["model", "report", "app.ts", "review.ts"],
  "server-policies.ts": ["app.ts", "review.ts", "server-review.ts"],
  "cli.ts": ["cli", "start"],
  start: [], // it loads what is built from the sources
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isType: boolean;
}

const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));

const imports: ReadonlyArray<Import> = files.flatMap((from) => {
  const text = readFileSync(join(root, from), "utf8");
  return [
    ...text.matchAll(/(?:^import (?<type>type )?|^export (?<again>type )?[{*]|\bimport\()[^;]*?"(?<to>\.[^"]+)"/gm),
  ].map((match) => ({
    from,
    to: relative(root, resolve(root, dirname(from), match.groups?.to ?? "")),
    isType: match.groups?.type !== undefined || match.groups?.again !== undefined,
  }));
});

function stageOf(path: string): string {
  return path.split("/")[0] ?? path;
}

describe("the layout", () => {
  it("is seen at all", () => {
    expect(imports.length).toBeGreaterThan(50);
    expect(imports.map((item) => item.to)).toContain("model/review.ts");
  });

  it("lets stages import the model and the engines, and never each other", () => {
    const wrong = imports
      .filter(({ from, to }) => stageOf(from) !== stageOf(to))
      .filter(({ from, to }) => !(allowed[stageOf(from)] ?? []).includes(stageOf(to)))
      .map(({ from, to }) => `${from} imports ${to}`);
    expect(wrong).toEqual([]);
  });

  it("has no import cycles", () => {
    const targets = new Map<string, string[]>();
    for (const { from, to, isType } of imports) {
      if (!isType) targets.set(from, [...(targets.get(from) ?? []), to]);
    }
    const cycles: string[] = [];
    const state = new Map<string, "open" | "done">();
    const walk = (path: string, trail: ReadonlyArray<string>): void => {
      if (state.get(path) === "done") return;
      if (state.get(path) === "open") {
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
        return;
      }
      state.set(path, "open");
      for (const next of targets.get(path) ?? []) walk(next, [...trail, path]);
      state.set(path, "done");
    };
    for (const path of files) walk(path, []);
    expect(cycles).toEqual([]);
  });
});
