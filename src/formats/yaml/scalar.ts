import type { Json } from "../../model/resource.ts";
import type { YamlDialect } from "./yaml-stream.ts";

const truths = new Set(["true", "True", "TRUE"]);
const falsehoods = new Set(["false", "False", "FALSE"]);
const oldTruths = new Set(["y", "Y", "yes", "Yes", "YES", "on", "On", "ON"]);
const oldFalsehoods = new Set(["n", "N", "no", "No", "NO", "off", "Off", "OFF"]);
const nulls = new Set(["", "~", "null", "Null", "NULL"]);

const decimal = /^[-+]?[0-9]+$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const prefixed = /^(?<sign>[-+]?)0(?:x(?<x>[0-9a-fA-F]+)|o(?<o>[0-7]+)|b(?<b>[01]+))$/;
const oldOctal = /^(?<sign>[-+]?)0(?<digits>[0-7]+)$/;

/**
 * What a plain scalar means. `kubernetes` is YAML 1.1 as the YAML reader of Kubernetes has it (Go's yaml.v2): `yes`,
 * `on` and `y` are booleans, `0777` is octal, `1_000` is a number, `12:30:45` and dates stay text.
 */
export function resolvePlain(text: string, dialect: YamlDialect): Json {
  if (nulls.has(text)) return null;
  if (truths.has(text)) return true;
  if (falsehoods.has(text)) return false;
  if (dialect === "core") return resolveNumber(text, false) ?? text;
  if (oldTruths.has(text)) return true;
  if (oldFalsehoods.has(text)) return false;
  return resolveNumber(text, true) ?? text;
}

/** Infinity and not-a-number have no JSON form: they stay the text that was written. */
function resolveNumber(text: string, isOld: boolean): number | null {
  const first = text.charCodeAt(0);
  const isNumeric = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46; // 0-9 + - .
  if (!isNumeric || text.length > 400) return null;
  const plain = isOld && first !== 46 ? text.replaceAll("_", "") : text;
  const integer = resolveInteger(plain, isOld);
  if (integer !== null) return integer;
  if (!float.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

function resolveInteger(text: string, isOld: boolean): number | null {
  const octal = isOld ? oldOctal.exec(text)?.groups : undefined;
  if (octal !== undefined) return signed(octal["sign"], Number.parseInt(octal["digits"] ?? "", 8));
  const other = prefixed.exec(text)?.groups;
  if (other?.["x"] !== undefined) return signed(other["sign"], Number.parseInt(other["x"], 16));
  if (other?.["o"] !== undefined) return signed(other["sign"], Number.parseInt(other["o"], 8));
  if (other?.["b"] !== undefined && isOld) return signed(other["sign"], Number.parseInt(other["b"], 2));
  return decimal.test(text) ? finite(Number(text)) : null;
}

function signed(sign: string | undefined, value: number): number | null {
  return finite(sign === "-" ? -value : value);
}

/** `-0` is 0 in JSON. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value + 0 : null;
}

/** A scalar with an explicit tag of YAML's own (`knownTags.scalar`); undefined where the text does not fit the tag. */
export function resolveTagged(text: string, tag: string, isPlain: boolean, dialect: YamlDialect): Json | undefined {
  switch (tag) {
    case "str":
    case "timestamp":
      return text;
    case "binary":
      return Buffer.from(text.replaceAll(/\s/g, ""), "base64").toString("utf8");
    case "null":
      return nulls.has(text) ? null : undefined;
    case "bool":
      return fits(resolvePlain(text, dialect), "boolean");
    case "int":
      return wholeNumber(resolvePlain(text, dialect));
    case "float":
      return fits(resolvePlain(text, dialect), "number");
    default:
      return isPlain ? resolvePlain(text, dialect) : text;
  }
}

/** The tags that a scalar, a mapping and a sequence may carry, without `!!`. */
export const knownTags = {
  scalar: new Set(["str", "timestamp", "binary", "null", "bool", "int", "float"]),
  map: new Set(["map"]),
  seq: new Set(["seq"]),
} as const;

function fits(value: Json, kind: "boolean" | "number"): Json | undefined {
  return typeof value === kind ? value : undefined;
}

function wholeNumber(value: Json): Json | undefined {
  return typeof value === "number" && Number.isInteger(value) ? value : undefined;
}

/** The short name of a tag as it is written (`!!str`, `!<tag:yaml.org,2002:str>`), null for one that YAML does not define. */
export function standardTag(written: string): string | null {
  const standard = /^(?:!!|!<tag:yaml\.org,2002:)(?<name>[a-z]+)>?$/.exec(written);
  return standard?.groups?.["name"] ?? null;
}
