import { isList, isObject } from "../../model/json.ts";
import type { JsonObject } from "../../model/resource.ts";
import { objectOf, own } from "./settle.ts";

/** What a type's name says of its provider: what stands before the first underscore. */
export function providerOf(type: string): string {
  return type.split("_", 1)[0] ?? type;
}

/**
 * The region that the attributes themselves tell, as price lists spell it; null where they do not. AWS resources say it
 * in `region`, in their ARN or by their zone, Azure's in `location`, Google's in `region`, `location` or `zone`.
 */
export function regionOfValues(type: string, values: JsonObject): string | null {
  const provider = providerOf(type);
  const text = (name: string): string => {
    const value = own(values, name);
    return typeof value === "string" ? value : "";
  };
  switch (provider) {
    case "aws":
      return (
        [text("region"), text("arn").split(":")[3] ?? "", text("availability_zone").replace(/[a-z]$/, "")].find(
          (region) => region !== "",
        ) ?? null
      );
    case "azurerm":
    case "azapi":
      return spelledAs(provider, text("location"));
    case "google":
      return spelledAs(provider, text("region") || text("location") || text("zone"));
    default:
      return null;
  }
}

/** A provider's region as price lists spell it: `West Europe` is `westeurope`, `europe-west1-b` is `europe-west1`. */
export function spelledAs(provider: string, region: string): string | null {
  if (region === "") return null;
  if (provider.startsWith("az")) return region.toLowerCase().replaceAll(" ", "");
  const name = region.slice(region.lastIndexOf("/") + 1);
  return provider === "google" && name.split("-").length === 3 ? name.slice(0, name.lastIndexOf("-")) : name;
}

/** Tags or labels with the provider's defaults, which a plan has merged in already; only known texts. */
export function tagsOfValues(type: string, values: JsonObject): Readonly<Record<string, string>> {
  const names = providerOf(type).startsWith("google") ? ["terraform_labels", "labels"] : ["tags_all", "tags"];
  const maps = names.flatMap((name) => Object.entries(objectOf(own(values, name))));
  const blocks = own(values, "tag");
  const listed = (isList(blocks) ? blocks : []).filter(isObject).map(({ key, value }) => [key, value] as const);
  const texts = [...maps, ...listed].flatMap(([key, value]): ReadonlyArray<readonly [string, string]> =>
    typeof key === "string" && typeof value === "string" ? [[key, value]] : [],
  );
  return Object.fromEntries(texts);
}
