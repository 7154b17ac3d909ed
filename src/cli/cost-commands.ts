import { InvalidArgumentError, Option, type Command } from "commander";

import { costFormats } from "../report/cost-formats.ts";
import type { CostReportOptions, ExplainOptions, UsageOptions } from "./cost.ts";
import type { UpdateOptions } from "./prices-update.ts";
import type { DiffOptions, ShowOptions } from "./prices.ts";

/** `tollgate cost`: where a figure comes from, and the usage file. */
export function addCost(program: Command, finish: (exitCode: number) => void): void {
  const cost = program.command("cost").description("what a tree or a change costs, and where each figure comes from");
  const report = cost
    .command("report", { isDefault: true })
    .description("what a tree costs a month or, with --base, what a change does to that; no policy is run")
    .argument("[directory]", "only projects at or below this directory", ".")
    .addOption(
      new Option("-f, --format <format>", `one of ${costFormats.join(", ")}; csv and focus have FOCUS column names`)
        .default("terminal")
        .choices([...costFormats]),
    )
    .option("-o, --output <file>", "write there instead of to stdout");
  addPriceOptions(report)
    .addHelpText("after", "\nExample:\n  $ tollgate cost infra --base main --format csv --output costs.csv\n")
    .action(async (directory: string, options: CostReportOptions) => {
      const { reportCosts } = await import("./cost.ts");
      finish(await reportCosts(directory, options));
    });
  addExplain(cost, finish, "tollgate cost explain aws_instance.web --directory infra");
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

/** `tollgate prices`: the price book. */
export function addPrices(program: Command, finish: (exitCode: number) => void): void {
  const prices = program.command("prices").description("the price book: what it has, and what differs between two");
  prices
    .command("show")
    .description("prices whose provider, service, item and column have all the words; without words the sources")
    .argument("[words...]", "e.g. ec2 m5.large linux")
    .option("--provider <provider>", "aws, azurerm, google, …")
    .option("--region <region>", "the provider's home region when left out")
    .option("--book <book>", "embedded, updated or a folder", "embedded")
    .addOption(formatOption())
    .addHelpText("after", "\nExample:\n  $ tollgate prices show ec2 m5.large linux --region eu-central-1\n")
    .action(async (words: ReadonlyArray<string>, options: ShowOptions) => {
      const { showPrices } = await import("./prices.ts");
      showPrices(words, options);
    });
  prices
    .command("diff")
    .description("prices that two books tell differently; exit 1 when there are any")
    .argument("[old]", "embedded, updated or a folder", "embedded")
    .argument("[new]", "embedded, updated or a folder", "updated")
    .option("--provider <provider>", "only this provider's")
    .option("--region <region>", "only this region's")
    .addOption(formatOption())
    .addHelpText("after", "\nExample:\n  $ tollgate prices diff old/prices/book prices/book --provider aws\n")
    .action(async (before: string, after: string, options: DiffOptions) => {
      const { diffPrices } = await import("./prices.ts");
      finish(diffPrices(before, after, options));
    });
  addUpdate(prices);
  addExplain(prices, finish, "tollgate prices explain aws_instance.web");
}

function addUpdate(prices: Command): void {
  prices
    .command("update")
    .description("a fresh price book from the public lists of AWS, Azure and Google, into the user's data folder")
    .addOption(
      new Option("--provider <providers...>", "whose lists are read")
        .choices(["aws", "azurerm", "google"])
        .default(["aws", "azurerm", "google"], "all"),
    )
    .option("--region <regions...>", "only these regions; every region of the book when left out")
    .option("--endpoint <provider=url...>", "a mirror of a provider's lists")
    .option("--max-change <factor>", "a price that changed by more is held to be misread and stays", positive, 3)
    .option("--accept-changes", "take such prices too")
    .option("--keep-going", "keep the old prices of lists that cannot be had")
    .option("--restart", "forget what an update that broke off has read")
    .addHelpText(
      "after",
      "\nGoogle's catalogue asks for a key: GOOGLE_CLOUD_API_KEY.\n\nExample:\n  $ tollgate prices update --provider aws --region us-east-1 eu-central-1\n",
    )
    .action(async (options: UpdateOptions) => {
      const { updatePrices } = await import("./prices-update.ts");
      await updatePrices(options);
    });
}

function positive(text: string): number {
  const number = Number(text);
  if (number > 1) return number;
  throw new InvalidArgumentError("expected a number above 1");
}

function addExplain(parent: Command, finish: (exitCode: number) => void, example: string): void {
  const explain = parent
    .command("explain")
    .description("quantity × unit price of each component, with the sources of both")
    .argument("<address>", "of a resource; aws_x.y means all its instances, [*] any index")
    .option("-d, --directory <directory>", "only projects at or below this directory", ".")
    .addOption(formatOption());
  addPriceOptions(explain)
    .addHelpText("after", `\nExample:\n  $ ${example}\n`)
    .action(async (address: string, options: ExplainOptions) => {
      const { explainCost } = await import("./cost.ts");
      finish(await explainCost(address, options));
    });
}

function formatOption(): Option {
  return new Option("-f, --format <format>", "terminal or json").default("terminal").choices(["terminal", "json"]);
}

function addPriceOptions(command: Command): Command {
  return command
    .option("-b, --base <ref>", "compare with this branch or commit; everything is new when left out")
    .option("--config <file>", "configuration file instead of the tree's own")
    .option("--usage-file <file>", "usage file in Infracost's format")
    .option("--no-cache", "answer nothing from the last run in this directory, and keep nothing for the next one")
    .option("--fetch-modules", "fetch modules that are neither in the tree nor in the cache");
}
