import type { Candidate, ChoiceGround, FindChoices } from "./choice.ts";
import { textOf } from "./choice.ts";
import { compareText } from "../../model/text.ts";

/** Attribute that names the size, by type. */
const attributes: Readonly<Record<string, string>> = {
  azurerm_linux_virtual_machine: "size",
  azurerm_windows_virtual_machine: "size",
  azurerm_virtual_machine: "vm_size",
  azurerm_linux_virtual_machine_scale_set: "sku",
  azurerm_windows_virtual_machine_scale_set: "sku",
  azurerm_kubernetes_cluster_node_pool: "vm_size",
};

/** `Standard_D2ads_v5` in its pieces: family, vCPUs, features without the processor's maker, version. */
interface SizeName {
  readonly family: string;
  readonly cores: string;
  readonly features: string;
  readonly version: number;
  readonly isArm: boolean;
}

function sizeOf(text: string): SizeName | null {
  const found = /^standard_(?<family>[a-z]+?)(?<cores>\d+(?:-\d+)?)(?<features>[a-z]*)(?:_v(?<version>\d))?$/i.exec(
    text,
  )?.groups;
  if (found === undefined) return null;
  const { family = "", cores = "", features = "", version = "1" } = found;
  const letters = features.toLowerCase();
  return {
    family: family.toLowerCase(),
    cores,
    features: letters.replaceAll("a", ""),
    version: Number(version),
    isArm: letters.includes("p"),
  };
}

/** A later version of the same size that costs less, on x86: its features are the same but for the processor's maker. */
export const findSizes: FindChoices = (ground) => {
  const { resource, values } = ground;
  const attribute = Object.hasOwn(attributes, resource.type) ? attributes[resource.type] : undefined;
  const name = attribute === undefined ? null : textOf(values[attribute]);
  const own = name === null ? null : sizeOf(name);
  if (attribute === undefined || name === null || own === null) return [];
  const best = cheaper(ground, name, own);
  if (best === null) return [];
  const only_told = resource.action === "create" ? null : "a machine that runs is stopped for it";
  const choice: Candidate = {
    title: `${best} instead of ${name}`,
    why: "the same number of vCPUs of the same family in a later version, or by another maker",
    patch: [{ op: "replace", path: `/${attribute}`, value: best }],
    only_told,
  };
  return [choice];
};

function cheaper({ book, region }: ChoiceGround, name: string, own: SizeName): string | null {
  const price = (row: string): number | null => {
    const answer = book.price("azurerm", region, { kind: "cell", table: "vm", row, column: "linux" });
    return answer === null || answer.scaled !== null || answer.region !== region ? null : answer.usd.toNumber();
  };
  const memory = (row: string): number =>
    book.figure("azurerm", region, { kind: "cell", table: "vm-specs", row, column: "mem_gib" }) ?? 0;
  const [usd, needed] = [price(name.toLowerCase()), memory(name.toLowerCase())];
  if (usd === null || needed === 0) return null;
  const better = book.rows("azurerm", "vm").flatMap((row) => {
    const other = sizeOf(row);
    const isSame =
      other !== null &&
      !other.isArm &&
      other.family === own.family &&
      other.cores === own.cores &&
      other.features === own.features &&
      other.version >= own.version;
    const cost = isSame && memory(row) >= needed ? price(row) : null;
    return cost === null || cost >= usd ? [] : [{ row, cost }];
  });
  const [best] = better.sort((a, b) => a.cost - b.cost || compareText(a.row, b.row));
  return best === undefined ? null : spelled(best.row);
}

/** The book has names in small letters; Azure takes them in any, and people write `Standard_D2as_v5`. */
export function spelled(row: string): string {
  return row.replace(
    /^standard_([a-z]+?)(\d)/,
    (_, family: string, digit: string) => `Standard_${family.toUpperCase()}${digit}`,
  );
}
