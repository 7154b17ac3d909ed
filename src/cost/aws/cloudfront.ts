import type { Component } from "../../model/estimate.ts";
import { fromTable, type Estimator, type EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixed, rate, tiered } from "../line.ts";
import { rowsOf, tiersOf } from "../rows.ts";

const service = "cloudfront-distribution";

/** Edge locations: key of the usage file, the places of the price list, the list's own name. */
const edges = [
  ["us", "US, Mexico, Canada", "United States"],
  ["europe", "Europe, Israel", "Europe"],
  ["south_africa", "South Africa, Kenya, Middle East", "South Africa"],
  ["south_america", "South America", "South America"],
  ["japan", "Japan", "Japan"],
  ["australia", "Australia, New Zealand", "Australia"],
  ["asia_pacific", "Hong Kong, Philippines, Asia Pacific", "Asia Pacific"],
  ["india", "India", "India"],
] as const;

/** GB in each step of the price of data to the internet. */
const steps = [
  ["first 10TB", 10_240],
  ["next 40TB", 40_960],
  ["next 100TB", 102_400],
  ["next 350TB", 358_400],
  ["next 524TB", 536_576],
  ["next 4PB", 4_194_304],
  ["over 5PB", null],
] as const;

/** Regions with an origin shield: key of the usage file and name of the place. */
const shields: Readonly<Record<string, readonly [key: string, place: string]>> = {
  "us-east-1": ["us", "US East"],
  "us-east-2": ["us", "US East"],
  "us-west-2": ["us", "US West"],
  "ap-south-1": ["india", "India"],
  "ap-northeast-2": ["south_korea", "South Korea"],
  "ap-southeast-1": ["singapore", "Singapore"],
  "ap-southeast-2": ["australia", "Australia"],
  "ap-northeast-1": ["japan", "Japan"],
  "eu-central-1": ["europe", "Europe"],
  "eu-west-1": ["europe", "Europe"],
  "eu-west-2": ["europe", "Europe"],
  "sa-east-1": ["south_america", "South America"],
};

const perEdge = [
  "monthly_data_transfer_to_internet_gb",
  "monthly_data_transfer_to_origin_gb",
  "monthly_http_requests",
  "monthly_https_requests",
] as const;

const distribution: Estimator = {
  estimate: (job) => [
    ...edges.filter(([key], index) => index === 0 || isServed(job, key)).flatMap((edge) => edgeComponents(job, edge)),
    ...shieldComponents(job),
    ...byUsage(job, {
      name: "Field level encryption requests",
      unit: "10k requests",
      usage: "monthly_encryption_requests",
      per: 10_000,
      price: rate(service, "Field level encryption requests"),
    }),
    ...byUsage(job, {
      name: "Real-time log requests",
      unit: "1M lines",
      usage: "monthly_log_lines",
      per: 1e6,
      price: rate(service, "Real-time log requests"),
    }),
    ...tiered(
      job,
      { name: "Invalidation requests", unit: "paths", usage: "monthly_invalidation_requests" },
      tiersOf(service, "Invalidation requests", [
        ["first 1k", 1000],
        ["over 1k", null],
      ]),
    ),
    ...certificates(job),
  ],
  usage: [
    ...perEdge.flatMap((name) => edges.map(([key]) => `${name}.${key}`)),
    ...[...new Set(Object.values(shields).map(([key]) => key))].map((key) => `monthly_shield_requests.${key}`),
    "monthly_invalidation_requests",
    "monthly_encryption_requests",
    "monthly_log_lines",
    "custom_ssl_certificates",
  ],
};

function isServed(job: Job, key: string): boolean {
  return perEdge.some((name) => (job.usage.number(`${name}.${key}`) ?? 0) > 0);
}

function edgeComponents(job: Job, [key, part, place]: (typeof edges)[number]): ReadonlyArray<Component> {
  const item = (name: string): ReturnType<typeof rate> => rate(service, `${name} [${place}]`);
  const internet = "Data transfer out to internet";
  const requests = { part, unit: "10k requests", per: 10_000 };
  return [
    ...tiered(
      job,
      { name: internet, part, unit: "GB", usage: `monthly_data_transfer_to_internet_gb.${key}` },
      steps.map(([label, size]) => ({ label, size, price: item(`${internet} (${label})`) })),
    ),
    ...byUsage(job, {
      name: "Data transfer out to origin",
      part,
      unit: "GB",
      usage: `monthly_data_transfer_to_origin_gb.${key}`,
      price: item("Data transfer out to origin"),
    }),
    ...byUsage(job, {
      ...requests,
      name: "HTTP requests",
      usage: `monthly_http_requests.${key}`,
      price: item("HTTP requests"),
    }),
    ...byUsage(job, {
      ...requests,
      name: "HTTPS requests",
      usage: `monthly_https_requests.${key}`,
      price: item("HTTPS requests"),
    }),
  ];
}

/** A shield is billed where it stands; the usage file tells its requests by continent. */
function shieldComponents(job: Job): ReadonlyArray<Component> {
  const declared = job.values
    .blocks("origin")
    .flatMap((origin) => origin.blocks("origin_shield"))
    .flatMap((shield) => (shield.flag("enabled") ? (shield.text("origin_shield_region") ?? []) : []));
  return [...new Set(declared)].flatMap((region) => {
    const shield = Object.hasOwn(shields, region) ? shields[region] : undefined;
    if (shield === undefined) {
      job.notes.assume(`Origin shield in ${region} is not counted: no such origin shield region is known.`);
      return [];
    }
    const [key, place] = shield;
    const name = `Origin shield HTTP requests (${place} ${region})`;
    const usage = `monthly_shield_requests.${key}`;
    return byUsage(job, { name, unit: "10k requests", usage, per: 10_000, price: rate(service, name) });
  });
}

/** A dedicated address for each certificate of a distribution that serves browsers without SNI. */
function certificates(job: Job): ReadonlyArray<Component> {
  const name = "Dedicated IP custom SSLs";
  const line = { name, unit: "certificates", price: rate(service, name) };
  const told = job.usage.number("custom_ssl_certificates");
  if (told !== null) return told > 0 ? fixed(job, { ...line, quantity: told, usageBased: true }) : [];
  const dedicated = job.values.block("viewer_certificate").text("ssl_support_method") === "vip";
  return dedicated ? fixed(job, { ...line, quantity: 1 }) : [];
}

/** Amazon CloudFront. */
export const cloudfront: EstimatorTable = {
  aws_cloudfront_distribution: distribution,
  aws_cloudfront_function: fromTable([
    rowsOf("cloudfront-function").usage("Total number of invocations", "1M invocations", "monthly_requests", 1e6),
  ]),
};
