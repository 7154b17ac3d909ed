import { isObject } from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";

/** Beginnings of Azure's own resource types that cost nothing by themselves, in lower case. */
const beginnings = [
  "microsoft.authorization/",
  "microsoft.insights/diagnosticsettings",
  "microsoft.managedidentity/",
  "microsoft.network/applicationsecuritygroups",
  "microsoft.network/networkinterfaces",
  "microsoft.network/networksecuritygroups",
  "microsoft.network/routetables",
  "microsoft.network/virtualnetworks",
  "microsoft.resources/resourcegroups",
];

/** Azure's own type that an `azapi_resource` declares, without the version of the API; null where it is none. */
export function azureTypeOf({ type, before, after }: Resource): string | null {
  if (type !== "azapi_resource") return null;
  const values = after ?? before;
  const written = isObject(values) ? values["type"] : undefined;
  return typeof written === "string" ? (written.split("@")[0] ?? null) : null;
}

/** Whether an `azapi_resource` costs nothing by itself. */
export function isFreeAzapi(resource: Resource): boolean {
  const type = azureTypeOf(resource)?.toLowerCase() ?? "";
  return beginnings.some((beginning) => type.startsWith(beginning)) && !type.includes("/virtualnetworkpeerings");
}
