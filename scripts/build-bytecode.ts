/**
 * Keeps the bytecode of the built program beside it (dist/program/*.code): a command then starts with every function that
 * these commands called, where it would parse and compile each when it is first called. Bytecode is for this version of V8
 * and this processor only, and nobody misses it elsewhere.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reportFormats } from "../src/report/format-names.ts";
import { bytecodeOf, loadCommand, openProgram } from "../src/start/program.ts";

const repository = join(import.meta.dirname, "..");
const entry = join(repository, "dist", "program", "run.js");

/** What shows the functions that matter; each writes its report to a file. */
function commandsIn(workplace: string): ReadonlyArray<ReadonlyArray<string>> {
  return [
    ...reportFormats.map((format) => ["scan", join(repository, "examples"), "--format", format]),
    ["scan", join(repository, "policies"), "--format", "json"],
    ["scan", join(repository, "engines", "hcl", "testdata"), "--format", "markdown"],
    ["input", join(repository, "examples")],
    ["review", join(workplace, "shop"), "--base", "main", "--format", "markdown"],
  ];
}

/** The example that the demo reviews: the base committed, the change in the working tree. */
function makeExample(workplace: string): void {
  const shop = join(workplace, "shop");
  cpSync(join(repository, "examples", "shop"), shop, { recursive: true });
  const git = (...args: ReadonlyArray<string>): void => {
    execFileSync("git", ["-c", "user.name=build", "-c", "user.email=build@example.invalid", ...args], { cwd: shop });
  };
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--quiet", "--message", "base");
  cpSync(join(repository, "examples", "shop-change"), shop, { recursive: true });
}

async function buildBytecode(): Promise<void> {
  process.stdout.setMaxListeners(0); // each command adds one
  const program = openProgram();
  const main = loadCommand(program, entry);
  const workplace = mkdtempSync(join(tmpdir(), "tollgate-bytecode-"));
  try {
    makeExample(workplace);
    for (const command of commandsIn(workplace)) {
      const code = await main.run(["node", "tollgate", ...command, "--output", join(workplace, "report")]);
      if (code === 2) throw new Error(`tollgate ${command.join(" ")} was refused`);
    }
  } finally {
    rmSync(workplace, { recursive: true });
  }
  console.log(`dist/program: ${(program.keep() / 1e6).toFixed(1)} MB of bytecode`);
}

if (!existsSync(bytecodeOf(entry))) await buildBytecode();
