import type { Component, Estimate, ResourceEstimate } from "../../src/model/estimate.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { JudgedProblem } from "../../src/model/problem.ts";
import type { Declaration, Resource } from "../../src/model/resource.ts";
import type { Review } from "../../src/model/review.ts";

export function aDeclaration(overrides: Partial<Declaration> = {}): Declaration {
  return {
    address: "aws_s3_bucket.logs",
    format: "terraform",
    type: "aws_s3_bucket",
    provider: "aws",
    region: "us-east-1",
    module: null,
    name: "logs",
    namespace: null,
    tags: {},
    values: {},
    unknown: [],
    sensitive: [],
    references: [],
    location: { path: "main.tf", line: 1, end_line: 3 },
    called_from: [],
    lines: {},
    ...overrides,
  };
}

export function aResource(overrides: Partial<Resource> = {}): Resource {
  const { address, format, type, provider, region, module, name, namespace, tags, unknown } = aDeclaration();
  const { sensitive, references, location, called_from, lines } = aDeclaration();
  return {
    ...{ address, format, type, provider, region, module, name, namespace, tags, unknown },
    ...{ sensitive, references, location, called_from, lines },
    action: "create",
    after: {},
    before: null,
    changed: [],
    cost: null,
    moved_from: null,
    ...overrides,
  };
}

export function aFinding(overrides: Partial<Finding> = {}): Finding {
  return {
    policy: "aws.s3.public_bucket",
    topics: ["aws-s3-public-acl"],
    severity: "high",
    enforcement: "deny",
    status: "new",
    fingerprint: "0000",
    title: "Bucket is readable by anyone",
    message: "aws_s3_bucket.logs grants public-read to everyone",
    remediation: "Remove the ACL",
    project: "envs/prod",
    address: "aws_s3_bucket.logs",
    type: "aws_s3_bucket",
    attribute: ["acl"],
    path: "envs/prod/main.tf",
    line: 12,
    end_line: 12,
    called_from: [],
    ...overrides,
  };
}

export function aProblem(overrides: Partial<JudgedProblem> = {}): JudgedProblem {
  return {
    path: "envs/prod/broken.tf",
    line: 3,
    message: "an argument needs a value",
    project: "envs/prod",
    status: "new",
    gates: true,
    ...overrides,
  };
}

export function aComponent(overrides: Partial<Component> = {}): Component {
  return {
    name: "NAT gateway",
    part: null,
    unit: "hours",
    quantity: 730,
    unit_price: 0.045,
    monthly: 32.85,
    usage_based: false,
    price_source: "embedded 2026-09",
    ...overrides,
  };
}

export function aResourceEstimate(overrides: Partial<ResourceEstimate> = {}): ResourceEstimate {
  return {
    project: "envs/prod",
    address: "aws_nat_gateway.this",
    type: "aws_nat_gateway",
    region: "us-east-1",
    assumptions: [],
    before: 0,
    after: 32.85,
    delta: 32.85,
    components: [aComponent()],
    ...overrides,
  };
}

/** An estimate whose totals are the sums of its resources. */
export function anEstimate(
  resources: ReadonlyArray<ResourceEstimate> = [],
  overrides: Partial<Estimate> = {},
): Estimate {
  const sum = (pick: (resource: ResourceEstimate) => number): number =>
    resources.reduce((total, resource) => total + pick(resource), 0);
  return {
    currency: "USD",
    before: sum((resource) => resource.before),
    after: sum((resource) => resource.after),
    delta: sum((resource) => resource.delta),
    resources,
    not_priced: [],
    ...overrides,
  };
}

export function aReview(overrides: Partial<Review> = {}): Review {
  const verdict = { conclusion: "pass", reasons: ["nothing new to object to"] } as const;
  return {
    mode: "gate",
    files: [{ path: "envs/prod/main.tf", status: "modified", previous_path: null }],
    verdict,
    policy_verdict: verdict,
    cost_verdict: verdict,
    projects: [{ project: { name: "envs/prod", path: "envs/prod", format: "terraform" }, resources: [aResource()] }],
    findings: [],
    estimate: anEstimate(),
    problems: [],
    not_analysed: [],
    failure: null,
    notes: [],
    reasons: [],
    preview: null,
    settings: null,
    holds_until: null,
    outside: [],
    inputs: null,
    ...overrides,
  };
}
