import { Decimal } from "decimal.js";

import type { Json, JsonObject } from "../../model/resource.ts";
import type { Notes } from "../notes.ts";
import { amountOf, gib } from "./amount.ts";
import { at, objectsAt, textAt } from "./json.ts";

/** What one pod reserves of its node. */
export interface PodRequests {
  readonly vcpus: Decimal;
  /** GiB of memory. */
  readonly memory: Decimal;
  readonly gpus: Decimal;
}

const nothing: PodRequests = { vcpus: new Decimal(0), memory: new Decimal(0), gpus: new Decimal(0) };

/** Larger requests are a slip of the pen: no node has them. */
const most = { vcpus: 2000, memory: 50_000, gpus: 64 };

/**
 * What the scheduler reserves for a pod: all containers together, or the largest init container where that is more.
 * Null, with the reason in the notes, where a request is wrong or nothing at all is requested.
 */
export function podRequests(spec: Json | undefined, notes: Notes): PodRequests | null {
  const inits = objectsAt(spec, "initContainers");
  const sidecars = inits.filter((one) => one["restartPolicy"] === "Always");
  const running = [...objectsAt(spec, "containers"), ...sidecars].map((one) => requestsOf(one, notes));
  const first = inits.filter((one) => !sidecars.includes(one)).map((one) => requestsOf(one, notes));
  if ([...running, ...first].includes(null)) return null;
  const sum = running.reduce<PodRequests>((total, one) => combine(total, one ?? nothing, (a, b) => a.plus(b)), nothing);
  const all = first.reduce<PodRequests>(
    (total, one) => combine(total, one ?? nothing, (a, b) => Decimal.max(a, b)),
    sum,
  );
  if (all.vcpus.isZero() && all.memory.isZero() && all.gpus.isZero()) {
    notes.refuse("no container requests CPU or memory, so it may take anything or nothing of its node; set requests");
    return null;
  }
  return all;
}

function combine(a: PodRequests, b: PodRequests, how: (a: Decimal, b: Decimal) => Decimal): PodRequests {
  return { vcpus: how(a.vcpus, b.vcpus), memory: how(a.memory, b.memory), gpus: how(a.gpus, b.gpus) };
}

function requestsOf(container: JsonObject, notes: Notes): PodRequests | null {
  const name = textAt(container, "name") ?? "a container";
  const [vcpus, bytes] = [requested(container, "cpu", name, notes), requested(container, "memory", name, notes)];
  const gpus = gpuKinds(container).map((kind) => requested(container, kind, name, notes));
  if (vcpus === "wrong" || bytes === "wrong" || gpus.includes("wrong")) return null;
  const missing = [...(vcpus === null ? ["CPU"] : []), ...(bytes === null ? ["memory"] : [])];
  if (missing.length > 0)
    notes.assume(`Container ${name} requests no ${missing.join(" and no ")}: none is counted for it.`);
  const found = {
    vcpus: vcpus ?? new Decimal(0),
    memory: (bytes ?? new Decimal(0)).div(gib),
    gpus: gpus.reduce<Decimal>((sum, one) => (Decimal.isDecimal(one) ? sum.plus(one) : sum), new Decimal(0)),
  };
  const over = (["vcpus", "memory", "gpus"] as const).find((key) => found[key].gt(most[key]));
  if (over === undefined) return found;
  notes.refuse(
    `container ${name} requests ${found[over].toString()} ${over === "memory" ? "GiB" : over}; expected at most ${most[over]}`,
  );
  return null;
}

/** A request; a limit stands for it where there is none, as the API server has it. */
function requested(container: JsonObject, kind: string, name: string, notes: Notes): Decimal | null | "wrong" {
  const value = at(container, "resources", "requests", kind) ?? at(container, "resources", "limits", kind) ?? null;
  if (value === null) return null;
  const amount = amountOf(value);
  if (amount !== null) return amount;
  const shown = JSON.stringify(value).slice(0, 40);
  notes.refuse(`container ${name} requests ${shown} of ${kind}; expected a quantity such as 500m, 2 or 1Gi`);
  return "wrong";
}

/** `nvidia.com/gpu`, `amd.com/gpu`, and shares such as `nvidia.com/mig-1g.5gb`, which count as GPUs. */
function gpuKinds(container: JsonObject): ReadonlyArray<string> {
  const kinds = ["requests", "limits"].flatMap((one) => {
    const found = at(container, "resources", one);
    return typeof found === "object" && found !== null ? Object.keys(found) : [];
  });
  return [...new Set(kinds)].filter((kind) => /(?:^|\.)(?:nvidia|amd|intel)\.com\/(?:gpu|mig-)/.test(kind));
}
