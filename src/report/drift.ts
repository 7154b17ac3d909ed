import { z } from "zod";

import { hasDrift, type AttributeDrift, type DriftReport } from "../model/drift.ts";
import type { AttributePath, Json } from "../model/resource.ts";
import { clip, plain } from "./text.ts";
import { count, placeText } from "../model/text.ts";

const path = z.string().describe("relative to the tree, with /");
const place = z.strictObject({ path, line: z.int().positive(), end_line: z.int().positive() });
const identity = { address: z.string(), type: z.string() };

/** The JSON report of `tollgate drift`, version 1. */
export const driftSchema = z
  .strictObject({
    version: z.literal(1),
    drift: z.boolean(),
    project: z.strictObject({ name: z.string(), path, format: z.string() }),
    state: z.string(),
    only_in_state: z.array(z.strictObject(identity)),
    only_in_configuration: z.array(z.strictObject({ ...identity, location: place })),
    changed: z.array(
      z.strictObject({
        ...identity,
        location: place,
        attributes: z.array(
          z.strictObject({
            attribute: z.array(z.union([z.string(), z.number()])),
            line: z.int().positive().nullable(),
            configured: z.json().describe("null where the configuration does not have it"),
            actual: z.json().describe("null where the state does not have it"),
          }),
        ),
      }),
    ),
    equal: z.int().describe("resources without a difference"),
    not_compared: z.array(z.strictObject({ address: z.string(), reason: z.string() })),
    problems: z.array(z.strictObject({ path, line: z.int().positive().nullable(), message: z.string() })),
  })
  .describe("Tollgate's report of a state against its configuration");

/** As JSON, two spaces deep, with a final newline. */
export function renderDriftJson(report: DriftReport): string {
  const { problems, ...shared } = report;
  const shown = {
    version: 1,
    drift: hasDrift(report),
    ...shared,
    problems: problems.map(({ path, line, message }) => ({ path, line, message })),
  };
  return `${JSON.stringify(shown, null, 2)}\n`;
}

/** For a person at a terminal: how much differs, then each resource, then what nobody can tell. */
export function renderDriftTerminal(report: DriftReport): string {
  const sections = [
    headline(report),
    section(
      "Only in the state (nothing in the configuration declares it):",
      report.only_in_state.map(({ address, type }) => `${plain(address)} (${plain(type)})`),
    ),
    section(
      "Only in the configuration (not created, or removed from the state):",
      report.only_in_configuration.map(
        ({ address, location }) => `${plain(address)} ${plain(location.path)}:${location.line}`,
      ),
    ),
    ...report.changed.map(({ address, location, attributes }) =>
      section(
        `${plain(address)} differs:`,
        attributes.map((attribute) => describe(attribute, location.path)),
      ),
    ),
    section(
      "Not compared:",
      report.not_compared.map(({ address, reason }) => `${plain(address)}: ${plain(reason)}`),
    ),
    section(
      "Problems:",
      report.problems.map((item) => `${plain(placeText(item))} ${plain(item.message)}`),
    ),
  ];
  return `${sections.filter((text) => text !== "").join("\n\n")}\n`;
}

function headline(report: DriftReport): string {
  const total = report.only_in_state.length + report.only_in_configuration.length + report.changed.length;
  const names = `${plain(report.state)} and ${plain(report.project.name)}`;
  const open = report.not_compared.length + report.problems.length;
  if (total > 0) return `Drift: ${count(total, "resource")} of ${names} differ, ${report.equal} agree`;
  const said = `${names} agree on ${count(report.equal, "resource")}`;
  return open === 0 ? `No drift: ${said}` : `No drift found, and not everything could be compared: ${said}`;
}

function section(title: string, lines: ReadonlyArray<string>): string {
  return lines.length === 0 ? "" : [title, ...lines.map((line) => `  ${line}`)].join("\n");
}

function describe({ attribute, line, configured, actual }: AttributeDrift, path: string): string {
  const place = line === null ? "" : ` ${plain(path)}:${line}`;
  return `${plain(spelled(attribute))}${place} configured ${shown(configured)}, is ${shown(actual)}`;
}

function spelled(attribute: AttributePath): string {
  return attribute.map((step, at) => (typeof step === "number" ? `[${step}]` : at === 0 ? step : `.${step}`)).join("");
}

function shown(value: Json): string {
  if (value === null) return "absent";
  return value === "(sensitive)" ? value : clip(plain(JSON.stringify(value)), 100);
}
