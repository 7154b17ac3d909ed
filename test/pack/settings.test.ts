import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { ChangeSet } from "../../src/model/change-set.ts";
import { openReviewTools, review, reviewOf } from "../../src/review.ts";
import { aTree } from "../formats/kubernetes/builders.ts";

const clock = new Date("2026-01-02T03:04:05Z");
const configuration = ".github/tollgate.yml";

const head = {
  "infra/main.tf": `
provider "aws" {
  region = "eu-west-1"
}
resource "aws_sqs_queue" "none" {
  name = "none"
}
resource "aws_sqs_queue" "wrong" {
  name = "wrong"
  tags = { owner = "shop", environment = "prd" }
}
resource "aws_sqs_queue" "right" {
  name = "right"
  tags = { owner = "shop", environment = "prod" }
}
`,
  "k8s/budget.yaml": `
apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: {name: api, namespace: shop}
`,
};

function changeSet(gate: Readonly<Record<string, string>>, own: Readonly<Record<string, string>>): ChangeSet {
  const files = Object.keys(head).map((path) => ({ path, status: "added" as const, previous_path: null }));
  const trees = { base: aTree(gate), head: aTree({ ...gate, ...head, ...own }), gate: aTree(gate) };
  return { ...trees, files, base_sha: null, head_sha: null };
}

describe("settings of the pack", () => {
  const tools = openReviewTools(clock, null);
  afterAll(() => tools.close());

  async function messages(changes: ChangeSet): Promise<ReadonlyArray<string>> {
    const { failure, problems, findings } = await review(
      reviewOf(() => Promise.resolve(changes), clock),
      tools,
    );
    expect([failure, problems]).toEqual([null, []]);
    const wanted = new Set(["aws.tags.required", "kubernetes.api.removed"]);
    return findings.filter(({ policy }) => wanted.has(policy)).map(({ message }) => message);
  }

  const removed =
    "PodDisruptionBudget.policy/shop/api is of policy/v1beta1, which Kubernetes 1.25 removed; expected policy/v1";
  const untold = ["aws_sqs_queue.none has no tags; expected owner, cost-centre and environment", removed];
  const settings = `
policies:
  settings:
    required_tags: {owner: [], environment: [prod, staging]}
    kubernetes_version: "1.24"
`;

  beforeAll(async () => {
    await messages(changeSet({}, {}));
  }, 300_000); // without policies/build the pack is compiled here

  it("are the configuration's, of the base", async () => {
    expect(await messages(changeSet({ [configuration]: settings }, {}))).toEqual([
      "aws_sqs_queue.none lacks the tags environment, owner; expected them on every resource",
      "aws_sqs_queue.wrong has the tag environment = prd; expected one of prod, staging",
    ]);
  });

  it("are never the head's", async () => {
    expect(await messages(changeSet({}, { [configuration]: settings }))).toEqual(untold);
  });

  it("are what the policies bring without any", async () => {
    expect(await messages(changeSet({}, {}))).toEqual(untold);
  });
});
