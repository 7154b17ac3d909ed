import { describe, expect, it } from "vitest";
import { parseUsage } from "../../src/cost/usage-file.ts";
import { usageOf } from "../../src/cost/usage.ts";

const file = `version: 0.1
resource_type_default_usage:
  aws_lambda_function:
    monthly_requests: 5
    request_duration_ms: 250
resource_usage:
  aws_lambda_function.api:
    monthly_requests: 1000000 # a comment
  aws_lambda_function.many[*]:
    monthly_requests: 7
  aws_lambda_function.many["a.b"]:
    request_duration_ms: "9"
  module.m["x"].aws_s3_bucket.logs[0]:
    standard:
      storage_gb: 10000
`;

describe("parseUsage", () => {
  it("reads addresses, wildcards, nested keys and defaults of types", () => {
    const { usage, problems, ignored } = parseUsage(file, "usage.yml");
    expect([problems, ignored]).toEqual([[], []]);
    const of = (address: string, type: string, key: string): number | null => usageOf(usage, address, type).number(key);
    const lambda = "aws_lambda_function";
    expect(of("aws_lambda_function.api", lambda, "monthly_requests")).toBe(1_000_000);
    expect(of("aws_lambda_function.api", lambda, "request_duration_ms")).toBe(250);
    expect(of('aws_lambda_function.many["a.b"]', lambda, "request_duration_ms")).toBe(9);
    expect(of('aws_lambda_function.many["a.b"]', lambda, "monthly_requests")).toBe(7);
    expect(of("aws_lambda_function.many[3]", lambda, "monthly_requests")).toBe(7);
    expect(of("aws_lambda_function.other", lambda, "monthly_requests")).toBe(5);
    expect(of('module.m["x"].aws_s3_bucket.logs[0]', "aws_s3_bucket", "standard.storage_gb")).toBe(10_000);
    expect(of("aws_s3_bucket.logs", "aws_s3_bucket", "standard.storage_gb")).toBeNull();
    expect(of("aws_s3_bucket.logs", "aws_s3_bucket", "standard.constructor")).toBeNull();
  });

  it.each(["", "version: 0.1\n", "version: 0.1\nresource_usage:\n", "resource_usage: {}\n"])(
    "an empty file is no problem: %j",
    (text) => {
      expect(parseUsage(text, "usage.yml").problems).toEqual([]);
    },
  );

  it.each([
    [
      "monthly_reqests: 5",
      4,
      '"monthly_reqests" is not a usage key of aws_lambda_function; expected "monthly_requests". It is left out.',
    ],
    [
      "monthly_requests: lots",
      4,
      'aws_lambda_function.api.monthly_requests is "lots"; expected a number from 0 to 1e15. It is left out.',
    ],
    [
      "monthly_requests: -1",
      4,
      "aws_lambda_function.api.monthly_requests is -1; expected a number from 0 to 1e15. It is left out.",
    ],
    [
      "monthly_requests: .nan",
      4,
      "aws_lambda_function.api.monthly_requests is NaN; expected a number from 0 to 1e15. It is left out.",
    ],
    [
      "monthly_requests: 1e30",
      4,
      "aws_lambda_function.api.monthly_requests is 1e+30; expected a number from 0 to 1e15. It is left out.",
    ],
    [
      "monthly_requests: [1]",
      4,
      "aws_lambda_function.api.monthly_requests is [1]; expected a number from 0 to 1e15. It is left out.",
    ],
  ])("names %s with its line and reads the rest", (wrong, line, message) => {
    const text = `version: 0.1\nresource_usage:\n  aws_lambda_function.api:\n    ${wrong}\n    request_duration_ms: 3\n`;
    const { problems, usage } = parseUsage(text, "usage.yml");
    expect(problems).toEqual([{ path: "usage.yml", line, message, project: null, hides: ["usage.yml"] }]);
    const read = usageOf(usage, "aws_lambda_function.api", "aws_lambda_function");
    expect([read.number("monthly_requests"), read.number("request_duration_ms")]).toEqual([null, 3]);
  });

  it("ignores what only other tools know, and says so", () => {
    const { problems, ignored } = parseUsage(
      "resource_usage:\n  aws_nat_gateway.a: {colour_of_the_bits: 3}\n  aws_unheard.of: {x: 1}\n",
      "u.yml",
    );
    expect(problems).toEqual([]);
    expect(ignored).toEqual(['u.yml: "colour_of_the_bits" of aws_nat_gateway has no effect.']);
  });

  it.each([
    ["resource_usage:\n  a: [\n", 3, /^The usage file is no YAML: .*\. None of it is counted\.$/],
    [
      "resource_usage:\n  aws_lambda_function.a: 3\n",
      2,
      /^"resource_usage\.aws_lambda_function\.a" is 3; expected resources by address/,
    ],
    ["version: 7\n", 1, /^version is 7; expected 0\.1\./],
    ["version: 0.1\nresource_usages: {}\n", 2, /^"resource_usages" is not a section of a usage file/],
    ["just words", 1, /^The usage file is the text "just words"; expected resource_usage with resources by address/],
    [
      "resource_usage:\n  aws_instance.a: {operating_system: amiga}\n",
      2,
      /operating_system is "amiga"; expected one of linux, windows, rhel, suse\. It is left out\./,
    ],
  ])("names what is wrong in %j", (text, line, message) => {
    const [problem] = parseUsage(text, "usage.yml").problems;
    expect(problem).toMatchObject({ line });
    expect(problem?.message).toMatch(message);
  });

  it("does not read a file of 2 MB, nor expand an alias bomb", () => {
    expect(parseUsage(`# ${"x".repeat(2 << 20)}`, "usage.yml").problems[0]?.message).toMatch(/larger than 1024 KB/);
    const bomb = [
      "a: &a [x,x,x,x,x,x,x,x,x]",
      ..."bcdefghij"
        .split("")
        .map((key, index) => `${key}: &${key} [${Array(9).fill(`*${"abcdefghi"[index]!}`).join(",")}]`),
    ];
    const start = performance.now();
    parseUsage(bomb.join("\n"), "usage.yml");
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
