import { afterAll, describe, expect, it } from "vitest";
import { openReviewing, shown } from "./reviewing.ts";

const reviewing = openReviewing();
afterAll(() => reviewing.close());

const runAsRoot = `package main

import rego.v1

exception contains rules if {
	input.metadata.name == "allowed"
	rules := ["run_as_root"]
}

deny_run_as_root contains msg if {
	input.kind == "Deployment"
	not input.spec.template.spec.securityContext.runAsNonRoot
	msg := sprintf("%s runs as root", [input.metadata.name])
}
`;

const deployment = (name: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\nspec:\n  template: {}\n`;

describe("policies written for Conftest", () => {
  it("see each document of a file, and keep its place", async () => {
    const files = { "k8s/a.yaml": `${deployment("one")}---\n${deployment("two")}` };
    const { findings, problems } = await reviewing.scan({ "a.rego": runAsRoot }, files);

    expect(problems).toEqual([]);
    expect(shown({ findings })).toEqual([
      "conftest.main.deny_run_as_root k8s/a.yaml:4 new deny: one runs as root",
      "conftest.main.deny_run_as_root k8s/a.yaml:11 new deny: two runs as root",
    ]);
    expect(findings[1]).toMatchObject({
      title: "Run as root",
      severity: "medium",
      project: "k8s",
      address: "Deployment.apps/two",
      type: "apps/v1/Deployment",
    });
  });

  it("are lifted by the exceptions of their package, which is said", async () => {
    const { findings, notes } = await reviewing.scan({ "a.rego": runAsRoot }, { "a.yaml": deployment("allowed") });

    expect(findings).toEqual([]);
    expect(notes).toContain("an exception of its own package lifts conftest.main.deny_run_as_root on 1 document");
  });
});
