import { describe, expect, it } from "vitest";
import { unmatchedEntries } from "../../src/cost/unmatched-usage.ts";
import { parseUsage } from "../../src/cost/usage-file.ts";
import { aChange, aResource, estimateOf, linesOf } from "./builders.ts";

const usage = "  aws_data_transfer.ireland: {region: eu-west-1, monthly_outbound_internet_gb: 1000}\n";

describe("what only the usage file tells of", () => {
  it("is priced with the first project of the provider, in its own region", () => {
    const { resources, after } = estimateOf([aResource("aws_nat_gateway", {})], usage);
    expect(resources.map((one) => one.address)).toEqual(["aws_nat_gateway.this", "aws_data_transfer.ireland"]);
    expect(linesOf(resources[1])).toContain("Outbound data transfer to Internet (first 10TB) | 1000 GB | 90.00");
    expect(after).toBeCloseTo(32.85 + 90, 6);
  });

  it("is not brought by a change", () => {
    const gateway = aResource("aws_nat_gateway", {}, { before: {}, action: "none" });
    const { delta, before } = estimateOf([gateway, aResource("aws_eip", {})], usage);
    expect(before).toBeCloseTo(32.85 + 90, 6);
    expect(delta).toBeCloseTo(3.65, 6);
  });

  it("is nothing where there is no such provider, and is no misspelt entry", () => {
    const google = aResource("google_compute_address", {}, { provider: "google", region: "us-central1" });
    expect(estimateOf([google], usage).resources.map((one) => one.type)).toEqual(["google_compute_address"]);
    const file = parseUsage(`version: 0.1\nresource_usage:\n${usage}`, "usage.yml").usage;
    expect(unmatchedEntries(file, [aChange([google])])).toEqual([]);
  });
});
