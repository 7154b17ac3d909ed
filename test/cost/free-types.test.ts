import { describe, expect, it } from "vitest";
import { estimators } from "../../src/cost/estimators.ts";
import { isFree, isFreeType } from "../../src/cost/free-types.ts";
import { aResource, estimateOf } from "./builders.ts";

describe("free types", () => {
  it.each([
    "aws_iam_role",
    "aws_subnet",
    "aws_security_group_rule",
    "aws_route_table_association",
    "random_id",
    "null_resource",
    "aws_s3_bucket_policy",
    "azurerm_resource_group",
    "google_project_iam_member",
    "kubernetes_config_map_v1",
    "aws_lb_listener",
    "aws_default_vpc",
    "terraform_data",
  ])("%s", (type) => {
    expect(isFreeType(type)).toBe(true);
  });

  it.each([
    "aws_instance",
    "aws_s3_bucket",
    "aws_vpc_endpoint",
    "aws_route53_zone",
    "aws_eip",
    "aws_redshift_cluster",
    "azurerm_linux_virtual_machine",
    "google_compute_instance",
    "kubernetes_deployment",
    "helm_release",
    "azurerm_resource_group_template_deployment",
    "aws_anything_new",
    "constructor",
    "",
  ])("%s is not free", (type) => {
    expect(isFreeType(type)).toBe(false);
  });

  it.each([
    ["Microsoft.Network/virtualNetworks/subnets@2024-05-01", true],
    ["Microsoft.Authorization/roleAssignments@2022-04-01", true],
    ["Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2024-05-01", false],
    ["Microsoft.Web/sites@2024-04-01", false],
    ["Microsoft.Resources/deployments@2024-03-01", false],
  ])("azapi_resource of %s: %s", (type, free) => {
    expect(isFree(aResource("azapi_resource", { type }))).toBe(free);
  });

  it.each([
    ["azapi_resource", { type: "Microsoft.Web/sites@2024-04-01" }, 'this is a "Microsoft.Web/sites"'],
    ["azapi_update_resource", {}, "it changes what somebody else made"],
    ["azurerm_subscription_template_deployment", {}, "what its template makes is not known"],
    [
      "aws_cloudformation_stack",
      { template_body: '{"A":{"Type":"AWS::S3::Bucket"}}' },
      "what its template makes is not known",
    ],
    ["helm_release", {}, "what its chart makes in the cluster is not known"],
  ])("%s %j is named with a reason that fits", (type, after, reason) => {
    expect(estimateOf([aResource(type, after)]).not_priced[0]?.reason).toContain(reason);
  });

  it("never has a type that is priced", () => {
    expect(Object.keys(estimators).filter(isFreeType)).toEqual([]);
  });

  it.each([
    ["v1/ConfigMap", {}, true],
    ["rbac.authorization.k8s.io/v1/Role", {}, true],
    ["networking.k8s.io/v1/Ingress", {}, true],
    ["v1/Service", { spec: { type: "ClusterIP" } }, true],
    ["v1/Service", { spec: { type: "LoadBalancer" } }, false],
    ["apps/v1/Deployment", {}, false],
    ["v1/PersistentVolumeClaim", {}, false],
    ["cert-manager.io/v1/Certificate", {}, true],
    ["rds.aws.crossplane.io/v1beta1/Instance", {}, false],
  ] as const)("manifest %s %j: %s", (type, after, free) => {
    expect(isFree(aResource(type, after, { format: "kubernetes", provider: "kubernetes" }))).toBe(free);
  });

  it("reads data sources as free", () => {
    expect(isFree(aResource("aws_ami", {}, { address: "module.m.data.aws_ami.ubuntu" }))).toBe(true);
    expect(isFree(aResource("aws_ami", {}, { address: "module.data.aws_ami.ubuntu" }))).toBe(false);
  });
});
