import { type Command, InvalidArgumentError, Option } from "commander";
import type { DocOptions } from "./policy-doc.ts";
import type { BenchOptions, ImpactOptions } from "./policy-study-commands.ts";

type Finish = (exitCode: number) => void;

/** Commands that say what policies see, whom they hit and what they cost. */
export function addStudies(policy: Command, finish: Finish): void {
  addImpact(policy, finish);
  addBench(policy, finish);
  addInput(policy, finish);
  addDoc(policy, finish);
}

function formatOption(): Option {
  return new Option("-f, --format <format>", "form of the answer").choices(["terminal", "json"]).default("terminal");
}

function addImpact(policy: Command, finish: Finish): void {
  policy
    .command("impact")
    .description("what changed policies would newly fail and newly pass, per repository and recorded pull request")
    .argument("[path]", "folder of policies in a git repository; .github/tollgate/policies or policies when left out")
    .requiredOption("-b, --base <ref>", "the policies before the change")
    .option("--repos <directory...>", "checked-out repositories")
    .option("--inputs <file...>", "inputs that `tollgate input` wrote, or that reviews recorded")
    .option("--runs <number>", "how often each rule is timed", parseRuns, 3)
    .addOption(formatOption())
    .addHelpText(
      "after",
      "\nExit codes: 0 compared, 1 a policy breaks, 2 wrong use.\n\nExample:\n  $ tollgate policy impact --base main --repos ../shop ../billing\n",
    )
    .action(async (path: string | undefined, options: ImpactOptions) => {
      const { runPolicyImpact } = await import("./policy-study-commands.ts");
      finish(await runPolicyImpact(path, options));
    });
}

function addBench(policy: Command, finish: Finish): void {
  policy
    .command("bench")
    .description("how long each rule takes alone, slowest first")
    .argument("<path>", "file or folder of policies")
    .option("-i, --input <file>", "what `tollgate input` printed; - is stdin")
    .option("-d, --dir <directory>", "a directory of infrastructure, as if all of it were new")
    .option("--runs <number>", "how often each rule is timed", parseRuns, 5)
    .addOption(formatOption())
    .addHelpText("after", "\nExample:\n  $ tollgate policy bench policies --dir infra\n")
    .action(async (path: string, options: BenchOptions) => {
      const { runPolicyBench } = await import("./policy-study-commands.ts");
      finish(await runPolicyBench(path, options));
    });
}

function addInput(policy: Command, finish: Finish): void {
  policy
    .command("input")
    .description("what policies would see of a directory, as JSON; sensitive values are hidden")
    .argument("[directory]", "a directory of infrastructure", ".")
    .option("--policy <path>", "only resources that the policies in this file or folder look at")
    .addHelpText("after", "\nExample:\n  $ tollgate policy input infra --policy policies/acme/queue_owner\n")
    .action(async (directory: string, options: { readonly policy?: string }) => {
      const { runPolicyInput } = await import("./policy-study-commands.ts");
      finish(await runPolicyInput(directory, options));
    });
}

function addDoc(policy: Command, finish: Finish): void {
  policy
    .command("doc")
    .description("a catalogue of policies from their METADATA and the bad and good examples in their folders")
    .argument("[paths...]", "files and folders of policies; .github/tollgate/policies or policies when left out")
    .addOption(
      new Option("-f, --format <format>", "markdown: a page a policy; html and json: one file")
        .choices(["markdown", "html", "json"])
        .default("markdown"),
    )
    .option("-o, --output <path>", "folder for markdown, file for the others; stdout when left out")
    .option("--check", "write nothing; exit 1 when what is there differs")
    .addHelpText("after", "\nExample:\n  $ tollgate policy doc policies --output docs/policies\n")
    .action(async (given: ReadonlyArray<string>, options: DocOptions) => {
      const { runPolicyDoc } = await import("./policy-doc.ts");
      finish(await runPolicyDoc(given, options));
    });
}

function parseRuns(text: string): number {
  const runs = Number(text);
  if (Number.isInteger(runs) && runs >= 1 && runs <= 1_000) return runs;
  throw new InvalidArgumentError("expected a whole number from 1 to 1000.");
}
