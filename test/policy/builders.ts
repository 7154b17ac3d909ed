import { fileURLToPath } from "node:url";
import type { Tree } from "../../src/model/change-set.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Project } from "../../src/model/project.ts";
import type { Declaration, Resource } from "../../src/model/resource.ts";
import type { PolicySetting } from "../../src/model/settings.ts";
import type { Policy, PolicyFile, PolicySources } from "../../src/policy/policy.ts";

export const testEnginesClock = new Date("2026-01-02T03:04:05Z");

export const project: Project = { name: "envs/prod", path: "envs/prod", format: "terraform" };

export function aResource(given: Partial<Resource> = {}): Resource {
  return {
    address: "aws_s3_bucket.logs",
    format: "terraform",
    type: "aws_s3_bucket",
    provider: "aws",
    region: "eu-west-1",
    module: null,
    name: "logs",
    namespace: null,
    tags: {},
    action: "create",
    after: { acl: "public-read" },
    before: null,
    changed: [],
    unknown: [],
    sensitive: [],
    references: [],
    location: { path: "envs/prod/main.tf", line: 10, end_line: 20 },
    called_from: [],
    lines: { "/acl": 12 },
    cost: null,
    moved_from: null,
    ...given,
  };
}

export function aDeclaration(given: Partial<Declaration> = {}): Declaration {
  const { format, type, provider, region, module, name, namespace, tags, unknown, sensitive } = aResource();
  const { address, references, location, called_from, lines } = aResource();
  return {
    ...{ address, format, type, provider, region, module, name, namespace, tags, unknown, sensitive },
    ...{ references, location, called_from, lines, values: { acl: "public-read" } },
    ...given,
  };
}

export function aFinding(given: Partial<Finding> = {}): Finding {
  return {
    policy: "a.b",
    topics: [],
    severity: "high",
    enforcement: "deny",
    status: "new",
    fingerprint: "f",
    title: "t",
    message: "m",
    remediation: "",
    project: "p",
    address: null,
    type: null,
    attribute: null,
    path: null,
    line: null,
    end_line: null,
    called_from: [],
    ...given,
  };
}

export function aPolicy(given: Partial<Policy> = {}): Policy {
  return {
    id: "aws.s3.public",
    path: "p.rego",
    line: 1,
    title: "Public",
    description: "",
    remediation: "",
    severity: "high",
    enforcement: "deny",
    topics: [],
    resources: null,
    aliases: [],
    frameworks: [],
    team: null,
    rules: [{ name: "deny", key: "0", entrypoint: "p/deny" }],
    ...given,
  };
}

export function aSetting(given: Partial<PolicySetting> = {}): PolicySetting {
  return { enforcement: null, deny_from: null, projects: {}, team: null, ...given };
}

/** Policy sources of one's own from path → Rego. */
export function sources(files: Readonly<Record<string, string>>, data: PolicySources["data"] = {}): PolicySources {
  const all = Object.entries(files).map(([path, source]): PolicyFile => ({ path, source, origin: "repository" }));
  return { files: all, data, problems: [] };
}

/** A tree of text files. */
export function aTree(files: Readonly<Record<string, string>>): Tree {
  return {
    entries: new Map(
      Object.keys(files)
        .sort()
        .map((path) => [path, { path, mode: "100644", sha: path, size: null }]),
    ),
    read: (paths) =>
      Promise.resolve(
        new Map(
          paths.map((path) => [
            path,
            files[path] === undefined ? { kind: "missing" } : { kind: "text", text: files[path] },
          ]),
        ),
      ),
  };
}

export const root = fileURLToPath(new URL("../../", import.meta.url));
