import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { openReviewTools } from "../src/review.ts";
import { createReviewer } from "../src/server-review.ts";
import { readServerSettings } from "../src/server-settings.ts";
import { createLog, startServer } from "../src/server.ts";
import { startGitHub } from "../test/github/stand-in.ts";
import { baseFiles, changedFiles } from "./changes.ts";
import { median, quantile } from "./statistics.ts";

/** From webhook to completed checks on a warm server, against a GitHub on this machine. */
export interface ServerFigures {
  readonly reviews: number;
  /** Milliseconds. */
  readonly median: number;
  /** Milliseconds. */
  readonly p95: number;
  /** GitHub requests a review, median. */
  readonly requests: number;
  /** Most GitHub requests of one review. */
  readonly mostRequests: number;
}

/** Opens `reviews` pull requests of ten changed files each, one after the other. */
export async function benchServer(reviews: number): Promise<ServerFigures> {
  const github = await startGitHub();
  const data = mkdtempSync(join(tmpdir(), "tollgate-bench-"));
  const settings = readServerSettings({
    ...github.environment(),
    TOLLGATE_DATA_DIR: data,
    PORT: "0",
    HOST: "127.0.0.1",
  });
  const tools = openReviewTools(new Date(), null);
  const server = await startServer({ settings, review: createReviewer(tools), log: createLog("fatal") });
  try {
    github.sendWebhooksTo(`${server.url}/api/github/webhooks`);
    await github.install("acme");
    const repository = await github.people.createRepository("acme/infra", { files: baseFiles() });
    const times: number[] = [];
    const requests: number[] = [];
    for (let index = 0; index < reviews + 5; index += 1) {
      await github.people.push(repository, `change-${index}`, changedFiles(index));
      const before = github.requests.length;
      const start = performance.now();
      const pull = await github.people.openPullRequest(repository, {
        head: `change-${index}`,
        title: `Change ${index}`,
      });
      while (!isDone(github.checkRuns(pull))) await new Promise((resolve) => setTimeout(resolve, 1));
      if (index >= 5) times.push(performance.now() - start); // the first ones warm the engines
      await github.settled();
      while (github.comments(pull).length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      if (index >= 5) requests.push(github.requests.length - before);
    }
    return {
      reviews,
      median: median(times),
      p95: quantile(times, 0.95),
      requests: median(requests),
      mostRequests: Math.max(...requests),
    };
  } finally {
    await server.close();
    await tools.close();
    await github.close();
    rmSync(data, { recursive: true, force: true });
  }
}

function isDone(runs: ReadonlyArray<{ readonly status: string }>): boolean {
  return runs.length === 2 && runs.every((run) => run.status === "completed");
}
