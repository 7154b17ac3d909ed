import { Option, type Command } from "commander";

import type { ExplainOptions, UsageOptions } from "./cost.ts";

/** `tollgate cost`: where a figure comes from, and the usage file. */
export function addCost(program: Command, finish: (exitCode: number) => void): void {
  const cost = program.command("cost").description("where a cost comes from, and what it depends on");
  const explain = cost
    .command("explain")
    .description("quantity × unit price of each component, with the sources of both")
    .argument("<address>", "of a resource; aws_x.y means all its instances, [*] any index")
    .option("-d, --directory <directory>", "only projects at or below this directory", ".")
    .addOption(
      new Option("-f, --format <format>", "terminal or json").default("terminal").choices(["terminal", "json"]),
    );
  addPriceOptions(explain)
    .addHelpText("after", "\nExample:\n  $ tollgate cost explain aws_instance.web --directory infra\n")
    .action(async (address: string, options: ExplainOptions) => {
      const { explainCost } = await import("./cost.ts");
      finish(await explainCost(address, options));
    });
  const usage = cost
    .command("usage")
    .description("a usage file with every quantity that the costs of a tree depend on, as comments")
    .argument("[directory]", "only projects at or below this directory", ".")
    .option("--sync", "write it (tollgate-usage.yml, or --usage-file); lines that are there stay");
  addPriceOptions(usage)
    .addHelpText("after", "\nExample:\n  $ tollgate cost usage infra --sync --usage-file infra/usage.yml\n")
    .action(async (directory: string, options: UsageOptions) => {
      const { writeUsage } = await import("./cost.ts");
      await writeUsage(directory, options);
    });
}

function addPriceOptions(command: Command): Command {
  return command
    .option("-b, --base <ref>", "compare with this branch or commit; everything is new when left out")
    .option("--config <file>", "configuration file instead of the tree's own")
    .option("--usage-file <file>", "usage file in Infracost's format")
    .option("--fetch-modules", "fetch modules that are neither in the tree nor in the cache");
}
