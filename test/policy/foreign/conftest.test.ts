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

  it("know the file that they look at, as though the tree lay at the top of a disk", async () => {
    const named = `package main

import rego.v1
import data.conftest.file as place

deny contains sprintf("%s in %s is no secret file", [place.name, data.conftest.file.dir]) if {
	input.kind == "Secret"
	not endswith(place.name, ".sops.yaml")
}

warn contains "it lies at the top" if data.conftest.file.dir == "/"
`;
    const secret = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n";
    const files = { "apps/a/s.yaml": secret, "apps/a/t.sops.yaml": secret, "top.yaml": "a: 1\n" };
    expect(shown(await reviewing.scan({ "a.rego": named }, files))).toEqual([
      "conftest.main.warn top.yaml:1 new warn: it lies at the top",
      "conftest.main.deny apps/a/s.yaml:1 new deny: s.yaml in /apps/a is no secret file",
    ]);
    const together = { "tollgate.yml": "policies: {documents: {combine: true}}" };
    const combined = named.replace('input.kind == "Secret"', 'some file in input\n\tfile.contents.kind == "Secret"');
    const settings = { ".github/tollgate.yml": together["tollgate.yml"] };
    const { findings } = await reviewing.scan({ "a.rego": combined }, { ...files, ...settings });
    expect(findings.map(({ message }) => message)).toContain("Combined in / is no secret file");
  });

  it("are said not to see files of kinds that only Conftest reads", async () => {
    const others = {
      Jenkinsfile: "pipeline {}\n",
      "ci/jenkinsfile.prod": "pipeline {}\n",
      ".github/CODEOWNERS": "* @acme/platform\n",
      "schema.cue": "a: 1\n",
      "sbom.spdx": "SPDXVersion: SPDX-2.3\n",
      "routes.textproto": "a: 1\n",
      "README.md": "Read me\n",
      cue: "no CUE\n",
    };
    const all = { ...others, "a.yaml": deployment("one") };
    const { not_analysed, verdict } = await reviewing.scan({ "a.rego": runAsRoot }, all);
    expect(
      not_analysed.map(({ path, reason }) => `${path}: ${reason.replace(/^policies on files do not see it: /, "")}`),
    ).toEqual([
      ".github/CODEOWNERS: a CODEOWNERS file is not read",
      "Jenkinsfile: a Jenkinsfile is not read",
      "ci/jenkinsfile.prod: a Jenkinsfile is not read",
      "routes.textproto: a text protobuf is not read",
      "sbom.spdx: an SPDX document is not read",
      "schema.cue: CUE is not read",
    ]);
    expect(verdict.reasons).toContain("6 changed paths could not be analysed");
    const touched = await reviewing.change({ "a.rego": runAsRoot }, all, { ...all, "schema.cue": "a: 2\n" });
    expect(touched.not_analysed.map(({ path }) => path)).toEqual(["schema.cue"]);
    expect((await reviewing.scan({}, all)).not_analysed).toEqual([]); // where no policy looks at files
  });
});
