import tab from "@bomb.sh/tab/commander";
import { Command, InvalidArgumentError, Option } from "commander";

import { isReportFormat, reportFormats, type ReportFormat } from "../report/format-names.ts";
import { addCost, addPrices } from "./cost-commands.ts";
import type { DoctorOptions } from "./doctor.ts";
import type { DriftOptions } from "./drift.ts";
import { addFix } from "./fix-options.ts";
import { addPolicy } from "./policy.ts";
import { addQueue } from "./queue.ts";
import { packageVersion } from "./package-version.ts";
import type { InputOptions, ReportOptions } from "./reports.ts";

type Finish = (exitCode: number) => void;

/** The command line. Every command's help ends with an example. */
export function createProgram(finish: Finish): Command {
  const program = new Command("tollgate")
    .description("Reviews infrastructure changes: policy, cost and a verdict that gates the merge.")
    .version(packageVersion(), "-V, --version")
    .showHelpAfterError("(tollgate --help shows the commands)")
    .exitOverride()
    .option("--price-book <book>", "embedded, updated (by tollgate prices update) or a folder; TOLLGATE_PRICE_BOOK")
    .hook("preAction", (command) => {
      choosePriceBook(command.opts<{ priceBook?: string }>().priceBook);
    })
    .addHelpText("after", example("tollgate review --base main"));
  addReview(program, finish);
  addScan(program, finish);
  addFix(program, finish);
  addInput(program);
  addDrift(program, finish);
  addCost(program, finish);
  addPrices(program, finish);
  addPolicy(program, finish);
  addDoctor(program, finish);
  addServe(program, finish);
  addExplain(program);
  addQueue(program);
  tab(program);
  return program;
}

/** An option of every command: what opens the book reads one place, whoever asks. */
function choosePriceBook(book: string | undefined): void {
  if (book !== undefined) process.env["TOLLGATE_PRICE_BOOK"] = book;
}

function addReview(program: Command, finish: Finish): void {
  const command = program
    .command("review")
    .description("what a pull request from base to head would get")
    .argument("[directory]", "only projects at or below this directory", ".")
    .requiredOption("-b, --base <ref>", "branch or commit that the change is for")
    .option("--head <ref>", "commit to review; the working tree when left out")
    .option("--no-fixes", "do not try the fixes that policies propose; reports then have no edits");
  addReportOptions(command)
    .addHelpText("after", example("tollgate review infra --base main --format json --output review.json"))
    .action(async (directory: string, options: ReportOptions & { base: string; head?: string }) => {
      const { reviewChange } = await import("./reports.ts");
      finish(await reviewChange(directory, options));
    });
}

function addScan(program: Command, finish: Finish): void {
  const command = program
    .command("scan")
    .description("the whole tree as if all of it were new")
    .argument("[directory]", "only projects at or below this directory", ".")
    .option("--fixes", "try the fixes that policies propose; reports then have the edits");
  addReportOptions(command)
    .addHelpText("after", example("tollgate scan infra/envs/prod"))
    .action(async (directory: string, options: ReportOptions) => {
      const { enginesFor } = await import("./early-engines.ts");
      const asked = enginesFor(directory, options);
      const { scanTree } = await import("./reports.ts");
      finish(await scanTree(directory, options, asked));
    });
}

function addInput(program: Command): void {
  program
    .command("input")
    .description("the policy inputs: a JSON array, one object per project")
    .argument("[directory]", "only projects at or below this directory", ".")
    .option("-b, --base <ref>", "compare with this branch or commit; everything is new when left out")
    .option("--config <file>", "configuration file instead of the tree's own")
    .option("--usage-file <file>", "usage file in Infracost's format")
    .addOption(planOption())
    .addOption(fetchOption())
    .option("-o, --output <file>", "write there instead of to stdout")
    .addHelpText("after", example("tollgate input infra --base main"))
    .action(async (directory: string, options: InputOptions) => {
      const { printInputs } = await import("./reports.ts");
      await printInputs(directory, options);
    });
}

function addDrift(program: Command, finish: Finish): void {
  program
    .command("drift")
    .description("a state against the configuration: what only one has, and attributes that differ; exit 1 with drift")
    .argument("[directory]", "the root module of the state, or a directory above it", ".")
    .requiredOption("--state <file>", 'state as "terraform show -json" writes it')
    .addOption(
      new Option("-f, --format <format>", "terminal or json").default("terminal").choices(["terminal", "json"]),
    )
    .option("-o, --output <file>", "write there instead of to stdout")
    .addHelpText("after", example("tollgate drift infra/envs/prod --state state.json"))
    .action(async (directory: string, options: DriftOptions) => {
      const { reportDrift } = await import("./drift.ts");
      finish(await reportDrift(directory, options));
    });
}

function addDoctor(program: Command, finish: Finish): void {
  program
    .command("doctor")
    .description("whether the installation is whole and, given a directory, what is not analysed there; exit 1 and 3")
    .argument("[directory]", "a tree to look at, or a part of one")
    .addOption(fetchOption())
    .addHelpText("after", example("tollgate doctor infra"))
    .action(async (directory: string | undefined, options: DoctorOptions) => {
      const { diagnose } = await import("./doctor.ts");
      finish(await diagnose(directory, options));
    });
}

function addServe(program: Command, finish: Finish): void {
  program
    .command("serve")
    .description("run the GitHub App; settings come from the environment")
    .addHelpText("after", example("APP_ID=1 PRIVATE_KEY_PATH=key.pem WEBHOOK_SECRET_FILE=secret tollgate serve"))
    .action(async () => {
      const { serve } = await import("../server.ts");
      finish(await serve(process.env));
    });
}

function addExplain(program: Command): void {
  program
    .command("explain")
    .description("who was told what about a check run's commit, and on which inputs: the App's audit log")
    .argument("<check run>", "the number at the end of its address")
    .addOption(
      new Option("-f, --format <format>", "terminal or json").default("terminal").choices(["terminal", "json"]),
    )
    .addHelpText("after", example("TOLLGATE_DATA_DIR=/var/lib/tollgate tollgate explain 36489020183"))
    .action(async (id: string, { format }: { format: "terminal" | "json" }) => {
      const { printExplanation } = await import("./explain.ts");
      await printExplanation(id, format);
    });
}

function addReportOptions(command: Command): Command {
  return command
    .addOption(
      new Option("-f, --format <format>", `one of ${reportFormats.join(", ")}`)
        .default("terminal")
        .argParser(parseFormat),
    )
    .option("-o, --output <file>", "write the report there instead of to stdout")
    .option("--config <file>", "configuration file instead of the base's own")
    .option("--organisation <file>", "the organisation's tollgate.yml, over which the repository's lies")
    .option("--repository <name>", "name of this repository in the organisation, for its patterns")
    .option(
      "--policies <path...>",
      "policies that are added to the pack: folders, bundles, CLONE@REF:FOLDER, git::https://…?ref=, oci://…",
    )
    .option(
      "--policy-clone <owner/name=directory...>",
      "a clone of a repository that the organisation's policies lie in",
    )
    .option("--fetch-policies", "fetch the organisation's policies, and OWNER/NAME@REF:FOLDER, from GitHub")
    .option("--no-pack", "leave the built-in policies out")
    .option("--shadow", "show what policies in the shadow find, which no pull request is told")
    .option("--usage-file <file>", "usage file in Infracost's format")
    .option("--no-cache", "answer nothing from the last run in this directory, and keep nothing for the next one")
    .addOption(planOption())
    .addOption(fetchOption());
}

function fetchOption(): Option {
  return new Option(
    "--fetch-modules",
    "fetch modules that are neither in the tree nor in the cache from registries, git and https",
  );
}

/** May be given several times: one plan a root. */
function planOption(): Option {
  const text = 'plan as "terraform show -json" writes it, reviewed instead of its root\'s evaluation; repeatable';
  return new Option("--plan <file>", text).argParser(addFile);
}

function addFile(file: string, others: ReadonlyArray<string> | undefined): ReadonlyArray<string> {
  return [...(others ?? []), file];
}

function parseFormat(text: string): ReportFormat {
  if (isReportFormat(text)) return text;
  throw new InvalidArgumentError(`expected one of ${reportFormats.join(", ")}.`);
}

function example(command: string): string {
  return `\nExample:\n  $ ${command}\n`;
}
