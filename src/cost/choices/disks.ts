import type { PatchOperation } from "../../model/fix.ts";
import type { JsonObject } from "../../model/resource.ts";
import { blocksOf, textOf, type Candidate, type FindChoices } from "./choice.ts";

/** What a volume of gp2 has by its size: https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html */
const gp2 = { iopsByGb: 3, mostIops: 16_000, smallGb: 170 };

/** What gp3 has at every size without extra charge. */
const gp3 = { iops: 3000, throughput: 250 };

/** A volume within a resource: JSON Pointer of its attributes, and what they are called there. */
interface Disk {
  readonly pointer: string;
  readonly values: JsonObject;
  readonly typeName: string;
  readonly sizeName: string;
}

/**
 * gp3 instead of gp2 with the same IOPS and throughput. AWS changes the type of a volume in place, so that it is safe
 * for volumes that exist.
 */
export const findDisks: FindChoices = ({ resource, values }) => {
  switch (resource.type) {
    case "aws_ebs_volume":
      return gp3Choice({ pointer: "", values, typeName: "type", sizeName: "size" });
    case "aws_instance":
      return ["root_block_device", "ebs_block_device"].flatMap((name) =>
        blocksOf(values, name).flatMap((block, index) => {
          const pointer = `/${name}/${index}`;
          return gp3Choice({ pointer, values: block, typeName: "volume_type", sizeName: "volume_size" });
        }),
      );
    case "aws_db_instance":
      return databaseChoice(values);
    default:
      return [];
  }
};

function gp3Choice({ pointer, values, typeName, sizeName }: Disk): ReadonlyArray<Candidate> {
  const size = values[sizeName];
  const isGp2 = (values[typeName] ?? "gp2") === "gp2";
  if (!isGp2 || typeof size !== "number") return [];
  const iops = Math.min(gp2.mostIops, size * gp2.iopsByGb);
  const set = (name: string, value: string | number): PatchOperation => ({
    op: name in values && values[name] !== null ? "replace" : "add",
    path: `${pointer}/${name}`,
    value,
  });
  const patch = [
    set(typeName, "gp3"),
    ...(iops > gp3.iops ? [set("iops", iops)] : []),
    ...(size > gp2.smallGb ? [set("throughput", gp3.throughput)] : []),
  ];
  const extra = patch.length === 1 ? "" : " with as many IOPS and as much throughput as gp2 has at this size";
  const why = `a volume of gp3${extra} does what gp2 does, and its type is changed in place`;
  return [{ title: "gp3 instead of gp2", why, patch, only_told: null }];
}

/** RDS gives gp3 3,000 IOPS below 400 GB, which is more than gp2 has there. */
function databaseChoice(values: JsonObject): ReadonlyArray<Candidate> {
  const size = values["allocated_storage"];
  if (textOf(values["storage_type"]) !== "gp2" || typeof size !== "number" || size >= 400) return [];
  return [
    {
      title: "gp3 storage instead of gp2",
      why: "gp3 has 3,000 IOPS at this size, which is more than gp2 has",
      patch: [{ op: "replace", path: "/storage_type", value: "gp3" }],
      only_told: null,
    },
  ];
}
