import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import { run } from "../../src/cli/run.ts";
import { makeRepository, type TestRepository } from "../support/repository.ts";

const server = (type: string, size: number): string => `provider "aws" {
  region = "eu-central-1"
}

resource "aws_instance" "web" {
  instance_type = "${type}"

  root_block_device {
    volume_type = "gp3"
    volume_size = ${size}
  }
}

resource "aws_sqs_queue" "jobs" {}
`;

const overrides = `discounts:
  - { provider: aws, service: ebs, percent: 10, reason: agreement }
prices:
  - { provider: aws, service: ec2, item: m5.large, column: linux, regions: [eu-*], usd: 0.1, reason: contract 7 }
`;

const base = {
  ".github/tollgate.yml": "cost:\n  overrides: costs/own.yml\n  usage_file: costs/usage.yml\n",
  "costs/own.yml": overrides,
  "costs/usage.yml":
    "version: 0.1\nresource_usage:\n  aws_sqs_queue.jobs: { monthly_requests: 2000000, request_size_kb: 64 }\n",
  "infra/main.tf": server("t3.large", 8),
};

describe("tollgate cost, from the command line to the figures", () => {
  let repository: TestRepository;

  beforeAll(() => {
    repository = makeRepository();
    repository.commit(base);
    repository.git("switch", "--quiet", "--create", "change");
    // A head cannot make itself cheaper: its own overrides and usage do not count.
    repository.commit({
      "infra/main.tf": server("m5.large", 100),
      "costs/own.yml": overrides.replace("usd: 0.1", "usd: 0.0001"),
      "costs/usage.yml": "version: 0.1\n",
    });
  });

  afterAll(() => {
    repository.remove();
  });

  async function output(...args: ReadonlyArray<string>): Promise<string> {
    const written: string[] = [];
    const out = vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
    const err = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    try {
      expect(await run(["node", "tollgate", ...args])).toBe(0);
      return written.join("");
    } finally {
      out.mockRestore();
      err.mockRestore();
    }
  }

  const report = (format: string): Promise<string> =>
    output("cost", repository.root, "--base", "main", "--format", format);

  it("prices by contract, discount and usage of the base", async () => {
    const estimate: unknown = JSON.parse(await report("json"));
    expect(estimate).toMatchObject({
      after: expect.closeTo(730 * 0.1 + 100 * 0.0952 * 0.9 + 0.8, 6) as number,
      unknown_usage: 0,
      resources: [
        {
          address: "aws_instance.web",
          components: [
            { quantity: 730, unit_price: 0.1, price_source: "overrides" },
            { quantity: 100, unit_price: expect.closeTo(0.0952 * 0.9, 8) as number },
          ],
        },
        { address: "aws_sqs_queue.jobs", before: 0.8, after: 0.8, causes: [] },
      ],
    });
  });

  it("says why, and writes CSV", async () => {
    expect(await report("markdown")).toMatch(/^Because of: more or less consumed \+\$7\.88, another type \+\$2\.92\./);
    const [head = "", ...rows] = (await report("csv")).trimEnd().split("\n");
    expect([head.split(",")[0], rows.length]).toEqual(["ProviderName", 3]);
  });

  it("explains a contract price", async () => {
    const text = await output("cost", "explain", "aws_instance.web", "--directory", repository.root, "--base", "main");
    expect(text).toContain("730 hours × $0.10 = $73.00");
    expect(text).toContain("contract 7");
  });
});
