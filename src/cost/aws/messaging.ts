import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import { toJsonNumber } from "../../model/amounts.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixed, rate, type UsageLine } from "../line.ts";

/** SQS and SNS bill requests in chunks of this size, KB. */
const chunk = 64;

const queue: Estimator = {
  estimate: (job) => {
    const fifo = job.values.flag("fifo_queue");
    const price = rate("sqs", fifo ? "fifo" : "standard");
    return byUsage(job, {
      name: "Requests",
      unit: "1M requests",
      usage: "monthly_requests",
      times: chunks(job),
      per: 1e6,
      price,
    });
  },
  usage: ["monthly_requests", "request_size_kb"],
};

/** Deliveries by protocol: name, unit and its size, usage key, how many a month are free. */
const deliveries = [
  ["HTTP/HTTPS notifications (over 100k)", "100k notifications", 1e5, "http_subscriptions", 1e5],
  ["Email/Email-JSON notifications (over 1k)", "100k notifications", 1e5, "email_subscriptions", 1000],
  ["Kinesis Firehose notifications", "1M notifications", 1e6, "kinesis_subscriptions", 0],
  ["Mobile Push notifications", "1M notifications", 1e6, "mobile_push_subscriptions", 0],
  ["MacOS notifications", "1M notifications", 1e6, "macos_subscriptions", 0],
] as const;

const topic: Estimator = {
  estimate: (job) => (job.values.flag("fifo_topic") ? fifoTopic(job) : standardTopic(job)),
  usage: [
    "monthly_requests",
    "request_size_kb",
    "sms_subscriptions",
    "sms_notification_price",
    ...deliveries.map(([, , , key]) => key),
  ],
};

function standardTopic(job: Job): ReadonlyArray<Component> {
  const requests = job.usage.number("monthly_requests");
  const billed = requests === null ? null : new Decimal(requests).times(chunks(job));
  return [
    ...counted(job, { name: "API requests (over 1M)", unit: "1M requests", per: 1e6 }, billed, 1e6),
    ...deliveries.flatMap(([name, unit, per, key, free]) => {
      const subscriptions = job.usage.number(key);
      const sent = requests === null || subscriptions === null ? null : new Decimal(requests).times(subscriptions);
      return counted(job, { name, unit, per }, sent, free);
    }),
    ...messages(job, requests),
  ];
}

/** The price of a text message depends on where it goes: only the usage file knows it. */
function messages(job: Job, requests: number | null): ReadonlyArray<Component> {
  const price = job.usage.number("sms_notification_price");
  const subscriptions = job.usage.number("sms_subscriptions");
  if (price === null) {
    if (subscriptions !== null)
      job.notes.assume("Text messages are not counted: sms_notification_price is not in the usage file.");
    return [];
  }
  const sent =
    requests === null || subscriptions === null ? null : new Decimal(requests).times(subscriptions).minus(100);
  const billed = sent === null ? null : Decimal.max(0, sent).div(100);
  const usd = new Decimal(price).times(100);
  return [
    {
      name: "SMS notifications (over 100)",
      part: null,
      unit: "100 notifications",
      quantity: billed === null ? null : toJsonNumber(billed),
      unit_price: toJsonNumber(usd),
      monthly: billed === null ? null : toJsonNumber(billed.times(usd)),
      usage_based: true,
      price_source: "usage file",
    },
  ];
}

/** What exceeds the free share; without a quantity the line stands with its price alone. */
function counted(
  job: Job,
  line: Required<Pick<UsageLine, "name" | "unit" | "per">>,
  quantity: Decimal | null,
  free: number,
): ReadonlyArray<Component> {
  const price = rate("sns-topic", line.name);
  if (quantity === null) return byUsage(job, { ...line, usage: [], price });
  const billed = quantity.minus(free);
  return billed.gt(0) ? fixed(job, { ...line, quantity: billed.div(line.per), price, usageBased: true }) : [];
}

function fifoTopic(job: Job): ReadonlyArray<Component> {
  const subscriptions = job.others.referring(job.resource, ["aws_sns_topic_subscription"]).length;
  const gigabytes = new Decimal(job.usage.number("request_size_kb") ?? 0).div(1e6);
  const price = (name: string): ReturnType<typeof rate> => rate("sns-topic", name);
  const requests = { unit: "1M requests", usage: "monthly_requests", per: 1e6 };
  const payload = { unit: "GB", usage: job.usage.number("request_size_kb") === null ? [] : "monthly_requests" };
  return [
    ...byUsage(job, { ...requests, name: "FIFO Publish API requests", price: price("FIFO Publish API requests") }),
    ...byUsage(job, {
      ...payload,
      name: "FIFO Publish API payload",
      times: gigabytes,
      price: price("FIFO Publish API payload"),
    }),
    ...(subscriptions === 0
      ? []
      : [
          ...byUsage(job, {
            ...requests,
            name: "FIFO notifications",
            unit: "1M notifications",
            times: subscriptions,
            price: price("FIFO notifications"),
          }),
          ...byUsage(job, {
            ...payload,
            name: "FIFO notification payload",
            times: gigabytes.times(subscriptions),
            price: price("FIFO notification payload"),
          }),
        ]),
  ];
}

function chunks(job: Job): number {
  return Math.max(1, Math.ceil((job.usage.number("request_size_kb") ?? chunk) / chunk));
}

/** Amazon SQS and SNS. */
export const messaging: EstimatorTable = { aws_sqs_queue: queue, aws_sns_topic: topic };
