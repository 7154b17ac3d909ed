import { describe, expect, it } from "vitest";

import { maxManifests } from "../../../src/formats/kubernetes/directory-side.ts";
import { readKubernetes } from "../../../src/formats/kubernetes/read-kubernetes.ts";
import { aTree, engines, review, scan, type Files } from "./builders.ts";
import { aSetting } from "../project-setting.ts";

function aDeployment(name: string, more = ""): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n  namespace: shop\nspec:\n  replicas: 1\n${more}`;
}

const service = "apiVersion: v1\nkind: Service\nmetadata:\n  name: api\n";

function addresses(result: Awaited<ReturnType<typeof scan>>): unknown {
  return result.projects.map(({ project, base, head }) => ({
    name: project.name,
    base: base?.declarations.map(({ address }) => address) ?? null,
    head: head?.declarations.map(({ address }) => address) ?? null,
  }));
}

describe("what a manifest becomes", () => {
  it("is a declaration with everything", async () => {
    const text = `# the API
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: shop
  labels: {team: payments, "n": 1}
spec:
  template:
    spec:
      serviceAccountName: api
      containers:
      - name: api
        envFrom:
        - secretRef: {name: db}
      volumes:
      - configMap: {name: conf}
`;
    const { projects, problems, not_analysed } = await scan({ "k8s/api.yaml": text });
    expect(problems).toEqual({ base: [], head: [] });
    expect(not_analysed).toEqual([]);
    expect(projects).toHaveLength(1);
    expect(projects[0]?.project).toEqual({ name: "k8s", path: "k8s", format: "kubernetes" });
    expect(projects[0]?.base).toBeNull();
    expect(projects[0]?.head?.reads).toEqual(["k8s/api.yaml"]);
    const declaration = projects[0]!.head!.declarations[0]!;
    expect(declaration).toEqual({
      address: "Deployment.apps/shop/api",
      format: "kubernetes",
      type: "apps/v1/Deployment",
      provider: "kubernetes",
      region: null,
      module: null,
      name: "api",
      namespace: "shop",
      tags: { team: "payments" },
      values: {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name: "api", namespace: "shop", labels: { team: "payments", n: 1 } },
        spec: {
          template: {
            spec: {
              serviceAccountName: "api",
              containers: [{ name: "api", envFrom: [{ secretRef: { name: "db" } }] }],
              volumes: [{ configMap: { name: "conf" } }],
            },
          },
        },
      },
      unknown: [],
      sensitive: [],
      references: ["ConfigMap/shop/conf", "Secret/shop/db", "ServiceAccount/shop/api"],
      location: { path: "k8s/api.yaml", line: 2, end_line: 17 },
      called_from: [],
      lines: declaration.lines,
    });
    expect(declaration.lines["/spec/template/spec/containers/0/envFrom/0/secretRef/name"]).toBe(15);
  });

  it.each([
    ["core, no namespace", service, "Service/api", "v1/Service"],
    ["group", aDeployment("a"), "Deployment.apps/shop/a", "apps/v1/Deployment"],
    [
      "generated name",
      "apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: import-}",
      "Job.batch/import-*",
      "batch/v1/Job",
    ],
    ["numeric name", "apiVersion: v1\nkind: Pod\nmetadata: {name: 12}", "Pod/12", "v1/Pod"],
    [
      "a tool's configuration",
      "apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster",
      "Cluster.kind.x-k8s.io/m",
      "kind.x-k8s.io/v1alpha4/Cluster",
    ],
    ["JSON", '{\n\t"apiVersion": "v1",\n\t"kind": "Service", "metadata": {"name": "j"}}', "Service/j", "v1/Service"],
  ])("address and type: %s", async (_name, text, address, type) => {
    const path = text.startsWith("{") ? "k/m.json" : "k/m.yml";
    const { projects, problems } = await scan({ [path]: text });
    expect(problems.head).toEqual([]);
    expect(projects[0]?.head?.declarations).toMatchObject([{ address, type }]);
  });

  it("hides what a Secret holds, and only that", async () => {
    const text = `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: eA==}\nstringData:\n  b: x\n---\n${service}data: {a: b}`;
    const { projects } = await scan({ "s.yaml": text });
    expect(projects[0]?.head?.declarations.map(({ sensitive }) => sensitive)).toEqual([
      [
        ["data", "a"],
        ["stringData", "b"],
      ],
      [],
    ]);
  });

  it("expands lists, with the lines of each item", async () => {
    const text = `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata:
    name: a
- apiVersion: v1
  kind: ConfigMapList
  items:
  - metadata: {name: b}
    data: {k: v}
`;
    const { projects, problems } = await scan({ "list.yaml": text });
    expect(problems.head).toEqual([]);
    const found = projects[0]?.head?.declarations.map(({ address, location, lines }) => [
      address,
      location.line,
      location.end_line,
      lines["/metadata/name"],
    ]);
    expect(found).toEqual([
      ["ConfigMap/a", 4, 7, 7],
      ["ConfigMap/b", 11, 12, 11],
    ]);
  });

  it("names references of other kinds", async () => {
    const text = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b, namespace: ns}
roleRef: {kind: ClusterRole, name: admin}
subjects:
- {kind: ServiceAccount, name: x, namespace: other}
- {kind: User, name: y}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: h, namespace: ns}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: i}
spec:
  tls: [{secretName: cert}]
  rules: [{http: {paths: [{backend: {service: {name: web}}}]}}]
`;
    const { projects } = await scan({ "r.yaml": text });
    expect(projects[0]?.head?.declarations.map(({ references }) => references)).toEqual([
      ["ClusterRole.rbac.authorization.k8s.io/admin", "ServiceAccount/other/x"],
      ["Deployment.apps/ns/api"],
      ["Secret/cert", "Service/web"],
    ]);
  });
});

describe("identity", () => {
  it("numbers a duplicate and says it", async () => {
    const { projects, problems } = await scan({ "k/a.yaml": `${service}---\n${service}`, "k/b.yaml": service });
    expect(projects[0]?.head?.declarations.map(({ address }) => address)).toEqual([
      "Service/api",
      "Service/api#2",
      "Service/api#3",
    ]);
    expect(problems.head).toEqual([
      {
        path: "k/a.yaml",
        line: 6,
        message: "Service/api is declared twice in k, first in k/a.yaml line 1; keep one of them",
        project: "k",
        hides: ["k/a.yaml"],
      },
      {
        path: "k/b.yaml",
        line: 1,
        message: "Service/api is declared twice in k, first in k/a.yaml line 1; keep one of them",
        project: "k",
        hides: ["k/b.yaml"],
      },
    ]);
  });
  it("does not take two generated names for one", async () => {
    const job = "apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: j-}\n";
    const { projects, problems } = await scan({ "a.yaml": `${job}---\n${job}` });
    expect(problems.head).toEqual([]);
    expect(projects[0]?.head?.declarations.map(({ address }) => address)).toEqual(["Job.batch/j-*", "Job.batch/j-*#2"]);
  });
  it("misses a name", async () => {
    const { problems } = await scan({ "a.yaml": "apiVersion: v1\nkind: Service\nmetadata:\n  labels: {}" });
    expect(problems.head).toMatchObject([
      { path: "a.yaml", line: 3, message: expect.stringContaining("no metadata.name") as string },
    ]);
  });
});

describe("projects", () => {
  const other = { "b/s.yaml": service, "README.md": "x" };

  it("are directories; only touched ones are read, both sides of them", async () => {
    const base = { "a/d.yaml": aDeployment("d"), "a/s.yaml": service, ...other };
    const head = { ...base, "a/d.yaml": aDeployment("d", "  paused: true\n"), "a/new.yml": aDeployment("new") };
    expect(addresses(await review(base, head))).toEqual([
      {
        name: "a",
        base: ["Deployment.apps/shop/d", "Service/api"],
        head: ["Deployment.apps/shop/d", "Deployment.apps/shop/new", "Service/api"],
      },
    ]);
  });

  it("read no file twice, and nothing when nothing of theirs differs", async () => {
    const reads: Array<string> = [];
    const files: Files = { "a/d.yaml": aDeployment("d"), "a/s.yaml": service, "b/s.yaml": service, "main.tf": "" };
    const head = { ...files, "a/d.yaml": aDeployment("e") };
    const request = { under: ".", projects: [], engines };
    await readKubernetes({
      ...request,
      base: aTree(files, reads),
      head: aTree(head, reads),
      changed: new Set(["a/d.yaml"]),
    });
    expect(reads.sort()).toEqual(["a/d.yaml", "a/d.yaml", "a/s.yaml"]);
    reads.length = 0;
    await readKubernetes({
      ...request,
      base: aTree(files, reads),
      head: aTree(files, reads),
      changed: new Set(["main.tf"]),
    });
    expect(reads).toEqual([]);
  });

  it("exist on one side only where they are made or removed", async () => {
    expect(addresses(await review(other, { ...other, "a/s.yaml": service }))).toEqual([
      { name: "a", base: null, head: ["Service/api"] },
    ]);
    expect(addresses(await review({ ...other, "a/s.yaml": service }, other))).toEqual([
      { name: "a", base: ["Service/api"], head: null },
    ]);
  });

  it("respect under, exclusion, given names and a Terraform root of the same name", async () => {
    const files = {
      "a/s.yaml": service,
      "a/main.tf": "",
      "b/s.yaml": service,
      "b/deep/s.yaml": service,
      "bb/s.yaml": service,
      "c/x/s.yaml": service,
    };
    const setting = aSetting({ path: "b", name: "billing" });
    const excluded = aSetting({ path: "c", exclude: true });
    const all = await scan(files, { projects: [setting, excluded] });
    expect(all.projects.map(({ project }) => project.name)).toEqual(["a (kubernetes)", "billing", "b/deep", "bb"]);
    const some = await scan(files, { under: "b" });
    expect(some.projects.map(({ project }) => project.name)).toEqual(["b", "b/deep"]);
  });

  it("are found at the top of the tree", async () => {
    expect(addresses(await scan({ "pod.yaml": service }))).toEqual([{ name: ".", base: null, head: ["Service/api"] }]);
  });
});

describe("what is not ours is not mentioned", () => {
  it.each<[string, Files]>([
    ["a workflow", { ".github/workflows/ci.yml": "on: push\njobs: {}\n" }],
    ["compose", { "docker-compose.yml": "services:\n  a: {image: b}\n" }],
    ["a playbook", { "play.yml": "- hosts: all\n  tasks: []\n" }],
    ["OpenAPI", { "openapi.json": '{"openapi": "3.0.0", "info": {}}' }],
    [
      "CloudFormation with its tags",
      { "stack.yaml": "Resources:\n  A: {Type: 'AWS::S3::Bucket', Properties: {B: !Ref C}}\n" },
    ],
    ["CloudFormation beside manifests", { "stack.yaml": "Resources:\n  B: !Ref C\n", "s.yaml": service }],
    ["comments in JSON beside manifests", { "tsconfig.json": '{\n// comment\n"a": 1}', "s.yaml": service }],
    ["broken YAML far from manifests", { "x/broken.yaml": "a: [1\n", "s.yaml": service }],
    ["a chart's description alone elsewhere", { "docs/x.yaml": "apiVersion: v2\nname: x\n" }],
    ["no YAML at all", { "README.md": "apiVersion: v1\nkind: Pod\n" }],
    ["nothing", {}],
  ])("%s", async (_name, files) => {
    const result = await scan(files);
    expect(result.problems).toEqual({ base: [], head: [] });
    expect(result.not_analysed).toEqual([]);
    expect(
      result.projects.flatMap(({ head }) => head?.declarations ?? []).every(({ address }) => address === "Service/api"),
    ).toBe(true);
  });
});

describe("what cannot be read", () => {
  const broken = "apiVersion: v1\nkind: Service\nmetadata: [\n";

  it("is a problem, and the rest is read", async () => {
    const { projects, problems } = await scan({
      "k/a.yaml": `${service}---\n${broken}---\n${aDeployment("d")}`,
      "k/b.yaml": "just: [broken",
    });
    expect(projects[0]?.head?.declarations.map(({ address }) => address)).toEqual([
      "Service/api",
      "Deployment.apps/shop/d",
    ]);
    expect(problems.head.map(({ path, line, project, hides }) => ({ path, line, project, hides }))).toEqual([
      { path: "k/a.yaml", line: 8, project: "k", hides: ["k/a.yaml"] },
      { path: "k/b.yaml", line: 1, project: "k", hides: ["k/b.yaml"] },
    ]);
  });

  it("is a problem where nothing else is", async () => {
    const { projects, problems } = await scan({ "k/a.yaml": broken });
    expect(projects).toEqual([]);
    expect(problems.head).toMatchObject([{ path: "k/a.yaml", project: "k" }]);
  });

  it("is a problem of a changed side alone", async () => {
    const { problems } = await review(
      { "k/a.yaml": service, "k/old.yaml": broken },
      { "k/a.yaml": broken, "k/old.yaml": broken },
    );
    expect(problems.base.map(({ path }) => path)).toEqual(["k/old.yaml"]);
    expect(problems.head.map(({ path }) => path)).toEqual(["k/a.yaml", "k/old.yaml"]);
  });

  it("does not delete what it held", async () => {
    const base = { "k/a.yaml": service, "k/d.yaml": aDeployment("d") };
    expect(addresses(await review(base, { ...base, "k/a.yaml": broken }))).toEqual([
      { name: "k", base: ["Deployment.apps/shop/d"], head: ["Deployment.apps/shop/d"] },
    ]);
  });

  it.each([
    ["an unknown tag", `${service}spec: !secret {a: 1}\n`, 5, "unknown tag"],
    ["a key twice", `${service}kind: Service\n`, 5, "occurs twice"],
  ])("%s is said, and the manifest is read", async (_name, text, line, message) => {
    const { projects, problems } = await scan({ "a.yaml": text });
    expect(projects[0]?.head?.declarations).toHaveLength(1);
    expect(problems.head).toMatchObject([{ line, message: expect.stringContaining(message) as string }]);
  });

  it.each([
    ["not-utf8", "not UTF-8"],
    ["binary", "binary"],
  ] as const)("%s is a problem beside manifests, and elsewhere not analysed", async (kind, message) => {
    const beside = await scan({ "k/a.yaml": service, "k/b.yaml": { kind } });
    expect(beside.problems.head).toMatchObject([
      { path: "k/b.yaml", line: null, message: expect.stringContaining(message) as string },
    ]);
    const alone = await scan({ "k/b.yaml": { kind } });
    expect(alone.problems.head).toEqual([]);
    expect(alone.not_analysed).toMatchObject([
      { path: "k/b.yaml", reason: expect.stringContaining(message) as string },
    ]);
  });

  it("row 39: follows no link", async () => {
    const { problems, not_analysed } = await scan({ "k/a.yaml": service, "k/b.yaml": { kind: "symlink" } });
    expect(problems.head).toEqual([]);
    expect(not_analysed).toEqual([{ path: "k/b.yaml", reason: "a symbolic link is not followed" }]);
  });

  it("bounds the manifests of a directory, in little time", async () => {
    const many = "apiVersion: v1\nkind: A\nmetadata: {name: x}\n---\n".repeat(4_999) + service;
    const files = Object.fromEntries(["a", "b", "c", "d", "e"].map((name) => [`k/${name}.yaml`, many]));
    const { projects, problems } = await scan(files);
    expect(projects[0]?.head?.declarations).toHaveLength(maxManifests);
    expect(projects[0]?.head?.declarations.at(-1)?.address).toBe("Service/api#4");
    const last = problems.head.at(-1);
    expect(last).toMatchObject({ path: "k/e.yaml", message: expect.stringContaining("more than 20000") as string });
  }, 20_000);

  it("takes a template for one only where the error is", async () => {
    const template = "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ name }}-x\n";
    const result = await scan({ "k/t.yaml": template });
    expect(result.problems.head).toEqual([]);
    expect(result.not_analysed).toMatchObject([
      { path: "k/t.yaml", reason: expect.stringContaining("template") as string },
    ]);
    const excuse = await scan({ "k/t.yaml": `# {{\n${"#\n".repeat(9)}${broken}` });
    expect(excuse.problems.head).toHaveLength(1);
  });

  it.each([
    "{{- if .Values.on }}\napiVersion: v1\nkind: Pod\n{{- end }}\n",
    "{% if x %}\napiVersion: v1\nkind: Pod\n{% endif %}\n",
  ])("template: %j", async (text) => {
    const { problems, not_analysed } = await scan({ "k/t.yaml": text });
    expect(problems.head).toEqual([]);
    expect(not_analysed).toHaveLength(1);
  });
});
