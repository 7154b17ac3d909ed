/**
 * The App as a process of its own, with the small review of these tests: something that can be killed. With the argument
 * `impatient` it waits as little as the queue allows.
 */
import { startServer } from "../../src/server.ts";
import { createLog } from "../../src/server.ts";
import { readServerSettings } from "../../src/server-settings.ts";
import { impatientPace } from "./pace.ts";
import { reviewWords } from "./review-words.ts";

const pace = process.argv[2] === "impatient" ? impatientPace : {};
const settings = { ...readServerSettings(process.env), pace };
const server = await startServer({ settings, review: reviewWords, log: createLog(settings.logLevel) });
process.stdout.write(`${server.url}\n`);
process.once("SIGTERM", () => {
  void server.close().then(() => process.exit(0));
});
