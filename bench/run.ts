import { cpus } from "node:os";

import { benchCommandLine } from "./command-line.ts";
import { isInstalled } from "./processes.ts";
import { benchServer } from "./server.ts";

/** `npm run bench`: medians on this machine, the peers in the same run where they are installed. */
const runs = Number(process.argv[2] ?? 7);

say(
  `# ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, Node ${process.version}, medians of ${runs} runs, in turns\n`,
);
say("| command, whole process | ms | peak MB |\n| --- | ---: | ---: |");
for (const item of benchCommandLine(runs))
  say(`| ${item.name} | ${item.milliseconds.toFixed(0)} | ${item.megabytes.toFixed(0)} |`);
if (!isInstalled("conftest"))
  say("\nconftest is not installed (go install github.com/open-policy-agent/conftest@latest): no peer in this run.");

const server = await benchServer(30);
say("\n| warm server, 10 files changed, webhook to completed checks | |\n| --- | ---: |");
say(`| median, ms (${server.reviews} reviews) | ${server.median.toFixed(0)} |`);
say(`| 95th percentile, ms | ${server.p95.toFixed(0)} |`);
say(`| GitHub requests a review, median | ${server.requests} |`);
say(`| GitHub requests, most | ${server.mostRequests} |`);

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
