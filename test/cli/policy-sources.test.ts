import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { scanTree, type ReportOptions } from "../../src/cli/reports.ts";
import { makeDirectory, makeRepository, type TestRepository } from "../support/repository.ts";

const infra = makeDirectory({
  "infra/main.tf": 'resource "aws_sqs_queue" "jobs" {\n  name = "jobs"\n}\n',
  "organisation.yml": "policy_sources: [{repository: rules, ref: v1, path: rules}]\n",
  "shadow.yml":
    "policy_sources: [{repository: acme/rules, ref: v1, path: rules}]\npolicies: {enforcement: {acme.queue: shadow}}\n",
});
const rule = (message: string): string =>
  `package policies.acme.queue\n\ndeny contains {"message": "${message}", "address": input.resources[_].address}\n`;
let clone: TestRepository;

beforeAll(() => {
  process.env["XDG_CACHE_HOME"] = infra.root; // compiled policies of tests are nobody's
  clone = makeRepository();
  clone.commit({ "rules/queue/queue.rego": rule("at the tag"), "README.md": "about\n" });
  clone.git("tag", "v1");
  clone.commit({ "rules/queue/queue.rego": rule("on the branch") });
});
afterAll(() => {
  clone.remove();
  infra.remove();
});

/** A scan without the pack: exit code, messages with their policies, and the rest of the report. */
async function scan(options: Partial<ReportOptions>) {
  const output = join(infra.root, "report.txt");
  const all = { format: "json", pack: false, cache: false, output, ...options } as const;
  const code = await scanTree(join(infra.root, "infra"), all);
  const text = readFileSync(output, "utf8");
  const report = (all.format === "json" ? JSON.parse(text) : {}) as {
    readonly findings?: ReadonlyArray<{ readonly message: string }>;
    readonly problems?: ReadonlyArray<{ readonly path: string; readonly message: string }>;
    readonly notes?: ReadonlyArray<string>;
  };
  const { findings = [], problems = [], notes = [] } = report;
  return { code, text, messages: findings.map(({ message }) => message), problems, notes };
}

describe("policies by their address", () => {
  it("are those of a clone at a ref, not of its working tree", { timeout: 90_000 }, async () => {
    expect(await scan({ policies: [`${clone.root}@v1:rules`] })).toMatchObject({ code: 1, messages: ["at the tag"] });
    expect((await scan({ policies: [`${clone.root}@main`] })).messages).toEqual(["on the branch"]);
    expect((await scan({ policies: [`git::file://${clone.root}//rules?ref=v1`] })).messages).toEqual(["at the tag"]);
  });

  it("are those of a repository that a clone was named for", async () => {
    const policies = ["acme/rules@v1:rules"];
    const policyClone = [`acme/rules=${clone.root}`];
    expect((await scan({ policies, policyClone })).messages).toEqual(["at the tag"]);
  });

  it.each<[Partial<ReportOptions>, string]>([
    [
      { policies: ["acme/rules@v1"] },
      "--policy-clone acme/rules=DIRECTORY names a clone of it, --fetch-policies fetches it",
    ],
    [{ policies: ["acme/rules@gone"], policyClone: ["acme/rules=."] }, "is no clone with a branch, tag or commit gone"],
    [{ policies: ["acme/rules@v1"], policyClone: ["acme/rules"] }, "expected OWNER/NAME=DIRECTORY"],
    [{ policies: ["oci://x"] }, "is no address of policies"],
    [{ policies: ["nowhere"] }, "cannot read the policies in nowhere"],
  ])("that cannot be had are wrong use: %j", async (options, message) => {
    await expect(scan(options)).rejects.toThrow(message);
  });

  it("come from a registry as an artifact", async () => {
    const contents = new Map<string, Buffer>();
    const digestOf = (bytes: Buffer): string => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
    const policy = Buffer.from(rule("from the registry"));
    contents.set(`/v2/acme/rules/blobs/${digestOf(policy)}`, policy);
    const annotations = { "org.opencontainers.image.title": "policy/queue.rego" };
    const mediaType = "application/vnd.cncf.openpolicyagent.policy.layer.v1+rego";
    const layers = [{ mediaType, digest: digestOf(policy), size: policy.length, annotations }];
    contents.set("/v2/acme/rules/manifests/v1", Buffer.from(JSON.stringify({ schemaVersion: 2, layers })));
    const server = createServer((request, response) => response.end(contents.get(request.url ?? "") ?? ""));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    expect((await scan({ policies: [`oci://127.0.0.1:${port}/acme/rules:v1`] })).messages).toEqual([
      "from the registry",
    ]);
    server.close();
  });
});

describe("an organisation's policies on the command line", () => {
  const organisation = join(infra.root, "organisation.yml");

  it("come from a clone that is named, and their commit is said", async () => {
    const policyClone = [`acme/rules=${clone.root}`];
    const { code, messages, notes } = await scan({ organisation, repository: "acme/infra", policyClone });
    expect({ code, messages }).toEqual({ code: 1, messages: ["at the tag"] });
    expect(notes[0]).toBe(`Policies: acme/rules@v1:rules at commit ${clone.git("rev-parse", "v1").slice(0, 12)}.`);
  });

  it("that are not to be had decide nothing", async () => {
    for (const repository of ["acme/infra", "infra"]) {
      const { code, problems } = await scan({ organisation, repository });
      expect(code).toBe(3);
      expect(problems[0]?.message).toContain("these policies are not to be had");
    }
  });

  it("in the shadow are shown where they are asked for", async () => {
    const given = { organisation: join(infra.root, "shadow.yml"), policyClone: [`acme/rules=${clone.root}`] };
    const quiet = await scan({ ...given, format: "terminal" });
    expect(quiet.code).toBe(0);
    expect(quiet.text).not.toContain("at the tag");
    const shown = await scan({ ...given, format: "terminal", shadow: true });
    expect(shown.text).toContain("In the shadow: 1 new finding\n  main.tf:1 at the tag [acme.queue]\n");
    expect((await scan({ ...given, format: "markdown", shadow: true })).text).toContain(
      "### In the shadow: 1 new finding",
    );
    await expect(scan({ ...given, format: "sarif", shadow: true })).rejects.toThrow("--shadow is for the formats");
  });
});

describe("a scan without a policy", () => {
  it("does not read as though somebody had looked", async () => {
    const { code, text } = await scan({ format: "terminal" });
    expect(code).toBe(0);
    expect(text).toMatch(/^Tollgate passes with warnings: no policy looked at 1 resource\n/);
  });
});
