import { type Command, Option } from "commander";

import type { QueueOptions } from "./queue-commands.ts";

/** `tollgate queue …`: the server's jobs, and what became of those that were given up. */
export function addQueue(program: Command): void {
  const queue = program
    .command("queue")
    .description("the server's jobs: list them, read one, replay or drop those that were given up")
    .addHelpText(
      "after",
      "\nThe store is the one of TOLLGATE_DATA_DIR or DATABASE_URL, whether its server runs or not.\n",
    );
  addFormat(queue.command("ls").description("jobs that run, wait or were given up"))
    .addHelpText("after", example("TOLLGATE_DATA_DIR=/var/lib/tollgate tollgate queue ls"))
    .action(async (options: QueueOptions) => {
      const { listQueue } = await import("./queue-commands.ts");
      await listQueue(options);
    });
  addFormat(queue.command("show").description("one job: its work, its last error, the deliveries that asked for it"))
    .argument("<id>", "the job's id, or its beginning")
    .addHelpText("after", example("tollgate queue show 3f2c9d1e"))
    .action(async (id: string, options: QueueOptions) => {
      const { showJob } = await import("./queue-commands.ts");
      await showJob(id, options);
    });
  queue
    .command("retry")
    .description("put dead letters back to work")
    .argument("[ids...]", "their ids, or the beginnings")
    .option("--all", "every dead letter")
    .addHelpText("after", example("tollgate queue retry --all"))
    .action(async (ids: ReadonlyArray<string>, options: { all?: true }) => {
      const { retryJobs } = await import("./queue-commands.ts");
      await retryJobs(ids, options.all === true);
    });
  queue
    .command("drop")
    .description("forget dead letters")
    .argument("<ids...>", "their ids, or the beginnings")
    .addHelpText("after", example("tollgate queue drop 3f2c9d1e"))
    .action(async (ids: ReadonlyArray<string>) => {
      const { dropJobs } = await import("./queue-commands.ts");
      await dropJobs(ids);
    });
}

function addFormat(command: Command): Command {
  return command.addOption(
    new Option("-f, --format <format>", "terminal or json").default("terminal").choices(["terminal", "json"]),
  );
}

function example(command: string): string {
  return `\nExample:\n  $ ${command}\n`;
}
