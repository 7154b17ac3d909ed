/**
 * A GitHub to play with: one App, installed on `acme`, and a repository `acme/infra` with an open pull request.
 *
 *     npx node test/github/main.ts [--port 3900] [--webhook-url http://127.0.0.1:3000/api/github/webhooks] [--key app.pem]
 */
import { writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { startGitHub } from "./stand-in.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    "webhook-url": { type: "string" },
    key: { type: "string", default: "github-app.pem" },
  },
});

const webhookUrl = values["webhook-url"];
const github = await startGitHub({ port: Number(values.port), ...(webhookUrl === undefined ? {} : { webhookUrl }) });
await writeFile(values.key, github.app.privateKey, { mode: 0o600 });
await github.install("acme");
const repository = await github.people.createRepository("acme/infra", {
  files: { "main.tf": 'resource "aws_s3_bucket" "logs" {\n  bucket = "acme-logs"\n}\n' },
});
await github.people.push(repository, "public-logs", {
  "main.tf": 'resource "aws_s3_bucket" "logs" {\n  bucket = "acme-logs"\n  acl    = "public-read"\n}\n',
});
const pull = await github.people.openPullRequest(repository, { head: "public-logs", title: "Publish the logs" });

const environment = Object.entries(github.environment()).filter(([name]) => name !== "PRIVATE_KEY");
process.stdout.write(
  `GitHub answers at ${github.url} (REST below ${github.apiUrl}, GraphQL at ${github.url}/api/graphql)\n`,
);
for (const [name, value] of environment) process.stdout.write(`${name}=${value}\n`);
process.stdout.write(`PRIVATE_KEY_PATH=${values.key}\n\n`);
process.stdout.write("Commands: show · push · close · reopen · rerun · requests · quit\n");

const commands: Readonly<Record<string, (() => Promise<void>) | undefined>> = {
  show: async () => {
    process.stdout.write(await github.renderPullRequest(pull));
  },
  push: async () => {
    await github.people.push(repository, "public-logs", { "note.txt": new Date().toISOString() });
  },
  close: () => github.people.close(pull),
  reopen: () => github.people.reopen(pull),
  rerun: async () => {
    for (const run of github.checkRuns(pull)) await github.rerequest(run);
  },
  requests: () => {
    console.table(github.countRequests());
    return Promise.resolve();
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const command = line.trim();
  if (command === "quit") break;
  const run = commands[command];
  if (run) await run();
  else console.log(`Unknown command ${command}`);
}
await github.close();
