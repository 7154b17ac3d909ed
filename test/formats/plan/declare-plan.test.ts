import { describe, expect, it } from "vitest";

import { compareProjects } from "../../../src/compare/compare-projects.ts";
import { declarePlan } from "../../../src/formats/plan/declare-plan.ts";
import { readShown } from "../../../src/formats/plan/document.ts";
import type { Json, Resource } from "../../../src/model/resource.ts";
import { aChange, aPlan, type ChangeParts } from "./builders.ts";

const project = { name: "infra", path: "infra", format: "terraform" } as const;

function resourcesOf(text: string): ReadonlyArray<Resource> {
  const shown = readShown(text);
  if (shown.kind !== "plan") throw new Error(JSON.stringify(shown));
  const { pair } = declarePlan({ path: "infra/tfplan.json", text, plan: shown.plan }, project, null);
  return compareProjects([pair])[0]?.resources ?? [];
}

function one(address: string, parts: ChangeParts, rest: Readonly<Record<string, Json>> = {}): Resource {
  const [resource] = resourcesOf(aPlan([aChange(address, parts)], rest));
  if (resource === undefined) throw new Error("nothing was declared");
  return resource;
}

describe("actions", () => {
  const [before, after] = [{ size: 1 }, { size: 2 }];
  it.each<[ReadonlyArray<string>, ChangeParts, string]>([
    [["create"], { after }, "create"],
    [["update"], { before, after }, "update"],
    [["delete", "create"], { before, after }, "replace"],
    [["create", "delete"], { before, after }, "replace"],
    [["delete"], { before, after: null }, "delete"],
    [["forget"], { before, after: null }, "delete"],
    [["no-op"], { before, after: before }, "none"],
  ])("%j is %s", (actions, parts, action) => {
    expect(one("aws_ebs_volume.a", { actions, ...parts }).action).toBe(action);
  });

  it("takes the plan's word, not the comparison's", () => {
    // An encrypted volume would be predicted to be replaced.
    const parts = { before: { encrypted: false }, after: { encrypted: true } };
    expect(one("aws_ebs_volume.a", { actions: ["update"], ...parts })).toMatchObject({
      action: "update",
      changed: [["encrypted"]],
    });
  });

  it("leaves out what is read and what was deposed", () => {
    const listed = resourcesOf(
      aPlan([
        aChange("aws_ebs_volume.a", { deposed: "byebye", actions: ["delete"], before, after: null }),
        aChange("data.aws_ami.a", { mode: "data", actions: ["read"] }),
        aChange("aws_ebs_volume.b"),
      ]),
    );
    expect(listed.map(({ address }) => address)).toEqual(["aws_ebs_volume.b"]);
  });

  it("follows a move, also into an address that another leaves", () => {
    const moved = resourcesOf(
      aPlan([
        aChange("aws_ebs_volume.a", { after: { size: 9 } }),
        aChange("aws_ebs_volume.b", { actions: ["update"], previous_address: "aws_ebs_volume.a", before, after }),
      ]),
    );
    expect(moved.map(({ address, action, moved_from, before: was }) => [address, action, moved_from, was])).toEqual([
      ["aws_ebs_volume.a", "create", null, null],
      ["aws_ebs_volume.b", "update", "aws_ebs_volume.a", before],
    ]);
  });
});

describe("values", () => {
  it("leaves out what is not configured, and lists what is known after apply", () => {
    const after = {
      bucket: "b",
      acl: null,
      grant: [],
      tags: {},
      versioning: [{ enabled: true, mfa_delete: null, rule: [] }],
    };
    const after_unknown = { arn: true, versioning: [{ id: true }], tags_all: { Name: true }, grant: [] };
    expect(one("aws_s3_bucket.b", { after, after_unknown })).toMatchObject({
      after: { arn: null, bucket: "b", tags_all: { Name: null }, versioning: [{ enabled: true, id: null }] },
      unknown: [["arn"], ["tags_all", "Name"], ["versioning", 0, "id"]],
    });
    expect(Object.keys(one("aws_s3_bucket.b", { after, after_unknown }).after ?? {})).not.toContain("acl");
  });

  it("keeps what the configuration sets, empty or not", () => {
    const root_module = {
      resources: [
        {
          address: "aws_x.y",
          expressions: {
            list: { constant_value: [] },
            block: [{ a: { constant_value: 1 } }],
            map: { references: ["local.a"] },
          },
        },
      ],
    };
    const after = { list: [], other: [], block: [{ a: 1, b: null }], map: { a: null } };
    const { after: settled } = one("aws_x.y", { after }, { configuration: { root_module } });
    expect(settled).toEqual({ list: [], block: [{ a: 1 }], map: { a: null } });
  });

  it("hides what is marked, on either side and wherever else it stands", () => {
    const resource = one("aws_db_instance.d", {
      actions: ["update"],
      before: { password: "old-secret", copy: "old-secret" },
      before_sensitive: { password: true },
      after: { password: "new-secret", echo: ["x", "new-secret"], name: "d" },
      after_sensitive: { password: true },
    });
    expect(resource.sensitive).toEqual([["copy"], ["echo", 1], ["password"]]);
  });

  it("hides a sensitive variable's value", () => {
    const rest = {
      variables: { token: { value: "t0p-secret" } },
      configuration: { root_module: { variables: { token: { sensitive: true } } } },
    };
    expect(one("aws_x.y", { after: { user_data: "t0p-secret" } }, rest).sensitive).toEqual([["user_data"]]);
  });

  it("survives names of prototypes", () => {
    const text = aPlan([aChange("aws_x.y")]).replace('"after":{}', '"after":{"__proto__":{"a":1},"constructor":"c"}');
    const [resource] = resourcesOf(text);
    expect(Object.keys(resource?.after ?? {})).toEqual(["__proto__", "constructor"]);
  });
});

describe("what a plan says besides", () => {
  it.each<[string, Json, string | null]>([
    ["aws_instance.a", { availability_zone: "eu-west-1b" }, "eu-west-1"],
    ["aws_sqs_queue.a", { arn: "arn:aws:sqs:eu-north-1:1:q" }, "eu-north-1"],
    ["aws_instance.a", { region: "sa-east-1", availability_zone: "eu-west-1b" }, "sa-east-1"],
    ["azurerm_managed_disk.a", { location: "West Europe" }, "westeurope"],
    ["google_compute_disk.a", { zone: "europe-west1-b" }, "europe-west1"],
    ["google_compute_disk.a", { region: "europe-west1" }, "europe-west1"],
    ["aws_instance.a", {}, null],
  ])("%s with %j is in %s", (address, after, region) => {
    expect(one(address, { after }).region).toBe(region);
  });

  it("finds the region in the provider's configuration, through a variable", () => {
    const configuration = {
      provider_config: {
        aws: { expressions: { region: { constant_value: "us-west-2" } } },
        "module.m:aws.far": { expressions: { region: { references: ["var.far"] } } },
      },
      root_module: {
        resources: [{ address: "aws_instance.a", provider_config_key: "aws" }],
        module_calls: {
          m: { module: { resources: [{ address: "aws_instance.b", provider_config_key: "module.m:aws.far" }] } },
        },
      },
    };
    const listed = resourcesOf(
      aPlan([aChange("aws_instance.a[0]"), aChange('module.m["k"].aws_instance.b')], {
        configuration,
        variables: { far: { value: "ap-south-1" } },
      }),
    );
    expect(listed.map(({ address, module, region }) => [address, module, region])).toEqual([
      ["aws_instance.a[0]", null, "us-west-2"],
      ['module.m["k"].aws_instance.b', 'module.m["k"]', "ap-south-1"],
    ]);
  });

  it("merges the provider's default tags", () => {
    const after = { tags: { Name: "a" }, tags_all: { Name: "a", team: "t" } };
    expect(one("aws_instance.a", { after }).tags).toEqual({ Name: "a", team: "t" });
    expect(one("google_storage_bucket.a", { after: { labels: { team: "t" } } }).tags).toEqual({ team: "t" });
  });

  it("follows references through variables, outputs and instances", () => {
    const resource = (address: string, references: ReadonlyArray<string>) => ({
      address,
      expressions: { block: [{ a: { references: [...references] } }] },
    });
    const root_module = {
      resources: [resource("aws_a.a", ["module.m.out", "module.m", "aws_n.n[0].id", "aws_n.n[0]", "aws_n.n"])],
      module_calls: {
        m: {
          expressions: { given: { references: ["aws_n.n"] } },
          module: {
            resources: [resource("aws_b.b", ["var.given", "each.key", "local.x"])],
            outputs: { out: { expression: { references: ["aws_b.b.id", "aws_b.b"] } } },
          },
        },
      },
    };
    const listed = resourcesOf(
      aPlan(
        ["aws_a.a", "aws_n.n[0]", "aws_n.n[1]", "module.m.aws_b.b"].map((address) => aChange(address)),
        {
          configuration: { root_module },
        },
      ),
    );
    expect(listed.map(({ address, references }) => [address, references])).toEqual([
      ["aws_a.a", ["aws_n.n[0]", "module.m.aws_b.b"]],
      ["aws_n.n[0]", []],
      ["aws_n.n[1]", []],
      ["module.m.aws_b.b", ["aws_n.n[0]", "aws_n.n[1]"]],
    ]);
  });

  it("names the plan's own line where no source is", () => {
    const text = JSON.stringify(JSON.parse(aPlan([aChange("aws_x.y"), aChange("aws_x.z")])), null, 2);
    const lines = text.split("\n");
    for (const { address, location } of resourcesOf(text)) {
      expect(location.path).toBe("infra/tfplan.json");
      expect(lines[location.line - 1]).toContain(`"address": "${address}"`);
    }
  });

  it("reads a plan without resource_changes", () => {
    const resource = (address: string, values: Json) => ({
      address,
      mode: "managed",
      type: "aws_x",
      name: "y",
      values,
    });
    const text = JSON.stringify({
      format_version: "1.0",
      planned_values: {
        root_module: { resources: [resource("aws_x.new", { a: 1 }), resource("aws_x.same", { a: 1 })] },
      },
      prior_state: {
        values: { root_module: { resources: [resource("aws_x.gone", {}), resource("aws_x.same", { a: 1 })] } },
      },
    });
    expect(resourcesOf(text).map(({ address, action }) => [address, action])).toEqual([
      ["aws_x.gone", "delete"],
      ["aws_x.new", "create"],
      ["aws_x.same", "none"],
    ]);
  });
});
