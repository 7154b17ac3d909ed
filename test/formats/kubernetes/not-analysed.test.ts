import { describe, expect, it } from "vitest";

import { readKustomization } from "../../../src/formats/kubernetes/kustomization.ts";
import { review, scan, type Files } from "./builders.ts";

const service = "apiVersion: v1\nkind: Service\nmetadata:\n  name: api\n";
const template = "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}\n";
const charts = "Helm charts are not read yet";
const overlays = "Kustomize overlays are not read yet";

const chart: Files = {
  "charts/api/Chart.yaml": "apiVersion: v2\nname: api\n",
  "charts/api/values.yaml": "a: 1\n",
  "charts/api/values-prod.yaml": "a: 2\n",
  "charts/api/templates/service.yaml": template,
  "charts/api/templates/plain.yaml": service,
  "charts/api/charts/redis/Chart.yaml": "apiVersion: v2\nname: redis\n",
  "charts/api/charts/redis/templates/s.yaml": template,
  "charts/api/crds/crd.yaml":
    "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: x}\n",
};

const kustomize: Readonly<Record<string, string>> = {
  "base/kustomization.yaml": "resources: [service.yaml]\n",
  "base/service.yaml": service,
  "over/kustomization.yaml": `resources: [../base, extra.yaml]
patches:
- path: patch.yaml
- patch: |-
    - op: add
patchesStrategicMerge: [merge.yaml]
configMapGenerator:
- name: c
  files: [key=config/app.yaml]
transformers: [transformers/]
`,
  "over/extra.yaml": service,
  "over/patch.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: p}\n",
  "over/merge.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: m}\n",
  "over/config/app.yaml": "apiVersion: v1\nkind: NotOne\n",
  "over/transformers/t.yaml": "apiVersion: builtin\nkind: LabelTransformer\nmetadata: {name: t}\n",
};

function declared(result: Awaited<ReturnType<typeof scan>>): ReadonlyArray<string> {
  return result.projects
    .flatMap(({ head }) => head?.declarations ?? [])
    .map(({ address, location }) => `${location.path}: ${address}`);
}

describe("Helm charts", () => {
  it("are one entry each, and their CRDs are manifests", async () => {
    const result = await scan(chart);
    expect(result.problems.head).toEqual([]);
    expect(result.not_analysed).toEqual([{ path: "charts/api", reason: charts }]);
    expect(declared(result)).toEqual(["charts/api/crds/crd.yaml: CustomResourceDefinition.apiextensions.k8s.io/x"]);
  });

  it.each([
    ["charts/api/templates/service.yaml", `${template}#`, 1],
    ["charts/api/templates/_helpers.tpl", "x", 1],
    ["charts/api/values-prod.yaml", "a: 3", 1],
    ["charts/api/Chart.yaml", "apiVersion: v2\nname: b\n", 1],
    ["charts/api/charts/redis/values.yaml", "a: 3", 1],
    ["charts/api/README.md", "x", 0],
    ["main.tf", "x", 0],
  ])("are mentioned when touched: %s", async (path, text, count) => {
    const { not_analysed, projects, problems } = await review(chart, { ...chart, [path]: text });
    expect(not_analysed).toEqual(count === 0 ? [] : [{ path: "charts/api", reason: charts }]);
    expect(projects).toEqual([]);
    expect(problems).toEqual({ base: [], head: [] });
  });

  it("are not mentioned when they are removed", async () => {
    expect((await review(chart, {})).not_analysed).toEqual([]);
  });

  it("have values elsewhere, which are never manifests", async () => {
    const result = await scan({ "deploy/values-prod.yaml": service, "deploy/s.yaml": service });
    expect(result.not_analysed).toEqual([{ path: "deploy/values-prod.yaml", reason: "Helm values are not read yet" }]);
    expect(declared(result)).toEqual(["deploy/s.yaml: Service/api"]);
  });

  it("at the top of the tree do not hide manifests beside them", async () => {
    const result = await scan({
      "Chart.yaml": "apiVersion: v2\n",
      "templates/a.yaml": template,
      "k8s/s.yaml": service,
    });
    expect(result.not_analysed).toEqual([{ path: ".", reason: charts }]);
    expect(declared(result)).toEqual(["k8s/s.yaml: Service/api"]);
  });
});

describe("Kustomize", () => {
  it("resources are manifests; patches, generators and their input are not", async () => {
    const result = await scan(kustomize);
    expect(result.problems.head).toEqual([]);
    expect(declared(result)).toEqual(["base/service.yaml: Service/api", "over/extra.yaml: Service/api"]);
    expect(result.not_analysed).toEqual([
      { path: "base", reason: overlays },
      { path: "over", reason: overlays },
    ]);
  });

  it.each([
    ["over/patch.yaml", ["over"], []],
    ["over/config/app.yaml", ["over"], []],
    ["over/transformers/t.yaml", ["over"], []],
    ["over/kustomization.yaml", ["over"], []],
    ["over/extra.yaml", [], ["over"]],
    ["base/service.yaml", [], ["base"]],
  ])("is mentioned when touched: %s", async (path, entries, projects) => {
    const result = await review(kustomize, { ...kustomize, [path]: `${kustomize[path] ?? ""}# changed\n` });
    expect(result.not_analysed.map((entry) => entry.path)).toEqual(entries);
    expect(result.projects.map(({ project }) => project.name)).toEqual(projects);
  });

  it("takes what is named as a patch for one, though it is not listed yet", async () => {
    const result = await scan({
      "config/crd/kustomization.yaml": "resources: [patches/real.yaml]\n#patches: [{path: patches/webhook.yaml}]\n",
      "config/crd/patches/real.yaml": service,
      "config/crd/patches/webhook.yaml": service,
      "config/crd/ca_patch.yaml": service,
      "config/crd/plain.yaml": service,
      "config/all/kustomization.yaml": "resources: [../crd]\n",
      "alone/patches/a.yaml": service,
      "alone/a_patch.yaml": service,
    });
    expect(declared(result).toSorted()).toEqual([
      "alone/a_patch.yaml: Service/api",
      "alone/patches/a.yaml: Service/api",
      "config/crd/patches/real.yaml: Service/api",
      "config/crd/plain.yaml: Service/api",
    ]);
    expect(result.not_analysed).toEqual([
      { path: "config/all", reason: overlays },
      { path: "config/crd", reason: overlays },
    ]);
  });

  it("under another name is no manifest", async () => {
    expect(
      declared(await scan({ "k.yaml": "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n" })),
    ).toEqual([]);
  });

  it("cannot be read: a problem", async () => {
    const { problems, not_analysed } = await scan({ "k/kustomization.yaml": "resources: [\n", "k/s.yaml": service });
    expect(problems.head).toMatchObject([{ path: "k/kustomization.yaml", project: null }]);
    expect(not_analysed).toEqual([{ path: "k", reason: overlays }]);
  });
});

describe("readKustomization", () => {
  it.each<[string, string, ReadonlyArray<string>]>([
    ["what is also a resource stays a manifest", "resources: [a.yaml]\npatches: [{path: a.yaml}]", []],
    [
      "inline patches and addresses name no file",
      "patchesStrategicMerge:\n- |-\n  a: 1\n  b: 2\n- https://example.com/x.yaml",
      [],
    ],
    ["nothing outside of the tree", "patches: [{path: ../../../x.yaml}]", []],
    ["above it, inside of the tree", "patches: [{path: ../x.yaml}]", ["x.yaml"]],
    ["shapes that are none", "patches: 3\nresources: {a: 1}\ngenerators: [1, 2]", []],
    ["an empty file", "", []],
    [
      "chart values",
      "helmCharts: [{name: x, valuesFile: v.yaml, additionalValuesFiles: [w.yaml]}]",
      ["k/v.yaml", "k/w.yaml"],
    ],
  ])("%s", (_name, text, consumed) => {
    expect(readKustomization("k/kustomization.yaml", text)).toMatchObject({ consumed, problem: null });
  });
  it("is a mapping", () => {
    expect(readKustomization("kustomization.yaml", "- a").problem?.message).toContain("mapping");
  });
});
