import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** One policy of the built-in pack as its folder has it. */
export interface PackPolicy {
  /** `aws.s3.public_bucket` */
  readonly id: string;
  /** `aws/s3/public_bucket` */
  readonly folder: string;
  readonly files: ReadonlyArray<string>;
}

const root = join(import.meta.dirname, "../../policies");

/** Every Rego file of the pack, tests included, by its path below `policies/`. */
export function regoFiles(): ReadonlyMap<string, string> {
  const paths = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".rego"));
  return new Map(paths.sort().map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

/** Every policy, sorted by id. */
export function packPolicies(): ReadonlyArray<PackPolicy> {
  const modules = [...regoFiles().keys()].filter((path) => !path.startsWith("lib/") && !path.endsWith("_test.rego"));
  return modules.map((path) => {
    const folder = dirname(path);
    return { id: folder.replaceAll("/", "."), folder, files: readdirSync(join(root, folder)).sort() };
  });
}

/** The ending of a policy's examples, by the first part of its id. */
const formats: Readonly<Record<string, string>> = {
  ...{ kubernetes: "yaml", argocd: "yaml", flux: "yaml", kustomize: "yaml", ml: "yaml", prometheus: "yaml" },
  ...{ github_actions: "yaml", dockerfile: "dockerfile" },
};

/** `tf`, `yaml` or `dockerfile`. */
export function exampleFormat(id: string): string {
  return formats[id.slice(0, id.indexOf("."))] ?? "tf";
}

/** What a policy on changes has as `base.tf`: the state of both examples before the change. */
export function hasBase(policy: PackPolicy): boolean {
  return policy.files.includes("base.tf");
}

/** One example of a policy, `bad` or `good` or what was there before, with the path that its format wants. */
export function exampleOf(
  policy: PackPolicy,
  which: "bad" | "good" | "base",
): { readonly name: string; readonly text: string } {
  const file = policy.files.find((name) => name.startsWith(`${which}.`)) ?? which;
  const text = readFileSync(join(root, policy.folder, file), "utf8");
  return { name: nameOf(policy.id, file), text };
}

function nameOf(id: string, file: string): string {
  if (id.startsWith("github_actions.")) return ".github/workflows/ci.yml";
  if (id.startsWith("kustomize.")) return "kustomization.yaml";
  if (file.endsWith(".dockerfile")) return "Dockerfile";
  return file.endsWith(".tf") ? "main.tf" : "manifest.yaml";
}
