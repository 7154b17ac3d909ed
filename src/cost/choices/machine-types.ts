import type { PatchOperation } from "../../model/fix.ts";
import type { PriceBook } from "../price-book.ts";
import { blocksOf, textOf, type Candidate, type ChoiceGround, type FindChoices } from "./choice.ts";
import { compareText } from "../../model/text.ts";

/** Where a type of resource names its machine, and where the book has machines of that kind. */
interface MachinePlace {
  readonly table: string;
  readonly column: string;
  /** JSON Pointer of the attribute. */
  readonly pointer: string;
  readonly name: string;
  /** Why another machine is only told; null where a new resource may just have it. */
  readonly only_told: string | null;
  /** Managed services run on Arm without anybody building anything for it. */
  readonly isManaged: boolean;
}

const databaseNote = "whether the engine's version runs on it has to be looked up, and a change restarts the database";

function placeOf({ resource, values }: ChoiceGround): MachinePlace | null {
  const at = (attribute: string): string | null => textOf(values[attribute]);
  const place = (table: string, column: string, attribute: string, note: string | null): MachinePlace | null => {
    const name = at(attribute);
    const isManaged = table !== "ec2";
    return name === null ? null : { table, column, pointer: `/${attribute}`, name, only_told: note, isManaged };
  };
  switch (resource.type) {
    case "aws_instance":
      return place("ec2", "linux", "instance_type", null);
    case "aws_db_instance":
    case "aws_rds_cluster_instance":
      return place("rds", engineColumn(at("engine") ?? ""), "instance_class", databaseNote);
    case "aws_elasticache_cluster":
    case "aws_elasticache_replication_group":
      return place("elasticache", at("engine") ?? "redis", "node_type", "a change of the nodes replaces them");
    case "aws_opensearch_domain":
    case "aws_elasticsearch_domain": {
      const name = textOf(blocksOf(values, "cluster_config")[0]?.["instance_type"]);
      const pointer = "/cluster_config/0/instance_type";
      const only_told = "a change of the nodes replaces them, and older versions do not run on it";
      return name === null ? null : { table: "opensearch", column: "usd_h", pointer, name, only_told, isManaged: true };
    }
    default:
      return null;
  }
}

/** The book's column of a database engine. */
export function engineColumn(engine: string): string {
  return engine.replaceAll("-", "_").replace("postgresql", "postgres");
}

/** `db.m6g.large` in its pieces. */
interface MachineName {
  readonly prefix: string;
  readonly family: string;
  readonly generation: number;
  /** Letters for what it has besides, without those of the processor's maker. */
  readonly features: string;
  readonly isArm: boolean;
  readonly rest: string;
}

function nameOf(text: string): MachineName | null {
  const found =
    /^(?<prefix>(?:db|cache)\.)?(?<family>[a-z]+)(?<generation>\d)(?<letters>[a-z]*)\.(?<rest>[a-z0-9.-]+)$/.exec(
      text,
    )?.groups;
  if (found === undefined) return null;
  const { prefix = "", family = "", generation = "0", letters = "", rest = "" } = found;
  const features = letters.replaceAll(/[aig]/g, "");
  return { prefix, family, generation: Number(generation), features, isArm: letters.startsWith("g"), rest };
}

interface Alternative {
  readonly name: string;
  readonly generation: number;
  readonly isArm: boolean;
  readonly usd: number;
}

/** Looked for once for each machine: many resources have the same. */
const found = new WeakMap<PriceBook, Map<string, ReadonlyArray<Alternative>>>();

function alternatives({ book, provider, region }: ChoiceGround, place: MachinePlace): ReadonlyArray<Alternative> {
  const cache = found.get(book) ?? new Map<string, ReadonlyArray<Alternative>>();
  found.set(book, cache);
  const key = [region, place.table, place.column, place.name].join("\0");
  const known = cache.get(key);
  if (known !== undefined) return known;
  const own = nameOf(place.name);
  const price = (row: string): number | null => {
    const answer = book.price(provider, region, { kind: "cell", table: place.table, row, column: place.column });
    return answer === null || answer.scaled !== null || answer.region !== region ? null : answer.usd.toNumber();
  };
  const figure = (row: string, column: string): number =>
    book.figure(provider, region, { kind: "cell", table: place.table, row, column }) ?? 0;
  const usd = price(place.name);
  const candidates = own === null || usd === null ? [] : book.rows(provider, place.table);
  const better = candidates.flatMap((row): ReadonlyArray<Alternative> => {
    const other = nameOf(row);
    if (other === null || own === null || usd === null || row === place.name || !isEqualKind(own, other)) return [];
    const isEnough = ["vcpu", "mem_gib"].every((column) => figure(row, column) >= figure(place.name, column));
    const cost = isEnough ? price(row) : null;
    return cost === null || cost >= usd
      ? []
      : [{ name: row, generation: other.generation, isArm: other.isArm, usd: cost }];
  });
  const sorted = better.sort((a, b) => a.usd - b.usd || compareText(a.name, b.name));
  cache.set(key, sorted);
  return sorted;
}

/** The same size of the same family in this or a later generation, with the same features. */
function isEqualKind(own: MachineName, other: MachineName): boolean {
  return (
    other.prefix === own.prefix &&
    other.family === own.family &&
    other.rest === own.rest &&
    other.features === own.features &&
    other.generation >= own.generation &&
    (!own.isArm || other.isArm)
  );
}

/** Machines since this generation have the same drivers for disk and network. */
const nitro = 5;

/** The cheapest machine of the same kind, and the cheapest on Arm where that is another one. */
export const findMachines: FindChoices = (ground) => {
  const place = placeOf(ground);
  if (place === null) return [];
  const all = alternatives(ground, place);
  const own = nameOf(place.name);
  const same = best(all.filter(({ isArm }) => isArm === (own?.isArm ?? false)));
  const arm = own?.isArm === true ? undefined : best(all.filter(({ isArm }) => isArm));
  const isNew = ground.resource.action === "create";
  const isOld = own !== null && own.generation < nitro && !(own.family === "t" && own.generation >= 3);
  const notNow = isNew
    ? isOld
      ? "the image needs drivers for newer machines"
      : null
    : "a machine that runs is stopped for it";
  return [
    ...(same === undefined ? [] : [candidate(place, same, place.only_told ?? notNow)]),
    ...(arm === undefined
      ? []
      : [
          candidate(
            place,
            arm,
            place.isManaged ? place.only_told : "the image and all that runs on it have to be built for arm64",
          ),
        ]),
  ];
};

/** The newest of those that cost about as little as the cheapest: for a few per cent a generation is worth it. */
function best(found: ReadonlyArray<Alternative>): Alternative | undefined {
  const least = found[0]?.usd ?? 0;
  return found
    .filter(({ usd }) => usd <= least * 1.03)
    .toSorted((a, b) => b.generation - a.generation || a.usd - b.usd)[0];
}

function candidate(place: MachinePlace, { name, isArm }: Alternative, only_told: string | null): Candidate {
  const patch: PatchOperation = { op: "replace", path: place.pointer, value: name };
  const kind = isArm ? "the same size on Arm" : "the same size and family";
  return {
    title: `${name} instead of ${place.name}`,
    why: `${kind}, with at least as many vCPUs and as much memory`,
    patch: [patch],
    only_told,
  };
}

/** Valkey does what Redis does, and costs less of ElastiCache. */
export const findEngines: FindChoices = ({ resource, values }) => {
  const isCache = ["aws_elasticache_cluster", "aws_elasticache_replication_group"].includes(resource.type);
  if (!isCache || (textOf(values["engine"]) ?? "redis") !== "redis" || values["engine"] === undefined) return [];
  return [
    {
      title: "Valkey instead of Redis",
      why: "Valkey 7.2 and later speaks the protocol of Redis 7.2",
      patch: [{ op: "replace", path: "/engine", value: "valkey" }],
      only_told: "engine and version change together, and applications have to be tried with it",
    },
  ];
};
