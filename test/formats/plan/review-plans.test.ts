import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { UsageError } from "../../../src/model/failure.ts";
import { openReviewTools, review, reviewOf, type GivenPlan } from "../../../src/review.ts";
import { renderJson } from "../../../src/report/json.ts";
import { aTree, changedPaths, type TestFiles } from "../terraform/support.ts";
import { aChange, aPlan, aState } from "./builders.ts";

const clock = new Date("2026-01-01T00:00:00Z");
const tools = openReviewTools(clock, null);

// The first review of a process readies the pack.
beforeAll(() => reviewed(null, { "README.md": "" }), 120_000);

afterAll(() => tools.close());

function reviewed(base: TestFiles | null, head: TestFiles, plans: ReadonlyArray<GivenPlan> = [], under = ".") {
  const changed = base === null ? [] : [...changedPaths(base, head)].sort();
  const files = changed.map((path) => ({ path, status: "modified" as const, previous_path: null }));
  const tree = aTree(head);
  const changeSet = {
    base: base === null ? null : aTree(base),
    head: tree,
    gate: tree,
    files,
    base_sha: null,
    head_sha: null,
  };
  return review({ ...reviewOf(() => Promise.resolve(changeSet), clock), under, plans }, tools);
}

const given = (text: string, path = "plan.json", is_in_tree = false): GivenPlan => ({ path, is_in_tree, text });

const instance = (name: string, type: string): string =>
  `resource "aws_instance" "${name}" {\n  ami           = "ami-1"\n  instance_type = "${type}"\n}\n`;
const provider = 'provider "aws" {\n  region = "us-east-1"\n}\n';
const values = (type: string) => ({ ami: "ami-1", instance_type: type, availability_zone: "us-east-1a" });
const database = (isPublic: boolean) => ({
  engine: "postgres",
  instance_class: "db.t3.micro",
  allocated_storage: 20,
  publicly_accessible: isPublic,
  arn: "arn:aws:rds:us-east-1:1:db:d",
});

const policiesOf = (result: Awaited<ReturnType<typeof reviewed>>, status = "new") =>
  result.findings
    .filter((item) => item.status === status)
    .map(({ project, policy, address }) => [project, policy, address].join(" "));

describe("a plan that is given", () => {
  const head = { "infra/main.tf": `${provider}${instance("web", "t3.micro")}` };

  it("replaces the evaluation and keeps the lines", async () => {
    const plan = aPlan([
      aChange("aws_instance.web", { actions: ["update"], before: values("t3.micro"), after: values("t3.large") }),
    ]);
    const result = await reviewed(head, head, [given(plan)]);
    expect(result.projects.map(({ project }) => project)).toEqual([
      { name: "infra", path: "infra", format: "terraform" },
    ]);
    expect(result.projects[0]?.resources).toMatchObject([
      {
        address: "aws_instance.web",
        action: "update",
        changed: [["instance_type"]],
        location: { path: "infra/main.tf", line: 4, end_line: 7 },
        lines: { "/instance_type": 6 },
      },
    ]);
    expect(result.estimate.before).toBeGreaterThan(0);
    expect(result.estimate.after).toBeGreaterThan(result.estimate.before);
    const used =
      "The plan plan.json (version 1.11.4, made 2026-01-02T03:04:05Z) is reviewed instead of the evaluation of infra.";
    expect(result.notes).toContain(used);
  });

  it("makes what the base has too existing, and in a scan new", async () => {
    const plan = given(
      aPlan([aChange("aws_db_instance.d", { actions: ["no-op"], before: database(true), after: database(true) })]),
    );
    const files = { "main.tf": `${provider}resource "aws_db_instance" "d" {}\n` };
    expect(policiesOf(await reviewed(files, files, [plan]), "existing")).toContain(
      ". aws.rds.public aws_db_instance.d",
    );
    expect(policiesOf(await reviewed(null, files, [plan]))).toContain(". aws.rds.public aws_db_instance.d");
  });

  it("stands by itself where no configuration is", async () => {
    const plan = given(aPlan([aChange("aws_db_instance.d", { after: database(true) })]));
    const result = await reviewed(null, { "README.md": "" }, [plan]);
    expect(result.projects.map(({ project }) => project.name)).toEqual(["plan.json"]);
    expect(policiesOf(result)).toContain("plan.json aws.rds.public aws_db_instance.d");
    expect(result.findings[0]).toMatchObject({ path: "plan.json", line: 1 });
  });

  it("belongs to the root beside it, else to the one that declares what it names", async () => {
    const files = {
      "a/main.tf": `${provider}${instance("web", "t3.micro")}`,
      "b/main.tf": `${provider}${instance("job", "t3.micro")}`,
    };
    const plan = aPlan([aChange("aws_instance.job", { after: values("t3.large") })]);
    const names = async (one: GivenPlan, under = ".") =>
      (await reviewed(files, files, [one], under)).projects.map(({ project }) => project.name);
    expect(await names(given(plan))).toEqual(["b"]);
    expect(await names(given(plan, "a/plan.json", true))).toEqual(["a"]);
    expect(await names(given(plan), "a")).toEqual(["a"]);
    const unknown = given(aPlan([aChange("aws_instance.other")]));
    await expect(names(unknown)).rejects.toThrow("could belong to several root modules (a, b)");
  });

  it("is compared with variables when one root has several projects", async () => {
    const files = {
      "main.tf": `variable "type" {}\n${provider}resource "aws_instance" "web" {\n  instance_type = var.type\n}\n`,
      "dev.tfvars": 'type = "t3.micro"\n',
      "prod.tfvars": 'type = "t3.large"\n',
    };
    const plan = given(aPlan([aChange("aws_instance.web", { after: values("t3.large") })]));
    const result = await reviewed(null, files, [plan]);
    expect(result.notes.join()).toContain("instead of the evaluation of . (prod)");
    expect(result.projects.map(({ project }) => project.name)).toEqual([". (dev)", ". (prod)"]);
  });

  it("says what the configuration has and the plan does not", async () => {
    const files = { "main.tf": `${provider}${instance("web", "t3.micro")}${instance("job", "t3.micro")}` };
    const result = await reviewed(null, files, [given(aPlan([aChange("aws_instance.web")]))]);
    expect(result.notes.join("\n")).toContain("does not have 1 resources of the configuration (aws_instance.job)");
  });

  it("answers for what could not be evaluated", async () => {
    const module = 'module "m" {\n  source  = "terraform-aws-modules/vpc/aws"\n  version = "5.0.0"\n}\n';
    const files = { "main.tf": `${provider}${instance("web", "t3.micro")}${module}` };
    expect((await reviewed(null, files)).problems).toHaveLength(1);
    const changes = [aChange("aws_instance.web", { after: values("t3.micro") }), aChange("module.m.aws_vpc.this[0]")];
    const result = await reviewed(null, files, [given(aPlan(changes))]);
    expect(result.problems).toEqual([]);
    expect(result.projects[0]?.resources.map(({ address }) => address)).toEqual([
      "aws_instance.web",
      "module.m.aws_vpc.this[0]",
    ]);
  });

  it.each<[string, GivenPlan, string]>([
    ["a state", given(aState({})), 'is a state, expected a plan; "tollgate drift --state plan.json"'],
    ["a word", given("plan"), "the plan plan.json:1 is not JSON"],
    ["half of one", given(aPlan([]).slice(0, 50)), "it was cut off"],
    ["one that failed", given(aPlan([], { errored: true })), "ended with an error and is not complete"],
  ])("is refused when it is %s", async (_, plan, message) => {
    const error: unknown = await reviewed(null, head, [plan]).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ message: expect.stringContaining(message) as string });
  });

  it("is refused when another is of the same root", async () => {
    const plan = aPlan([aChange("aws_instance.web")]);
    await expect(reviewed(null, head, [given(plan, "a.json"), given(plan, "b.json")])).rejects.toThrow(
      "two plans are given for infra",
    );
  });

  it("shows no secret in any report", async () => {
    const secret = "hunter2-hunter2";
    const plan = aPlan([
      aChange("aws_db_instance.d", {
        after: { ...database(true), password: secret, identifier: secret },
        after_sensitive: { password: true },
      }),
    ]);
    const result = await reviewed(null, head, [given(plan)]);
    expect(result.findings.length).toBeGreaterThan(0);
    expect(renderJson(result)).not.toContain(secret);
  });
});

describe("a plan that comes with the change", () => {
  const open = { "infra/main.tf": `${provider}resource "aws_db_instance" "d" {\n  publicly_accessible = true\n}\n` };
  const closed = { "infra/main.tf": open["infra/main.tf"].replace("true", "false") };

  it("adds findings and cost, on the sources' lines, in a project of its own", async () => {
    const base = {
      "infra/main.tf": `${provider}variable "n" {}\n${instance("web", "t3.micro").replace("{", "{\n  count = var.n")}`,
    };
    const changes = [
      aChange("aws_instance.web[0]", { after: values("t3.micro") }),
      aChange("aws_db_instance.d", { after: database(true) }),
    ];
    const result = await reviewed(base, { ...base, "infra/tfplan.json": aPlan(changes) });
    expect(result.projects.map(({ project }) => project)).toEqual([
      { name: "infra/tfplan.json", path: "infra", format: "terraform" },
    ]);
    expect(result.projects[0]?.resources[1]?.location).toMatchObject({ path: "infra/main.tf" });
    expect(policiesOf(result)).toContain("infra/tfplan.json aws.rds.public aws_db_instance.d");
    expect(result.estimate.resources.map(({ project }) => project)).toContain("infra/tfplan.json");
    expect(result.notes.join()).toContain("came with the change: its findings and cost are added, it replaces nothing");
  });

  it("says once what the evaluation says too", async () => {
    const plan = aPlan([aChange("aws_db_instance.d", { after: database(true) })]);
    const result = await reviewed(closed, { ...open, "infra/tfplan.json": plan });
    const found = policiesOf(result).filter((text) => text.includes("aws.rds.public"));
    expect(found).toEqual(["infra aws.rds.public aws_db_instance.d"]);
  });

  it("cannot hide, fix or save anything", async () => {
    const safe = [
      aChange("aws_db_instance.d", { actions: ["update"], before: database(true), after: database(false) }),
    ];
    const gone = ["db1", "db2"].map((name) =>
      aChange(`aws_db_instance.${name}`, { actions: ["delete"], before: database(true), after: null }),
    );
    const honest = await reviewed(closed, open);
    const forged = await reviewed(closed, { ...open, "infra/tfplan.json": aPlan([...safe, ...gone]) });
    expect(policiesOf(forged)).toEqual(expect.arrayContaining(policiesOf(honest)));
    expect(policiesOf(forged, "fixed")).toEqual(policiesOf(honest, "fixed"));
    expect(forged.verdict.conclusion).toBe("block");
    expect(forged.estimate).toEqual(honest.estimate);
  });

  it("cannot make a new finding old by claiming that a renamed project had it", async () => {
    const base = { "old/main.tf": provider };
    const head = { "infra/main.tf": open["infra/main.tf"] };
    const plan = aPlan([aChange("aws_db_instance.d", { actions: ["delete"], before: database(true), after: null })]);
    const tree = aTree({ ...head, "old/tfplan.json": plan });
    const files = [
      { path: "infra/main.tf", status: "renamed" as const, previous_path: "old/main.tf" },
      { path: "old/tfplan.json", status: "added" as const, previous_path: null },
    ];
    const changeSet = { base: aTree(base), head: tree, gate: tree, files, base_sha: null, head_sha: null };
    const result = await review(
      reviewOf(() => Promise.resolve(changeSet), clock),
      tools,
    );
    expect(policiesOf(result)).toContain("infra aws.rds.public aws_db_instance.d");
  });

  it("counts only the rise of what it says was there before", async () => {
    const changes = [
      aChange("aws_instance.a", { actions: ["update"], before: values("t3.micro"), after: values("t3.large") }),
    ];
    const { estimate } = await reviewed({ "README.md": "" }, { "README.md": "", "tfplan.json": aPlan(changes) });
    expect(estimate.before).toBe(0);
    expect(estimate.after).toBeGreaterThan(40);
    expect(estimate.resources[0]).toMatchObject({
      before: 0,
      after: estimate.after,
      components: [{ monthly: estimate.after }],
    });
  });

  it.each<[string, TestFiles, ReadonlyArray<string>]>([
    ["a plan.json of something else", { "plan.json": '{"steps":[]}' }, []],
    ["a broken plan.json of something else", { "plan.json": "{" }, []],
    ["a file of another name", { "other.json": aPlan([]) }, []],
    [
      "a broken tfplan.json",
      { "prod.tfplan.json": "{" },
      ["prod.tfplan.json: the plan ends before its JSON is complete"],
    ],
    ["a cut plan.json", { "plan.json": aPlan([aChange("a.b")]).slice(0, 150) }, ["plan.json: the plan ends before"]],
    ["a state", { "tfplan.json": aState({}) }, ["tfplan.json: it is a state, expected a plan"]],
    [
      "a plan that failed",
      { "tfplan.json": aPlan([], { errored: true }) },
      ["tfplan.json: the plan ended with an error"],
    ],
  ])("%s gives %#", async (_, files, expected) => {
    const result = await reviewed({ "README.md": "" }, { "README.md": "", ...files });
    const said = result.problems.map(({ path, message }) => `${path}: ${message}`);
    expect(said).toHaveLength(expected.length);
    for (const [at, text] of expected.entries()) expect(said[at]).toContain(text);
    expect(result.verdict.conclusion).toBe(expected.length === 0 ? "pass" : "undecided");
  });

  it("is not read when it is too large, and that is said", async () => {
    const result = await reviewed({ a: "" }, { a: "", "tfplan.json": { kind: "oversized", size: 100_000_000 } });
    expect(result.not_analysed).toEqual([
      { path: "tfplan.json", reason: expect.stringContaining("100000000 bytes") as string },
    ]);
    expect(result.verdict.conclusion).toBe("warn");
  });

  it("with twenty thousand lies is reviewed or refused in bounded time", async () => {
    const changes = Array.from({ length: 25_000 }, (_, at) => aChange(`aws_x.y${at}`));
    const started = performance.now();
    const result = await reviewed({ a: "" }, { a: "", "tfplan.json": aPlan(changes) });
    expect(result.not_analysed[0]?.reason).toContain("a plan of 25000 resources, more than the 20000");
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
