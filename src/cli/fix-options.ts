import { type Command, Option } from "commander";
import type { FixOptions } from "./fix.ts";

/** `tollgate fix`: the only command that changes infrastructure files. */
export function addFix(program: Command, finish: (exitCode: number) => void): void {
  program
    .command("fix")
    .description("apply the fixes that policies propose to the files; each was proven by a review of the edited tree")
    .argument("[directory]", "only projects at or below this directory", ".")
    .option("-b, --base <ref>", "only what the change from this branch or commit brings in; all findings when left out")
    .option("--policy <id...>", "only findings of these policies")
    .option("-n, --dry-run", "change nothing, show the edits as a diff")
    .addOption(
      new Option("-f, --format <format>", "form of the answer").choices(["terminal", "json"]).default("terminal"),
    )
    .option("--config <file>", "configuration file instead of the tree's own")
    .option("--policies <path...>", "folders of Rego policies that are added to the pack")
    .option("--no-pack", "leave the built-in policies out")
    .addHelpText(
      "after",
      "\nExit codes: 0 done (also where nothing can be mended), 2 wrong use, 3 not everything could be analysed.\n\nExample:\n  $ tollgate fix infra --policy aws.s3.public_bucket --dry-run\n",
    )
    .action(async (directory: string, options: FixOptions) => {
      const { fixTree } = await import("./fix.ts");
      finish(await fixTree(directory, options));
    });
}
