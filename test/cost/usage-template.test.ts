import { describe, expect, it } from "vitest";

import { embeddedPriceBook } from "../../src/cost/embedded-book.ts";
import { explainCosts } from "../../src/cost/explain.ts";
import { priceChanges } from "../../src/cost/price-changes.ts";
import { unmatchedEntries } from "../../src/cost/unmatched-usage.ts";
import { parseUsage } from "../../src/cost/usage-file.ts";
import { usageTemplate } from "../../src/cost/usage-template.ts";
import { noUsage, readingsOf, type Usage } from "../../src/cost/usage.ts";
import type { Resource } from "../../src/model/resource.ts";
import { renderExplanation } from "../../src/report/cost-explanation.ts";
import { aChange, aResource } from "./builders.ts";

const shop: ReadonlyArray<Resource> = [
  aResource("aws_lambda_function", { memory_size: 512 }, { address: "aws_lambda_function.api[0]" }),
  aResource("aws_lambda_function", { memory_size: 512 }, { address: "aws_lambda_function.api[1]" }),
  aResource("aws_s3_bucket", { bucket: "x" }, { address: `module.m["a.b"].aws_s3_bucket.logs` }),
  aResource("aws_instance", { instance_type: "m5.large" }),
  aResource("aws_vpc", {}),
];

function price(resources: ReadonlyArray<Resource>, usage: Usage = noUsage) {
  const request = { book: embeddedPriceBook(), usage };
  const changes = [aChange(resources)];
  return { ...priceChanges(changes, request), request, usage_file: "usage.yml" };
}

function template(existing: string | null): string {
  const { changes, estimate } = price(shop);
  return usageTemplate(changes, estimate, existing).text;
}

/** Every commented key becomes one with a quantity. */
function filled(text: string): string {
  return text
    .split("\n")
    .map((line) => (/^ +# /.test(line) ? line.replace("# ", "").replace(/:(?: #.*)?$/, (end) => end) : line))
    .map((line, index, all) => {
      const next = all[index + 1] ?? "";
      const isParent = next.length - next.trimStart().length > line.length - line.trimStart().length;
      return /^ {4,}[a-z_0-9]+:/.test(line) && !isParent ? line.replace(":", ": 3") : line;
    })
    .join("\n");
}

describe("usageTemplate", () => {
  it("names every usage key of every resource, with what it decides", () => {
    const text = template(null);
    expect(text).toContain("  aws_lambda_function.api[*]:\n    # monthly_requests: # Requests, $0.2 per 1M requests\n");
    expect(text).toContain("  module.m[*].aws_s3_bucket.logs:\n");
    expect(text).toContain("    # standard:\n    #   storage_gb: # Standard: Storage, $0.023 per GB\n");
    expect(text).not.toContain("aws_vpc");
    expect(parseUsage(text, "usage.yml").problems).toEqual([]);
  });

  it("is read key by key once its comments are taken away", () => {
    const { usage, problems, ignored } = parseUsage(filled(template(null)), "usage.yml");
    const words = /is 3; expected one of/;
    expect([problems.filter(({ message }) => !words.test(message)), ignored]).toEqual([[], []]);
    const bucket = { address: `module.m["a.b"].aws_s3_bucket.logs`, type: "aws_s3_bucket" };
    const keys = ["standard.storage_gb", "glacier_deep_archive.storage_gb", "object_tags"];
    expect(readingsOf(usage, bucket, keys).map(({ value, entry }) => [value, entry])).toEqual(
      keys.map(() => [3, "module.m[*].aws_s3_bucket.logs"]),
    );
  });

  it("keeps every line of a file that is there, completes its entries and changes nothing the second time", () => {
    const own = `# ours
version: 0.1
resource_usage:
    aws_lambda_function.api[*]:
        monthly_requests: 5 # measured

    aws_gone.x: {a: 1}
resource_type_default_usage:
    aws_s3_bucket:
        object_tags: 4
`;
    const text = template(own);
    expect(own.split("\n").filter((line) => !text.split("\n").includes(line))).toEqual([]);
    expect(text).toContain("        monthly_requests: 5 # measured\n        # request_duration_ms:\n");
    expect(text.indexOf("aws_s3_bucket.logs")).toBeLessThan(text.indexOf("resource_type_default_usage"));
    expect(parseUsage(text, "usage.yml").problems).toEqual([]);
    expect(template(text)).toBe(text);
    expect(template(template(null))).toBe(template(null));
  });
});

describe("usage by wildcards", () => {
  const { usage } = parseUsage(
    `resource_usage:
  module.m[*].aws_s3_bucket.logs[*]: { object_tags: 1 }
  module.m["a"].aws_s3_bucket.logs[*]: { object_tags: 2 }
  module.m[*].aws_s3_bucket.logs["x[1].y"]: { object_tags: 3 }
  module.n.aws_s3_bucket.logz: { object_tags: 4 }
`,
    "usage.yml",
  );
  it.each([
    [`module.m["b"].aws_s3_bucket.logs[7]`, 1],
    [`module.m["a"].aws_s3_bucket.logs[7]`, 2],
    [`module.m["b"].aws_s3_bucket.logs["x[1].y"]`, 3],
    [`module.m["a"].aws_s3_bucket.logs["x[1].y"]`, 2],
    [`module.m["a"].aws_s3_bucket.logs`, null],
  ])("%s is %s", (address, value) => {
    expect(readingsOf(usage, { address, type: "aws_s3_bucket" }, ["object_tags"])[0]?.value).toBe(value);
  });

  it("names entries that mean no resource", () => {
    const there = [
      aResource("aws_s3_bucket", {}, { address: "module.n.aws_s3_bucket.logs" }),
      aResource("aws_s3_bucket", {}, { address: `module.m["a"].aws_s3_bucket.logs[0]` }),
    ];
    expect(unmatchedEntries(usage, [aChange(there)])).toEqual([
      `usage file: no resource is "module.m[*].aws_s3_bucket.logs["x[1].y"]", so this entry has no effect.`,
      `usage file: no resource is "module.n.aws_s3_bucket.logz"; is "module.n.aws_s3_bucket.logs" meant? This entry has no effect.`,
    ]);
  });
});

describe("explainCosts", () => {
  it("opens a figure into quantity, price and the sources of both", () => {
    const { usage } = parseUsage(
      "resource_usage:\n  aws_lambda_function.api[*]: {monthly_requests: 5e6}\n",
      "usage.yml",
    );
    const answer = explainCosts(price(shop, usage), "aws_lambda_function.api");
    expect(answer.explanations.map(({ estimate }) => estimate.address)).toEqual([
      "aws_lambda_function.api[0]",
      "aws_lambda_function.api[1]",
    ]);
    const [first] = answer.explanations;
    if (first === undefined) throw new Error("nothing is explained");
    const text = renderExplanation(first);
    expect(text).toContain("    5 1M requests × $0.20 = $1.00\n");
    expect(text).toContain(
      '    quantity: monthly_requests = 5000000, of "aws_lambda_function.api[*]" in the usage file\n',
    );
    expect(text).toMatch(/ {4}price: "requests" \(lambda\) in us-east-1, \d{4}-\d\d-\d\d, source \S+\n/);
    expect(text).toContain("    not told: request_duration_ms\n");
    for (const { origin } of first.estimate.components) expect(first.sources).toHaveProperty(origin?.source ?? "none");
  });

  it("tells free ones from unpriced ones, and what a wrong address may have meant", () => {
    const there = price([...shop, aResource("aws_unheard_of", {})]);
    expect(explainCosts(there, "aws_vpc.this").others).toEqual([
      { project: "envs/prod", address: "aws_vpc.this", reason: "costs nothing by itself" },
    ]);
    expect(explainCosts(there, "aws_unheard_of.this").others[0]?.reason).toBe(
      "not priced: no estimator of this type yet; its cost is in no total",
    );
    expect(explainCosts(there, "aws_instance.tihs")).toEqual({
      explanations: [],
      others: [],
      meant: ["aws_instance.this"],
    });
  });
});
