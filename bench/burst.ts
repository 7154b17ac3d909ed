import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { readServerSettings } from "../src/server-settings.ts";
import { createLog, startServer } from "../src/server.ts";
import { startGitHub } from "../test/github/stand-in.ts";
import { quantile } from "./statistics.ts";

/** Webhooks that are acknowledged while nothing else is done. */
export interface BurstFigures {
  readonly deliveries: number;
  readonly perSecond: number;
  /** Milliseconds until the answer. */
  readonly median: number;
  /** Milliseconds until the answer. */
  readonly p99: number;
  /** Answers that were not 202. */
  readonly refused: number;
}

/** Senders at one time; GitHub sends an organisation's events side by side. */
const senders = 16;

/** Sends so many deliveries of as many pull requests as fast as they are answered. The reviews never end meanwhile. */
export async function benchBurst(deliveries: number): Promise<BurstFigures> {
  const github = await startGitHub();
  const directory = mkdtempSync(join(tmpdir(), "tollgate-burst-"));
  const environment = { ...github.environment(), TOLLGATE_DATA_DIR: directory, PORT: "0", HOST: "127.0.0.1" };
  const settings = readServerSettings(environment);
  const { promise: end, resolve } = Promise.withResolvers<undefined>();
  const review = async (): Promise<never> => {
    await end;
    throw new Error("the measurement is over");
  };
  const server = await startServer({ settings, review, log: createLog("silent") });
  const agent = new Agent({ keepAlive: true, maxSockets: senders });
  try {
    const times: number[] = [];
    let next = 0;
    let refused = 0;
    const begun = performance.now();
    const send = async (): Promise<void> => {
      while (next < deliveries) {
        const body = payload((next += 1));
        const start = performance.now();
        if ((await post(server.url, body, settings.secrets[0] ?? "", next, agent)) !== 202) refused += 1;
        times.push(performance.now() - start);
      }
    };
    await Promise.all(Array.from({ length: senders }, send));
    const perSecond = deliveries / ((performance.now() - begun) / 1000);
    return { deliveries, perSecond, median: quantile(times, 0.5), p99: quantile(times, 0.99), refused };
  } finally {
    resolve(undefined);
    agent.destroy();
    await server.close();
    await github.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

function payload(number: number): string {
  const sha = number.toString(16).padStart(40, "0");
  const user = { login: "mona" };
  return JSON.stringify({
    action: "opened",
    installation: { id: 1 + (number % 20) },
    repository: { id: 100 + (number % 200), name: "infra", owner: { login: "acme" }, default_branch: "main" },
    pull_request: {
      number,
      title: "A change",
      body: "x".repeat(8_000),
      draft: false,
      labels: [],
      updated_at: "2026-11-21T10:00:00Z",
      user,
      head: { sha, ref: `change-${number}` },
      base: { ref: "main", sha: "b".repeat(40) },
    },
  });
}

function post(url: string, body: string, secret: string, number: number, agent: Agent): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const signature = createHmac("sha256", secret).update(body).digest("hex");
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "x-github-delivery": `00000000-0000-0000-0000-${String(number).padStart(12, "0")}`,
    "x-github-event": "pull_request",
    "x-hub-signature-256": `sha256=${signature}`,
  };
  const sent = request(`${url}/api/github/webhooks`, { method: "POST", headers, agent }, (response) => {
    response.resume();
    response.on("end", () => {
      resolve(response.statusCode ?? 0);
    });
  });
  sent.on("error", reject);
  sent.end(body);
  return promise;
}
