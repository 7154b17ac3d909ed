/**
 * Prints which topics of policies/topics.tsv the built-in pack answers: covered, partly (and what is missing) or absent.
 * Exits with 1 when a topic is worse than policies/topics-floor.tsv says; `--update` raises the floor, never lowers it.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { load } from "js-yaml";
import { z } from "zod";

const root = join(import.meta.dirname, "..");
const pack = join(root, "policies");
const floorPath = join(pack, "topics-floor.tsv");

type Status = "absent" | "partly" | "covered";
const rank: Readonly<Record<Status, number>> = { absent: 0, partly: 1, covered: 2 };
const statusSchema = z.enum(["absent", "partly", "covered"]);

interface Topic {
  readonly id: string;
  readonly group: string;
  readonly tier: string;
  readonly formats: ReadonlyArray<string>;
}

interface Answer {
  readonly policy: string;
  readonly topics: ReadonlyArray<string>;
  /** The languages whose types the policy looks at. */
  readonly languages: ReadonlySet<string>;
}

interface Covered extends Topic {
  readonly status: Status;
  readonly policies: ReadonlyArray<string>;
  readonly missing: ReadonlyArray<string>;
}

const metadata = z.looseObject({
  custom: z.looseObject({ topics: z.array(z.string()).default([]), resources: z.array(z.string()).default([]) }),
});

/** Where the reader of a format lives: without it nothing of the format is reviewed, whatever a policy looks at. */
const readers: Readonly<Record<string, string>> = {
  terraform: "terraform",
  kubernetes: "kubernetes",
  argocd: "kubernetes",
  flux: "kubernetes",
  helm: "helm",
  kustomize: "kustomize",
  kustomization: "kubernetes",
  cloudformation: "cloudformation",
  github_actions: "workflow",
  dockerfile: "dockerfile",
};

function readTopics(): ReadonlyArray<Topic> {
  const [, ...rows] = readFileSync(join(pack, "topics.tsv"), "utf8").trimEnd().split("\n");
  return rows.map((row) => {
    const [id = "", group = "", , tier = "", formats = ""] = row.split("\t");
    return { id, group, tier, formats: formats.split(",") };
  });
}

function readAnswers(): ReadonlyArray<Answer> {
  const paths = readdirSync(pack, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".rego") && !path.endsWith("_test.rego") && !path.startsWith("lib/"),
  );
  return paths.sort().map((path) => {
    const block = /^# METADATA\n((?:#.*\n)+)package /.exec(readFileSync(join(pack, path), "utf8"))?.[1] ?? "";
    const { custom } = metadata.parse(load(block.replaceAll(/^# ?/gm, "")));
    const policy = path.split("/").slice(0, -1).join(".");
    return { policy, topics: custom.topics, languages: new Set(languagesOf(policy, custom.resources)) };
  });
}

function languagesOf(policy: string, types: ReadonlyArray<string>): ReadonlyArray<string> {
  if (types.length === 0) return policy.startsWith("kubernetes.") ? ["kubernetes"] : ["terraform"];
  return types.map((type) => {
    if (type.startsWith("AWS::")) return "cloudformation";
    if (type.startsWith("kustomize.config.k8s.io/")) return "kustomization";
    if (type.includes("/")) return "kubernetes";
    if (type === "workflow" || type === "action") return "github_actions";
    return type === "dockerfile" ? "dockerfile" : "terraform";
  });
}

/** Charts and overlays are rendered to manifests, Argo CD and Flux are manifests: what looks at Kubernetes looks at them. */
const rendered = new Set(["argocd", "flux", "helm", "kustomize"]);

function cover(topic: Topic, answers: ReadonlyArray<Answer>): Covered {
  const own = answers.filter(({ topics }) => topics.includes(topic.id));
  const missing = topic.formats.filter((format) => {
    const isRead = existsSync(join(root, "src/formats", readers[format] ?? format));
    const language = rendered.has(format) ? "kubernetes" : format;
    return !isRead || !own.some(({ languages }) => languages.has(language));
  });
  const status = own.length === 0 ? "absent" : missing.length === 0 ? "covered" : "partly";
  return { ...topic, status, policies: own.map(({ policy }) => policy), missing };
}

function readFloor(): ReadonlyMap<string, Status> {
  if (!existsSync(floorPath)) return new Map();
  const rows = readFileSync(floorPath, "utf8").trimEnd().split("\n");
  return new Map(
    rows.map((row) => {
      const [id = "", status] = row.split("\t");
      return [id, statusSchema.parse(status)];
    }),
  );
}

function print(topics: ReadonlyArray<Covered>): void {
  for (const { id, tier, status, policies, missing } of topics) {
    const what = status === "partly" ? `partly (not ${missing.join(", ")})` : status;
    console.log(`${id.padEnd(36)} tier ${tier}  ${what.padEnd(32)} ${policies.join(", ")}`.trimEnd());
  }
  const groups = [...new Set(topics.map(({ group }) => group))];
  for (const group of [...groups, "all", "tier 1"]) {
    const own = topics.filter((topic) => group === "all" || topic.group === group || `tier ${topic.tier}` === group);
    const number = (status: Status): number => own.filter((topic) => topic.status === status).length;
    console.log(
      `${group}: ${number("covered")} covered, ${number("partly")} partly, ${number("absent")} absent of ${own.length}`,
    );
  }
}

const topics = readTopics();
const answers = readAnswers();
const covered = topics.map((topic) => cover(topic, answers));
print(covered);

const floor = readFloor();
const known = new Set(topics.map(({ id }) => id));
const strangers = answers.flatMap(({ policy, topics: named }) =>
  named.filter((id) => !known.has(id)).map((id) => `${policy} names the topic ${id}, which policies/topics.tsv lacks`),
);
const fallen = covered
  .filter(({ id, status }) => rank[status] < rank[floor.get(id) ?? "absent"])
  .map(({ id, status }) => `${id} is ${status}; policies/topics-floor.tsv says ${floor.get(id) ?? "absent"}`);
for (const message of [...strangers, ...fallen]) console.error(message);
process.exitCode = strangers.length + fallen.length > 0 ? 1 : 0;

if (process.argv.includes("--update") && process.exitCode === 0) {
  const rows = covered.filter(({ status }) => status !== "absent").map(({ id, status }) => `${id}\t${status}`);
  writeFileSync(floorPath, `${rows.sort().join("\n")}\n`);
}
