import { describe, expect, it } from "vitest";

import { costChart } from "../../src/report/cost-chart.ts";
import { costGroups, costSum } from "../../src/report/cost-summary.ts";
import { estimateSections } from "../../src/report/estimate-table.ts";
import { focusColumns, focusRows, renderCsv } from "../../src/report/focus.ts";
import { reportSchema, renderJson } from "../../src/report/json.ts";
import type { ProjectChange } from "../../src/model/project.ts";
import type { JsonObject, Resource } from "../../src/model/resource.ts";
import { embeddedPriceBook } from "../../src/cost/embedded-book.ts";
import { priceChanges } from "../../src/cost/price-changes.ts";
import { noUsage } from "../../src/cost/usage.ts";
import { aResource } from "../cost/builders.ts";
import { aReview } from "../support/builders.ts";

function view(changes: ReadonlyArray<ProjectChange>): ReturnType<typeof aReview> {
  const { estimate, changes: projects } = priceChanges(changes, { book: embeddedPriceBook(), usage: noUsage });
  return aReview({ estimate, projects });
}

function project(name: string, resources: ReadonlyArray<Resource>): ProjectChange {
  return { project: { name, path: name, format: "terraform" }, resources };
}

function disk(name: string, size: number, extra: Partial<Resource> = {}): Resource {
  return aResource("aws_ebs_volume", { type: "gp3", size }, { name, ...extra });
}

const grown: JsonObject = { type: "gp3", size: 10 };
const two = view([
  project("envs/a", [
    disk("one", 100, { action: "update", before: grown, tags: { Team: "data" }, module: "module.m" }),
    aResource("aws_nat_gateway", {}),
  ]),
  project("envs/b", [disk("gone", 0, { action: "delete", before: grown, after: null }), aResource("aws_x", {})]),
]);

/** Rows of a CSV text whose cells have no line feeds. */
function rowsOf(text: string): ReadonlyArray<string> {
  return text.trimEnd().split("\n");
}

describe("the chart", () => {
  it("has the largest changes with their direction, and begins at zero", () => {
    expect(costChart(two.estimate.resources)).toBe(
      [
        "```mermaid",
        "xychart-beta horizontal",
        '  title "Largest changes a month"',
        '  x-axis ["+ aws_nat_gateway.this", "+ aws_ebs_volume.one", "- aws_ebs_volume.gone"]',
        '  y-axis "USD" 0 --> 32.85',
        "  bar [32.85, 7.20, 0.80]",
        "```",
      ].join("\n"),
    );
  });

  it("keeps what a name contains from being grammar", () => {
    const names = ['a"]\n```\n<img src=x>', 'a"]\n```\n<img src=y>', "%%{init}%%", "x".repeat(500), "\u202e"];
    const chart =
      costChart(
        view([
          project(
            ".",
            names.map((name) => disk(name, 100)),
          ),
        ]).estimate.resources,
      ) ?? "";
    const [axis = ""] = chart.split("\n").filter((line) => line.includes("x-axis"));
    expect(chart.split("\n")).toHaveLength(7);
    expect(axis).toMatch(/^ {2}x-axis \["[+] [A-Za-z0-9_.:/ ()-]+"(?:, "[+] [A-Za-z0-9_.:/ ()-]+"){4}\]$/);
    expect(axis.length).toBeLessThan(260);
  });

  it("is not there for one change", () => {
    expect(costChart(view([project(".", [disk("one", 5)])]).estimate.resources)).toBeNull();
  });
});

describe("the tables", () => {
  it("are folded for each project, the largest change first", () => {
    const text = estimateSections(two, 12_000).join("\n\n");
    const [a, b] = [text.indexOf("<code>envs/a</code>: +$40.05"), text.indexOf("<code>envs/b</code>: -$0.80")];
    expect([a > 0, b > a]).toEqual([true, true]);
    expect(text).toContain(
      "Because of: new resources +$32.85, more or less consumed +$7.20, removed resources -$0.80.",
    );
    expect(text).toContain("| By team (tag) | Before | After | Change |");
  });

  it("keep a project's name from being HTML", () => {
    const text = estimateSections(view([project("<b>@x", [disk("a", 1)]), project("y", [disk("b", 1)])]), 12_000).join(
      "\n",
    );
    expect(text).toContain("<code>�b��x</code>");
    expect(text).not.toContain("<b>");
  });
});

describe("groups", () => {
  it.each([
    [
      "project",
      [
        ["envs/a", 40.05],
        ["envs/b", -0.8],
      ],
    ],
    [
      "module",
      [
        [null, 32.05],
        ["module.m", 7.2],
      ],
    ],
    [
      "service",
      [
        ["Amazon VPC", 32.85],
        ["Amazon EBS", 6.4],
      ],
    ],
    [
      "team",
      [
        [null, 32.05],
        ["data", 7.2],
      ],
    ],
  ] as const)("by %s sum up to the whole", (grouping, expected) => {
    const groups = costGroups(two.estimate.resources, grouping);
    expect(groups.map(({ name, delta }) => [name, delta])).toEqual(expected);
    expect(groups.reduce((sum, { after }) => sum + after, 0)).toBeCloseTo(costSum(two.estimate.resources).after, 9);
  });
});

describe("FOCUS", () => {
  it("has a row for each component, and one with a reason for what is not priced", () => {
    const rows = focusRows(two);
    expect(rows.map((row) => [row.ResourceId, row.x_MonthlyBefore, row.x_MonthlyAfter, row.x_MonthlyDelta])).toEqual([
      ["aws_ebs_volume.one", 0.8, 8, 7.2],
      ["aws_nat_gateway.this", null, 32.85, 32.85],
      ["aws_nat_gateway.this", null, null, null],
      ["aws_ebs_volume.gone", 0.8, 0, -0.8],
      ["aws_x.this", null, null, null],
    ]);
    expect(rows[0]).toMatchObject({
      ProviderName: "AWS",
      ServiceCategory: "Storage",
      ServiceName: "Amazon EBS",
      RegionId: "us-east-1",
      PricingQuantity: 100,
      PricingUnit: "GB",
      ContractedUnitPrice: 0.08,
      BilledCost: 8,
      Tags: '{"Team":"data"}',
      x_Team: "data",
    });
    expect(rows[4]?.x_NotPricedReason).toMatch(/^no estimator/);
  });

  it("is CSV with a head, and nothing in it is a formula", () => {
    const text = renderCsv(view([project("=1+1", [disk('=HYPERLINK("x")', 1), disk("@a,b", 2)])]));
    const [head, ...rows] = rowsOf(text);
    expect(head).toBe(focusColumns.join(","));
    expect(rows).toHaveLength(2);
    for (const cell of text.match(/(?<=^|,)"?[=@+-][^,\n]*/gm) ?? []) expect(cell).toMatch(/^-?\d/);
  });
});

describe("the JSON report", () => {
  it("is as its schema says, and its sums are those of what is listed", () => {
    const { estimate } = reportSchema.parse(JSON.parse(renderJson(two)));
    expect(estimate).toMatchObject({ before: 1.6, after: 40.85, delta: 39.25, unknown_usage: 1 });
    expect([estimate.low, estimate.expected, estimate.high]).toEqual([41.3, 45.35, 85.85]);
    for (const resource of estimate.resources) {
      expect(resource.causes.reduce((sum, { delta }) => sum + delta, 0)).toBeCloseTo(resource.delta, 9);
      expect(resource.low <= resource.expected && resource.expected <= resource.high).toBe(true);
    }
  });
});
