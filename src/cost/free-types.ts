import type { Resource } from "../model/resource.ts";
import { awsFree } from "./free/aws.ts";
import { isFreeAzapi } from "./free/azapi.ts";
import { azureFree } from "./free/azure.ts";
import { googleFree } from "./free/google.ts";
import { isFreeKubernetes, isFreeKubernetesType } from "./free/kubernetes.ts";

/** Providers whose resources exist in the state only. */
const stateOnly = ["archive", "external", "http", "local", "null", "random", "template", "time", "tls", "terraform"];

/** Providers that tell others of a module's use. */
const telemetry = ["modtm"];

/** Providers of accounts, users and permissions; what they manage is not billed by the resource. */
const directories = ["azuread", "github", "gitlab", "okta", "tfe", "vault", "postgresql", "mysql"];

/** What costs nothing by itself, by its name; `*` stands for any part of one. */
const listed = compile([
  ...awsFree,
  ...azureFree,
  ...googleFree,
  ...[...stateOnly, ...telemetry, ...directories].map((one) => `${one}_*`),
]);

/**
 * Whether a resource costs nothing by itself, whatever its attributes: it is then neither priced nor "not priced".
 * A type that is not listed is never free.
 */
export function isFree(resource: Resource): boolean {
  if (resource.format === "dockerfile") return true;
  if (resource.format === "kubernetes") return isFreeKubernetes(resource);
  if (/^(?:module\.[^.]+\.)*data\.[^.]+\.[^.]+$/.test(resource.address.replaceAll(/\[[^\]]*\]/g, ""))) return true;
  return isFreeType(resource.type) || isFreeAzapi(resource);
}

/** Whether a Terraform type is listed as free. */
export function isFreeType(type: string): boolean {
  if (type.startsWith("kubernetes_")) return isFreeKubernetesType(type);
  if (type.endsWith("template_deployment")) return false; // what it deploys is billed
  return (
    listed.names.has(type) ||
    listed.beginnings.some((beginning) => type.startsWith(beginning)) ||
    listed.patterns.some((pattern) => pattern.test(type))
  );
}

interface Compiled {
  readonly names: ReadonlySet<string>;
  readonly beginnings: ReadonlyArray<string>;
  /** Entries with a `*` elsewhere than at the end. */
  readonly patterns: ReadonlyArray<RegExp>;
}

function compile(entries: ReadonlyArray<string>): Compiled {
  return {
    names: new Set(entries.filter((entry) => !entry.includes("*"))),
    beginnings: entries.filter((entry) => entry.indexOf("*") === entry.length - 1).map((entry) => entry.slice(0, -1)),
    patterns: entries
      .filter((entry) => entry.includes("*") && entry.indexOf("*") < entry.length - 1)
      .map((entry) => new RegExp(`^${entry.replaceAll("*", "[a-z0-9_]{0,80}")}$`)),
  };
}
