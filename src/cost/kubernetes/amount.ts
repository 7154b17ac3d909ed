import { Decimal } from "decimal.js";

import type { Json } from "../../model/resource.ts";

/** Factors of Kubernetes' suffixes: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const suffixes: Readonly<Record<string, Decimal>> = {
  "": new Decimal(1),
  m: new Decimal("0.001"),
  k: new Decimal(1e3),
  M: new Decimal(1e6),
  G: new Decimal(1e9),
  T: new Decimal(1e12),
  P: new Decimal(1e15),
  Ki: new Decimal(2).pow(10),
  Mi: new Decimal(2).pow(20),
  Gi: new Decimal(2).pow(30),
  Ti: new Decimal(2).pow(40),
  Pi: new Decimal(2).pow(50),
};

/** `500m`, `1.5Gi`, `.5`, `2e9`, `4`; null for what is no quantity or none that a machine could have. */
export function amountOf(value: Json | undefined): Decimal | null {
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : "";
  const found = /^(?<figure>(?:\d{1,18}(?:\.\d{0,12})?|\.\d{1,12})(?:[eE][+-]?\d{1,2})?)(?<suffix>[A-Za-z]{0,2})$/.exec(
    text,
  )?.groups;
  const factor = found === undefined ? undefined : suffixes[found["suffix"] ?? ""];
  if (found === undefined || factor === undefined) return null;
  const amount = new Decimal(found["figure"] ?? "0").times(factor);
  return amount.lte(1e18) ? amount : null;
}

/** Bytes of one GiB. */
export const gib = new Decimal(2).pow(30);
