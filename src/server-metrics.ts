import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

import type { AppMetrics } from "./app.ts";
import type { QueueDepth } from "./store/queue.ts";

/** What is counted, in the form that Prometheus reads. No metric names a repository or a person. */
export interface Metrics extends AppMetrics {
  /** A webhook was answered with this status after so many milliseconds. */
  readonly answered: (status: number, milliseconds: number) => void;
  /** A request to GitHub ended with this status; 0 where no answer came. */
  readonly requested: (status: number) => void;
  /** Everything as text. Reads the queue; throws what the store throws. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

const answerBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 10];
const reviewBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** A registry of this server alone, so that two in one process do not mix. `readDepth` is asked when it is read. */
export function createMetrics(readDepth: () => Promise<QueueDepth>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  addQueueGauges(registry, readDepth);
  const deliveries = new Counter({
    name: "tollgate_deliveries_total",
    help: "Webhook deliveries that were stored, by event and what became of them",
    labelNames: ["event", "outcome"],
    registers,
  });
  const answers = new Histogram({
    name: "tollgate_webhook_answer_seconds",
    help: "Time until a webhook was answered, by status",
    labelNames: ["status"],
    buckets: answerBuckets,
    registers,
  });
  const reviews = new Histogram({
    name: "tollgate_review_seconds",
    help: "Time of a review with its publication, by result",
    labelNames: ["result"],
    buckets: reviewBuckets,
    registers,
  });
  const attempts = new Counter({
    name: "tollgate_failed_attempts_total",
    help: "Attempts at a job that failed, by whether another follows",
    labelNames: ["final"],
    registers,
  });
  const waits = new Counter({
    name: "tollgate_rate_limited_total",
    help: "Jobs that were put off by GitHub's rate limits",
    registers,
  });
  const requests = new Counter({
    name: "tollgate_github_requests_total",
    help: "Requests to GitHub by status; 0 where no answer came",
    labelNames: ["status"],
    registers,
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    answered: (status, milliseconds) => {
      answers.observe({ status }, milliseconds / 1000);
    },
    requested: (status) => {
      requests.inc({ status });
    },
    received: (event, outcome) => {
      deliveries.inc({ event, outcome });
    },
    reviewed: (result, milliseconds) => {
      reviews.observe({ result }, milliseconds / 1000);
    },
    failed: (isFinal) => {
      attempts.inc({ final: String(isFinal) });
    },
    limited: () => {
      waits.inc();
    },
  };
}

function addQueueGauges(registry: Registry, readDepth: () => Promise<QueueDepth>): void {
  const registers = [registry];
  const dead = new Gauge({ name: "tollgate_dead_letters", help: "Jobs that were given up", registers });
  const age = new Gauge({
    name: "tollgate_queue_age_seconds",
    help: "How long the first job that could run has waited",
    registers,
  });
  new Gauge({
    name: "tollgate_queue_jobs",
    help: "Jobs that wait or run",
    registers,
    collect: async function collect() {
      const depth = await readDepth();
      this.set(depth.waiting);
      dead.set(depth.dead);
      age.set(depth.age);
    },
  });
}
