import type { JsonObject } from "../../model/resource.ts";
import { compareText } from "../../model/text.ts";
import { sizedTypes, utilisationKeys } from "../usage-keys.ts";
import { textOf, type ChoiceGround, type FindChoices } from "./choice.ts";
import { spelled } from "./azure-sizes.ts";
import { engineColumn } from "./machine-types.ts";

/** Neither vCPUs nor memory of a proposed size are used more than this at the peak, per cent. */
export const mostUtilised = 70;

/** Where the book has machines of one kind, and which of them are sizes of one family. */
interface Sizes {
  readonly prices: string;
  readonly column: string;
  readonly specs: string;
  /** Equal for machines that differ in nothing but their size; null for a name that has none, or bursts. */
  readonly family: (name: string) => string | null;
  readonly written: (row: string) => string;
}

function sizesOf(type: string, values: JsonObject): Sizes {
  const aws = { family: awsFamily, written: (row: string) => row };
  if (type === "aws_instance") return { ...aws, prices: "ec2", column: "linux", specs: "ec2" };
  if (type.startsWith("aws_")) {
    return { ...aws, prices: "rds", column: engineColumn(textOf(values["engine"]) ?? ""), specs: "rds" };
  }
  if (type.startsWith("azurerm_")) {
    return { prices: "vm", column: "linux", specs: "vm-specs", family: azureFamily, written: spelled };
  }
  return { prices: "machine", column: "ondemand", specs: "machine-specs", family: googleFamily, written: (row) => row };
}

/** `db.m5` of `db.m5.large`; bare metal is another machine. */
function awsFamily(name: string): string | null {
  const family = /^(?<family>(?:db\.)?[a-z]+\d[a-z-]*)\.(?!metal)[a-z0-9]+$/.exec(name)?.groups?.["family"] ?? null;
  return family === null || (/^(?:db\.)?t/.test(family) && !bursting.test(family)) ? null : family;
}

/** `standard_d#s_v5` of `Standard_D4s_v5`. Sizes of the B series burst, by shares that the book does not have. */
function azureFamily(name: string): string | null {
  const found = /^(?<kind>standard_(?!b)[a-z]+?)\d+(?<rest>[a-z]*(?:_v\d+)?)$/i.exec(name)?.groups;
  return found === undefined ? null : `${found["kind"] ?? ""}#${found["rest"] ?? ""}`.toLowerCase();
}

/** `e2-standard` of `e2-standard-4`; those that share a core have no number. */
function googleFamily(name: string): string | null {
  return /^(?<family>[a-z]\d[a-z]?-[a-z]+)-\d+$/.exec(name)?.groups?.["family"] ?? null;
}

/** Families whose baselines are published. */
const bursting = /^(?:db\.)?t(?:3a?|4g)$/;

/** Share of a vCPU that a size may use for ever: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html */
const baselines: ReadonlyMap<string, number> = new Map([
  ["nano", 0.05],
  ["micro", 0.1],
  ["small", 0.2],
  ["medium", 0.2],
  ["large", 0.3],
  ["xlarge", 0.4],
  ["2xlarge", 0.4],
]);

function lasting(name: string, family: string): number {
  const size = name.slice(name.lastIndexOf(".") + 1);
  return bursting.test(family) ? (baselines.get(size) ?? 0) : 1;
}

/** The machine that was measured: the base's where there is one, because its figures are what the usage file has. */
interface Measured {
  readonly attribute: string;
  readonly name: string;
  readonly sizes: Sizes;
  /** vCPUs and GiB that are used at the peak. */
  readonly needed: { readonly vcpus: number; readonly memory: number };
}

function measuredOf(ground: ChoiceGround): Measured | null {
  const { resource, values, usage } = ground;
  const attribute = sizedTypes.get(resource.type);
  const [cpu, memory] = [usage.number(utilisationKeys.cpu), usage.number(utilisationKeys.memory)];
  const name = attribute === undefined ? null : textOf(values[attribute]);
  if (attribute === undefined || name === null || cpu === null || memory === null) return null;
  const was = textOf(resource.before?.[attribute]) ?? name;
  const sizes = sizesOf(resource.type, values);
  if (sizes.family(name) === null || sizes.family(was) !== sizes.family(name)) return null;
  const has = specsOf(ground, sizes, was);
  if (has === null) return null;
  return { attribute, name, sizes, needed: { vcpus: (has.vcpus * cpu) / 100, memory: (has.memory * memory) / 100 } };
}

interface Specs {
  readonly vcpus: number;
  readonly memory: number;
}

function specsOf({ book, provider, region }: ChoiceGround, { specs }: Sizes, name: string): Specs | null {
  const row = provider === "azurerm" ? name.toLowerCase() : name;
  const [vcpus, memory] = ["vcpu", "mem_gib"].map((column) =>
    book.figure(provider, region, { kind: "cell", table: specs, row, column }),
  );
  return vcpus == null || memory == null ? null : { vcpus, memory };
}

/** The cheapest size of the same family whose vCPUs and memory are both used at most as much as the bound says. */
export const findRightSizes: FindChoices = (ground) => {
  const measured = measuredOf(ground);
  const best = measured === null ? null : smallest(ground, measured);
  if (measured === null || best === null) return [];
  const { attribute, name, needed } = measured;
  const [cpu, memory] = [share(needed.vcpus, best.vcpus), share(needed.memory, best.memory)];
  const written = measured.sizes.written(best.row);
  return [
    {
      title: `${written} instead of ${name}`,
      why:
        `it is enough by the utilization in the usage file: ${cpu} % of its vCPUs and ${memory} % of its memory at ` +
        `the peak, at most ${mostUtilised} %; smaller sizes also have less bandwidth`,
      patch: [{ op: "replace", path: `/${attribute}`, value: written }],
      only_told: whyTold(ground, attribute, name),
    },
  ];
};

function smallest(ground: ChoiceGround, { name, sizes, needed }: Measured): (Specs & { readonly row: string }) | null {
  const { book, provider, region } = ground;
  const price = (row: string): number | null => {
    const answer = book.price(provider, region, { kind: "cell", table: sizes.prices, row, column: sizes.column });
    return answer === null || answer.scaled !== null || answer.region !== region ? null : answer.usd.toNumber();
  };
  const own = price(provider === "azurerm" ? name.toLowerCase() : name);
  const family = sizes.family(name);
  if (own === null || family === null) return null;
  const bound = mostUtilised / 100;
  const enough = book.rows(provider, sizes.prices).flatMap((row) => {
    const specs = sizes.family(row) === family ? specsOf(ground, sizes, row) : null;
    if (specs === null || needed.memory > specs.memory * bound) return [];
    if (needed.vcpus > specs.vcpus * lasting(row, family) * bound) return [];
    const usd = price(row);
    return usd === null || usd >= own ? [] : [{ ...specs, row, usd }];
  });
  return enough.toSorted((a, b) => a.usd - b.usd || compareText(a.row, b.row))[0] ?? null;
}

function share(used: number, has: number): number {
  return Math.round((used / has) * 100);
}

/** A machine that is new, or gets another size anyway, may just have the smaller one. */
function whyTold({ resource }: ChoiceGround, attribute: string, name: string): string | null {
  if (/^aws_instance$|^azurerm_/.test(resource.type) && hasLocalDisk(name)) return "its local disk is smaller";
  const isOther = resource.changed.some(([first]) => first === attribute);
  if (resource.action === "create" || resource.action === "replace" || isOther) return null;
  return "a machine that runs is stopped for it";
}

/** `m5d.large`, `Standard_D4ds_v5`: what lies on the machine's own disk has to fit. */
function hasLocalDisk(name: string): boolean {
  return (
    /^(?:[a-z]+\d[a-z]*d[a-z]*|[di]\d[a-z]*)\./.test(name) || /^standard_[a-z]+\d+[a-z]*d[a-z]*(?:_v\d+)?$/i.test(name)
  );
}
