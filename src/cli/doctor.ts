import { execFile } from "node:child_process";
import { accessSync, constants, existsSync, globSync, mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";

import { collectScan, openWorkplace } from "../changes/git.ts";
import { runGit } from "../changes/git-command.ts";
import type { EngineName } from "../engines/engines.ts";
import { engineModule } from "../engines/open-engines.ts";
import { packageRoot } from "../engines/package-root.ts";
import { ReviewError } from "../model/failure.ts";
import { count } from "../model/text.ts";
import { openReviewTools, reviewOf, type ReviewTools } from "../review.ts";
import { cacheFolder } from "./cache-folder.ts";
import { diagnoseTree } from "./doctor-tree.ts";
import { modulesFor } from "./modules.ts";
import { packageVersion } from "./package-version.ts";

/** One thing that was looked at: `broken` keeps Tollgate from working, `notice` is worth knowing. */
export interface Check {
  readonly name: string;
  readonly state: "ok" | "notice" | "broken";
  readonly text: string;
}

/** Options of `tollgate doctor`. */
export interface DoctorOptions {
  readonly fetchModules?: boolean;
}

/** Exit codes: 1 where the installation is broken, 3 where something of the directory is not analysed. */
const broken = 1;
const notAnalysed = 3;

/** `tollgate doctor`: looks at the installation and, given a directory, at what is not analysed there. */
export async function diagnose(directory: string | undefined, options: DoctorOptions): Promise<number> {
  const clock = new Date();
  const tools = openReviewTools(clock, cacheFolder("policies"));
  try {
    const checks = await checkInstallation(tools, clock);
    print("Installation", checks);
    if (checks.some(({ state }) => state === "broken")) return broken;
    if (directory === undefined) return 0;
    const workplace = await openWorkplace(directory);
    const changeSet = await collectScan(workplace);
    const gaps = await diagnoseTree(
      {
        ...reviewOf(() => Promise.resolve(changeSet), clock),
        under: workplace.under,
        modules: modulesFor(workplace, tools.engines, options.fetchModules === true),
      },
      tools,
    );
    print(directory, gaps);
    return gaps.some(({ state }) => state === "notice") ? notAnalysed : 0;
  } finally {
    await tools.close();
  }
}

const marks: Readonly<Record<Check["state"], string>> = { ok: "ok    ", notice: "note  ", broken: "BROKEN" };

function print(title: string, checks: ReadonlyArray<Check>): void {
  const lines = checks.map(({ name, state, text }) => `  ${marks[state]}  ${name}: ${text}`);
  process.stdout.write(`${[title, ...lines].join("\n")}\n`);
}

/** Everything that a review on this machine needs. */
async function checkInstallation(tools: ReviewTools, clock: Date): Promise<ReadonlyArray<Check>> {
  const engines: ReadonlyArray<EngineName> = ["documents", "hcl", "opa"];
  return [
    checkNode(),
    ...(await Promise.all(engines.map(checkEngine))),
    checkPack(),
    checkPrices(tools, clock),
    await checkGit(),
    checkCache("policies"),
    checkCache("modules"),
    await checkStore(),
    await checkTerraform(),
  ];
}

function checkNode(): Check {
  const major = Number(process.versions.node.split(".")[0]);
  const version = packageVersion();
  return major >= 24
    ? { name: "Tollgate", state: "ok", text: `${version} on Node ${process.versions.node}` }
    : { name: "Node", state: "broken", text: `${process.versions.node}, expected 24 or newer` };
}

async function checkEngine(name: EngineName): Promise<Check> {
  try {
    await engineModule(name);
  } catch (error) {
    if (!(error instanceof ReviewError)) throw error;
    return { name: `engine ${name}`, state: "broken", text: error.message };
  }
  const stamp = new URL(`engines/build/${name}.sha256`, packageRoot);
  const built = existsSync(stamp) ? readFileSync(stamp, "utf8").slice(0, 12) : "without a record of its sources";
  return { name: `engine ${name}`, state: "ok", text: `built (${built})` };
}

function checkPack(): Check {
  const folder = fileURLToPath(new URL("policies/", packageRoot));
  const policies = globSync("*/**/*.rego", { cwd: folder }).filter((path) => !/^lib\/|_test\.rego$/.test(path));
  const isCompiled = globSync("build/*.wasm", { cwd: folder }).length > 0;
  const text = count(policies.length, "policy file");
  if (policies.length === 0) return { name: "pack", state: "broken", text: `no policies in ${folder}` };
  return isCompiled
    ? { name: "pack", state: "ok", text: `${text}, compiled` }
    : { name: "pack", state: "notice", text: `${text}, not compiled: the first review takes longer` };
}

/** Prices older than half a year are worth a word. */
const oldPricesDays = 183;

function checkPrices({ book }: ReviewTools, clock: Date): Check {
  const days = Math.floor((clock.getTime() - Date.parse(book.date)) / 86_400_000);
  const state = days > oldPricesDays ? "notice" : "ok";
  return { name: "prices", state, text: `the embedded book of ${book.date}, ${count(Math.max(days, 0), "day")} old` };
}

async function checkGit(): Promise<Check> {
  try {
    const { stdout } = await runGit(".", ["version"]);
    return { name: "git", state: "ok", text: stdout.toString("utf8").trim().replace("git version ", "") };
  } catch (error) {
    if (!(error instanceof ReviewError)) throw error;
    return { name: "git", state: "notice", text: `${error.message}; "scan" works without it` };
  }
}

function checkCache(name: "policies" | "modules"): Check {
  const folder = cacheFolder(name);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return { name: `cache of ${name}`, state: "ok", text: folder };
  } catch {
    return { name: `cache of ${name}`, state: "notice", text: `${folder} cannot be written; set XDG_CACHE_HOME` };
  }
}

async function checkStore(): Promise<Check> {
  const { DATABASE_URL: url, TOLLGATE_DATA_DIR: folder } = process.env;
  const name = "store of the App";
  if ((url ?? "") === "" && (folder ?? "") === "")
    return { name, state: "ok", text: "not configured (only serve needs it)" };
  try {
    const [{ readStorePlace }, { readQueue }] = await Promise.all([
      import("../server-settings.ts"),
      import("../server-administration.ts"),
    ]);
    await readQueue(readStorePlace(process.env));
    return { name, state: "ok", text: (url ?? "") === "" ? `answers (${folder ?? ""})` : "answers (DATABASE_URL)" };
  } catch (error) {
    const said = error instanceof Error ? error.message : "it does not answer";
    return { name, state: "broken", text: `cannot be used: ${said.replaceAll(/\/\/[^@\s/]*@/g, "//")}` };
  }
}

const terraformVersion = z.object({ terraform_version: z.string() });

async function checkTerraform(): Promise<Check> {
  try {
    const { stdout } = await promisify(execFile)("terraform", ["version", "-json"], { timeout: 10_000 });
    const { terraform_version: version } = terraformVersion.parse(JSON.parse(stdout));
    return { name: "terraform", state: "ok", text: `${version} (not needed; its plans can be given with --plan)` };
  } catch {
    return { name: "terraform", state: "ok", text: "not here, and not needed" };
  }
}
