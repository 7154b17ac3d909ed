import { describe, expect, it } from "vitest";

import { defaultSettings } from "../../src/config/settings.ts";
import type { Budget } from "../../src/model/settings.ts";
import { addReasons, liftApprovals, wantedConsents } from "../../src/verdict/conclude.ts";
import { judge, type Evidence } from "../../src/verdict/judge.ts";
import { aFinding, anEstimate, aProblem, aResourceEstimate } from "../support/builders.ts";

function evidence(overrides: Partial<Evidence> = {}): Evidence {
  return {
    findings: [],
    estimate: anEstimate(),
    problems: [],
    not_analysed: [],
    scope: "change",
    projects: 1,
    failure: null,
    settings: defaultSettings(),
    ...overrides,
  };
}

function withBudget(budget: Partial<Budget>): Evidence["settings"] {
  const complete = {
    scope: { kind: "repository" },
    monthly: null,
    delta: null,
    delta_percent: null,
    action: "block",
    team: null,
    ...budget,
  } as const;
  return {
    not_analysed: "warn",
    cost: { usage_file: null, overrides: null, budgets: [complete], team_tags: ["team"] },
  };
}

const notAnalysed = [{ path: "charts/api", reason: "Helm charts are not read yet" }];
const spend = anEstimate([aResourceEstimate({ before: 100, after: 150, delta: 50 })]);

describe("judge", () => {
  it.each<[string, Partial<Evidence>, string, string, string]>([
    ["nothing", {}, "pass", "pass", "pass"],
    ["a new denied finding", { findings: [aFinding()] }, "block", "block", "pass"],
    ["a new warned finding", { findings: [aFinding({ enforcement: "warn" })] }, "warn", "warn", "pass"],
    ["a shadow finding", { findings: [aFinding({ enforcement: "shadow" })] }, "pass", "pass", "pass"],
    ["an existing finding", { findings: [aFinding({ status: "existing" })] }, "pass", "pass", "pass"],
    ["a waived finding", { findings: [aFinding({ status: "waived" })] }, "pass", "pass", "pass"],
    ["a fixed finding", { findings: [aFinding({ status: "fixed" })] }, "pass", "pass", "pass"],
    ["a denied cost finding", { findings: [aFinding({ policy: "cost.aws.gp2" })] }, "block", "pass", "block"],
    [
      "a policy whose name only begins like cost",
      { findings: [aFinding({ policy: "costly.thing" })] },
      "block",
      "block",
      "pass",
    ],
    ["a gating problem", { problems: [aProblem()] }, "undecided", "undecided", "undecided"],
    ["a problem of the base", { problems: [aProblem({ gates: false, status: "existing" })] }, "pass", "pass", "pass"],
    ["a failure", { failure: { message: "GitHub did not answer" } }, "undecided", "undecided", "undecided"],
    ["resources that no policy looked at", { unseen: 2 }, "warn", "warn", "pass"],
    ["something not analysed", { not_analysed: notAnalysed }, "warn", "warn", "pass"],
    [
      "something not analysed that must be",
      { not_analysed: notAnalysed, settings: { ...defaultSettings(), not_analysed: "block" } },
      "undecided",
      "undecided",
      "pass",
    ],
    ["block beside undecided", { findings: [aFinding()], problems: [aProblem()] }, "block", "block", "undecided"],
    [
      "approval beside undecided",
      { problems: [aProblem()], estimate: spend, settings: withBudget({ delta: 1, action: "approval" }) },
      "undecided",
      "undecided",
      "undecided",
    ],
    [
      "approval beside warn",
      { not_analysed: notAnalysed, estimate: spend, settings: withBudget({ delta: 1, action: "approval" }) },
      "approval",
      "warn",
      "approval",
    ],
  ])("%s", (_, part, all, policy, cost) => {
    const judgement = judge(evidence(part));
    expect(
      [judgement.verdict, judgement.policy_verdict, judgement.cost_verdict].map((verdict) => verdict.conclusion),
    ).toEqual([all, policy, cost]);
    expect(judgement.verdict.reasons.length).toBeGreaterThan(0);
  });

  it("counts findings by severity and puts the reasons of the conclusion first", () => {
    const findings = [
      aFinding({ severity: "low", enforcement: "warn" }),
      aFinding(),
      aFinding({ severity: "critical" }),
      aFinding(),
    ];
    expect(judge(evidence({ findings })).verdict.reasons).toEqual([
      "1 new finding of severity critical",
      "2 new findings of severity high",
      "1 new finding of severity low",
    ]);
  });

  it("names no severity twice: findings about cost are said to be", () => {
    const findings = [aFinding(), aFinding({ policy: "cost.aws.gp2" }), aFinding({ policy: "cost.aws.gp3" })];
    const { verdict, cost_verdict } = judge(evidence({ findings }));
    expect(verdict.reasons).toEqual(["1 new finding of severity high", "2 new cost findings of severity high"]);
    expect(cost_verdict.reasons).toEqual(["2 new cost findings of severity high"]);
  });

  it("says when no infrastructure is changed", () => {
    expect(judge(evidence({ projects: 0 })).verdict).toEqual({
      conclusion: "pass",
      reasons: ["no infrastructure file is changed"],
    });
  });

  it.each<[string, Partial<Budget>, ReadonlyArray<string>]>([
    ["within the month", { monthly: 150 }, []],
    ["above the month", { monthly: 149 }, ["$150.00 a month is above the budget of $149.00"]],
    ["within the delta", { delta: 50 }, []],
    ["above the delta", { delta: 49.99 }, ["$50.00 more a month is above the limit of $49.99"]],
    ["within the per cent", { delta_percent: 50 }, []],
    ["above the per cent", { delta_percent: 20 }, ["a rise of 50.0 % is above the limit of 20 %"]],
    ["in another scope", { monthly: 1, scope: { kind: "project", project: "envs/dev" } }, []],
    [
      "in its scope",
      { monthly: 1, scope: { kind: "project", project: "envs" } },
      ["$150.00 a month is above the budget of $1.00 in envs"],
    ],
    [
      "naming the team",
      { delta: 1, action: "approval", team: "finops" },
      ["$50.00 more a month is above the limit of $1.00 and needs the consent of finops"],
    ],
  ])("budget %s", (_, budget, reasons) => {
    const { cost_verdict } = judge(evidence({ estimate: spend, settings: withBudget(budget) }));
    expect(cost_verdict.reasons).toEqual(reasons.length === 0 ? ["nothing new to object to"] : reasons);
  });
});

describe("budgets of parts", () => {
  const estimate = anEstimate([
    aResourceEstimate({ project: "envs/prod", address: "a", before: 0, after: 60, delta: 60 }),
    aResourceEstimate({ project: "envs/prod", address: "b", before: 0, after: 30, delta: 30 }),
    aResourceEstimate({ project: "envs/dev", address: "a", before: 100, after: 150, delta: 50 }),
  ]);
  const tags: Readonly<Record<string, string>> = {
    "envs/prod a": "payments",
    "envs/dev a": "payments",
    "envs/prod b": "ledger",
  };
  const tagsOf = (project: string, address: string) => ({ team: tags[`${project} ${address}`] ?? "" });

  it.each<[string, Partial<Budget>, ReadonlyArray<string>]>([
    ["the repository", { delta: 100 }, ["$140.00 more a month is above the limit of $100.00"]],
    [
      "each project",
      { scope: { kind: "each-project" }, delta: 55 },
      ["$90.00 more a month is above the limit of $55.00 in envs/prod"],
    ],
    [
      "each value of a tag",
      { scope: { kind: "tag", key: "team", value: null }, delta: 20 },
      [
        "$30.00 more a month is above the limit of $20.00 in team=ledger",
        "$110.00 more a month is above the limit of $20.00 in team=payments",
      ],
    ],
    [
      "one value of a tag",
      { scope: { kind: "tag", key: "team", value: "ledger" }, monthly: 20 },
      ["$30.00 a month is above the budget of $20.00 in team=ledger"],
    ],
    ["a tag that nothing has", { scope: { kind: "tag", key: "owner", value: null }, delta: 0 }, []],
  ])("limit %s", (_, budget, reasons) => {
    const { cost_verdict } = judge(evidence({ estimate, settings: withBudget(budget), tagsOf }));
    expect(cost_verdict.reasons).toEqual(reasons.length === 0 ? ["nothing new to object to"] : reasons);
  });
});

describe("consent", () => {
  const budget = withBudget({ delta: 1, action: "approval", team: "finops" });
  const asked = judge(evidence({ estimate: spend, settings: budget, findings: [aFinding({ team: "security" })] }));

  it("is asked of each team that is named", () => {
    expect(asked.verdict.conclusion).toBe("approval");
    expect(wantedConsents(asked.reasons)).toEqual(["finops", "security"]);
  });

  it("lifts what it was given for, and nothing else", () => {
    const consent = { login: "fiona", teams: ["finops"], mayWaive: true };
    const lifted = liftApprovals(asked, [consent]);
    expect([lifted.policy_verdict.conclusion, lifted.cost_verdict.conclusion]).toEqual(["approval", "pass"]);
    expect(lifted.cost_verdict.reasons[0]).toContain("; approved by fiona");
    const both = liftApprovals(asked, [consent, { login: "sam", teams: ["security"], mayWaive: false }]);
    expect(both.verdict.conclusion).toBe("pass");
  });

  it("says of a check without reasons what it said before, whatever the other check says", () => {
    const blocked = judge(evidence({ findings: [aFinding()] }));
    const calm = { conclusion: "pass", reasons: ["nothing new to object to"] };
    const more = { conclusion: "block", text: "against main: 1 new finding", part: "policy", team: null } as const;
    for (const judged of [blocked, liftApprovals(blocked, []), addReasons(blocked, [more])]) {
      expect(judged.cost_verdict).toEqual(calm);
      expect(judged.policy_verdict.reasons[0]).toBe("1 new finding of severity high");
    }
  });

  it("never lifts a block, nor what somebody else is asked for", () => {
    const all = [{ login: "x", teams: ["finops"], mayWaive: true }];
    expect(liftApprovals(judge(evidence({ findings: [aFinding()] })), all).verdict.conclusion).toBe("block");
    const request = judge(evidence({ findings: [aFinding({ waiver_request: "CDN" })] }));
    expect(request.verdict).toEqual({
      conclusion: "approval",
      reasons: ["1 new finding of severity high with a request for a waiver"],
    });
    expect(liftApprovals(request, [{ login: "x", teams: ["finops"], mayWaive: false }]).verdict.conclusion).toBe(
      "approval",
    );
    expect(liftApprovals(request, all).verdict.conclusion).toBe("pass");
  });
});
