import { afterAll, describe, expect, it } from "vitest";
import { folder, openReviewing, shown } from "./reviewing.ts";

const reviewing = openReviewing();
afterAll(() => reviewing.close());

const template = `apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata:
  name: k8sowner
spec:
  crd:
    spec:
      names:
        kind: K8sOwner
  targets:
    - target: admission.k8s.gatekeeper.sh
      libs:
        - |
          package lib.owner
          missing(object, key) { not object.metadata.labels[key] }
      rego: |
        package k8sowner
        import data.lib.owner
        violation[{"msg": msg}] {
          key := input.parameters.keys[_]
          owner.missing(input.review.object, key)
          msg := sprintf("%v %v lacks %v", [input.review.kind.kind, input.review.name, key])
        }
`;

const constraint = (name: string, spec: string): string =>
  `apiVersion: constraints.gatekeeper.sh/v1beta1\nkind: K8sOwner\nmetadata:\n  name: ${name}\nspec:\n${spec}  parameters:\n    keys: [owner]\n`;

const object = (kind: string, name: string, more = ""): string =>
  `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n${more}`;

describe("Gatekeeper's templates and constraints", () => {
  it("check the objects that a constraint matches, with its parameters and its action", async () => {
    const policies = {
      "template.yaml": template,
      "deny.yaml": constraint(
        "namespaces",
        '  match:\n    kinds:\n      - apiGroups: [""]\n        kinds: [Namespace]\n',
      ),
      "warn.yaml": constraint(
        "in-shop",
        '  enforcementAction: warn\n  match:\n    namespaces: ["shop*"]\n    excludedNamespaces: [shop-test]\n',
      ),
      "dryrun.yaml": constraint(
        "labelled",
        "  enforcementAction: dryrun\n  match:\n    labelSelector:\n      matchExpressions: [{key: app, operator: Exists}]\n",
      ),
    };
    const files = {
      "k8s/a.yaml": [
        object("Namespace", "a"),
        object("Namespace", "b", "  labels: {owner: me}\n"),
        object("ConfigMap", "c", "  namespace: shop-a\n"),
        object("ConfigMap", "d", "  namespace: shop-test\n"),
        object("Secret", "e", "  namespace: other\n  labels: {app: x}\n"),
      ].join("---\n"),
    };
    const { findings, problems } = await reviewing.scan(policies, files);

    expect(problems).toEqual([]);
    expect(shown({ findings })).toEqual([
      "gatekeeper.K8sOwner.namespaces k8s/a.yaml:1 new deny: Namespace a lacks owner",
      "gatekeeper.K8sOwner.in-shop k8s/a.yaml:12 new warn: ConfigMap c lacks owner",
      "gatekeeper.K8sOwner.labelled k8s/a.yaml:24 new shadow: Secret e lacks owner",
    ]);
    expect(findings[0]).toMatchObject({ address: "Namespace/a", title: "K8sOwner namespaces", project: "k8s" });
  });

  it("compare with the base by object", async () => {
    const policies = { "t.yaml": template, "c.yaml": constraint("all", "") };
    const base = { "a.yaml": object("ConfigMap", "old") };
    const head = { "a.yaml": `${object("ConfigMap", "new")}---\n${object("ConfigMap", "old")}` };
    const { findings } = await reviewing.change(policies, base, head);

    expect(findings.map(({ address, status }) => `${String(address)} ${status}`)).toEqual([
      "ConfigMap/new new",
      "ConfigMap/old existing",
    ]);
  });

  it("see the other objects of the project in data.inventory", async () => {
    const unique = template.replaceAll("K8sOwner", "K8sUnique").replace(
      / {6}libs:[^]*$/,
      `      rego: |
        package k8sunique
        violation[{"msg": msg}] {
          other := data.inventory.namespace[ns]["v1"].Service[name]
          other.spec.clusterIP == input.review.object.spec.clusterIP
          name != input.review.name
          msg := sprintf("%v shares its address with %v/%v", [input.review.name, ns, name])
        }
`,
    );
    const service = (name: string, ip: string): string =>
      object("Service", name, `  namespace: shop\nspec:\n  clusterIP: ${ip}\n`);
    const files = {
      "a.yaml": [service("a", "10.0.0.1"), service("b", "10.0.0.1"), service("c", "10.0.0.2")].join("---\n"),
    };
    const { findings, problems } = await reviewing.scan(
      { "t.yaml": unique, "c.yaml": constraint("x", "").replace("K8sOwner", "K8sUnique") },
      files,
    );

    expect(problems).toEqual([]);
    expect(findings.map(({ message }) => message)).toEqual([
      "a shares its address with shop/b",
      "b shares its address with shop/a",
    ]);
  });

  it("are named where they are not run, with file and line", async () => {
    const broken = template.replace("owner.missing(input.review.object, key)", "owner.missing(input.review.object)");
    const cel = template
      .replace(
        / {6}libs:[^]*$/,
        "      code:\n        - engine: K8sNativeValidation\n          source: {validations: []}\n",
      )
      .replaceAll("K8sOwner", "K8sCel")
      .replace("k8sowner", "k8scel");
    const { problems, notes } = await reviewing.scan(
      {
        "broken.yaml": broken,
        "cel.yaml": cel,
        "cel-constraint.yaml": constraint("c", "").replace("K8sOwner", "K8sCel"),
        "odd.yaml": constraint("odd", "  match: {kindz: []}\n"),
      },
      { "a.yaml": object("ConfigMap", "a") },
    );

    expect(problems.map(({ path, line, gates }) => `${path}:${line ?? "-"} ${String(gates)}`)).toEqual([
      `${folder}/cel.yaml:13 true`,
      `${folder}/odd.yaml:1 true`,
      `${folder}/cel-constraint.yaml:1 true`,
      `${folder}/broken.yaml:21 true`,
    ]);
    expect(problems[0]?.message).toBe("the template K8sCel is not run: it has no Rego, only K8sNativeValidation");
    expect(problems[1]?.message).toContain("kindz");
    expect(notes.filter((note) => note.includes("has no constraint"))).toEqual([]);
  });
});
