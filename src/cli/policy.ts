import { type Command, InvalidArgumentError, Option } from "commander";

import { addStudies } from "./policy-studies.ts";
import type { EvalOptions, NewOptions, PathOptions, TestCommandOptions } from "./policy-commands.ts";

type Finish = (exitCode: number) => void;

/** `tollgate policy …`: for the people who write policies. */
export function addPolicy(program: Command, finish: Finish): void {
  const policy = program
    .command("policy")
    .description("for policy authors: test, check, format, try and begin policies");
  addTest(policy, finish);
  addCheck(policy, finish);
  addFmt(policy, finish);
  addEval(policy, finish);
  addNew(policy, finish);
  addStudies(policy, finish);
}

const paths = "files and folders of policies; .github/tollgate/policies or policies when left out";

function addTest(policy: Command, finish: Finish): void {
  policy
    .command("test")
    .description("run the tests of policies, and show the lines that no test reaches")
    .argument("[paths...]", paths)
    .option("--run <regex>", "only tests whose package and name match")
    .option("-w, --watch", "test again whenever a file changes")
    .option("--coverage-threshold <percent>", "fail below this coverage", parsePercent)
    .addOption(
      new Option("-f, --format <format>", "form of the results")
        .choices(["terminal", "json", "junit"])
        .default("terminal"),
    )
    .option("--no-pack", "do not supply the libraries of the built-in pack")
    .addHelpText("after", example("tollgate policy test policies --run queue_owner --coverage-threshold 90", results))
    .action(async (given: ReadonlyArray<string>, options: TestCommandOptions & { readonly watch?: boolean }) => {
      const { runPolicyTest, watchPolicyTest } = await import("./policy-commands.ts");
      finish(await (options.watch === true ? watchPolicyTest : runPolicyTest)(given, options));
    });
}

function addCheck(policy: Command, finish: Finish): void {
  policy
    .command("check")
    .description("compile strictly, with the types of input; check METADATA, names and that there are tests")
    .argument("[paths...]", paths)
    .addOption(
      new Option("-f, --format <format>", "form of the results").choices(["terminal", "json"]).default("terminal"),
    )
    .option("--no-pack", "do not supply the libraries of the built-in pack")
    .addHelpText("after", example("tollgate policy check policies", results))
    .action(async (given: ReadonlyArray<string>, options: PathOptions) => {
      const { runPolicyCheck } = await import("./policy-commands.ts");
      finish(await runPolicyCheck(given, options));
    });
}

function addFmt(policy: Command, finish: Finish): void {
  policy
    .command("fmt")
    .description("format policies as opa fmt does, and name the files that were changed")
    .argument("[paths...]", paths)
    .option("--check", "change nothing; exit 1 when a file is not formatted")
    .addHelpText("after", example("tollgate policy fmt policies --check", results))
    .action(async (given: ReadonlyArray<string>, options: { readonly check?: boolean }) => {
      const { runPolicyFmt } = await import("./policy-commands.ts");
      finish(await runPolicyFmt(given, options.check ?? false));
    });
}

function addEval(policy: Command, finish: Finish): void {
  policy
    .command("eval")
    .description("evaluate policies on a saved input or on a directory; sensitive values are hidden from them")
    .argument("<path>", "file or folder of policies")
    .option("-i, --input <file>", "what `tollgate input` printed; - is stdin")
    .option("-d, --dir <directory>", "a directory of infrastructure, as if all of it were new")
    .option("-e, --explain", "show for each rule which of its lines did not hold, with the values that they had")
    .addOption(
      new Option("-f, --format <format>", "form of the findings").choices(["terminal", "json"]).default("terminal"),
    )
    .addHelpText(
      "after",
      example("tollgate input infra > input.json && tollgate policy eval policies --input input.json", found),
    )
    .action(async (path: string, options: EvalOptions) => {
      const { runPolicyEval } = await import("./policy-commands.ts");
      finish(await runPolicyEval(path, options));
    });
}

function addNew(policy: Command, finish: Finish): void {
  policy
    .command("new")
    .description("begin a policy: a folder with a policy that works and its test")
    .argument("<id>", "e.g. acme.queue_owner")
    .option("--folder <folder>", "folder of policies", ".github/tollgate/policies")
    .option("--title <title>", "what is wrong, as a noun phrase; from the id when left out")
    .addOption(
      new Option("--severity <severity>", "how bad it is")
        .choices(["critical", "high", "medium", "low", "info"])
        .default("high"),
    )
    .option("--resource <type>", "type of the resources that it looks at", "aws_s3_bucket")
    .addHelpText(
      "after",
      example("tollgate policy new acme.queue_owner --resource aws_sqs_queue --severity high", created),
    )
    .action(async (id: string, options: NewOptions) => {
      const { runPolicyNew } = await import("./policy-commands.ts");
      finish(runPolicyNew(id, options));
    });
}

const results = "Exit codes: 0 all is well, 1 something is not, 2 wrong use.";
const found = "Exit codes: 0 nothing denies, 1 something denies or a policy broke, 2 wrong use.";
const created = "Exit codes: 0 created, 2 wrong use or the policy exists.";

function parsePercent(text: string): number {
  const percent = Number(text);
  if (text.trim() !== "" && percent >= 0 && percent <= 100) return percent;
  throw new InvalidArgumentError("expected a number from 0 to 100.");
}

function example(command: string, exitCodes: string): string {
  return `\n${exitCodes}\n\nExample:\n  $ ${command}\n`;
}
