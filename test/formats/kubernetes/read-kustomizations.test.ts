import { describe, expect, it } from "vitest";

import { readKustomizations } from "../../../src/formats/kubernetes/read-kustomizations.ts";
import { aTree, engines, type Files } from "./builders.ts";

function read(head: Files) {
  return readKustomizations({ base: null, head: aTree(head), changed: null, under: ".", projects: [], engines });
}

describe("a kustomization that takes something from elsewhere", () => {
  it("is one resource with what it says and its lines", async () => {
    const text = "# ours\nresources:\n- api.yaml\n- https://git.example.com/base?ref=main\nnamespace: shop\n";
    const { projects, problems, not_analysed } = await read({ "prod/kustomization.yaml": text });
    expect([problems, not_analysed]).toEqual([{ base: [], head: [] }, []]);
    expect(projects).toMatchObject([
      {
        project: { name: "prod (kustomization)", path: "prod", format: "kubernetes" },
        head: {
          declarations: [
            {
              address: "prod/kustomization.yaml",
              type: "kustomize.config.k8s.io/v1beta1/Kustomization",
              values: { resources: ["api.yaml", "https://git.example.com/base?ref=main"], namespace: "shop" },
              location: { path: "prod/kustomization.yaml", end_line: 5 },
            },
          ],
        },
      },
    ]);
    expect(projects[0]?.head?.declarations[0]?.lines).toMatchObject({ "/resources/1": 4 });
  });

  it.each([
    ["a host without a scheme", "bases: [github.com/example/base]"],
    ["an account before a host", "components: ['git@git.example.com:base.git']"],
    ["a chart", "helmCharts: [{name: redis, repo: https://charts.example.com}]"],
  ])("is known by %s", async (_, text) => {
    expect((await read({ "kustomization.yml": text })).projects).toHaveLength(1);
  });

  it.each([
    ["files and folders of the tree", "resources: [../base, api.yaml, a.b/c.yaml]"],
    ["nothing", ""],
    ["a list", "- https://git.example.com/base"],
    ["other types than expected", "resources: {a: https://git.example.com/base}\nbases: [1, null]"],
    ["text that cannot be read", "resources: ["],
  ])("is not one with %s", async (_, text) => {
    const { projects, problems } = await read({ "kustomization.yaml": text });
    expect([projects, problems.head]).toEqual([[], []]);
  });
});
