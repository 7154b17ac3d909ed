import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { format } from "prettier";
import { z } from "zod";

import { priceOverridesSchema } from "../src/config/price-overrides.ts";
import { configurationSchema, organisationSchema } from "../src/config/schema.ts";
import { waiversSchema } from "../src/config/waivers.ts";
import { policyInputSchema } from "../src/policy/input-schema.ts";
import { schemaFile, schemaNames, schemasOf } from "../src/policy/input-schemas.ts";
import { driftSchema } from "../src/report/drift.ts";
import { reportSchema } from "../src/report/json.ts";

/** Writes schemas/ from the zod schemas; with `--check` only says whether the committed ones are the same. */
const directory = fileURLToPath(new URL("../schemas/", import.meta.url));
const inputs = schemasOf(policyInputSchema());
const schemas: Readonly<Record<string, unknown>> = {
  "configuration.json": z.toJSONSchema(configurationSchema, { io: "input" }),
  "organisation.json": z.toJSONSchema(organisationSchema, { io: "input" }),
  "price-overrides.json": z.toJSONSchema(priceOverridesSchema, { io: "input" }),
  "waivers.json": z.toJSONSchema(waiversSchema, { io: "input" }),
  "report.json": z.toJSONSchema(reportSchema),
  "drift.json": z.toJSONSchema(driftSchema),
  ...Object.fromEntries(schemaNames.map((name) => [schemaFile(name), inputs[name]])),
};

const isCheck = process.argv.includes("--check");
mkdirSync(directory, { recursive: true });
const differing: string[] = [];
for (const [name, schema] of Object.entries(schemas)) {
  const text = await format(JSON.stringify(schema), { parser: "json", printWidth: 120 });
  if (read(`${directory}${name}`) === text) continue;
  differing.push(`schemas/${name}`);
  if (!isCheck) writeFileSync(`${directory}${name}`, text);
}
if (isCheck && differing.length > 0) {
  process.stderr.write(`${differing.join(", ")} differ from the zod schemas; run: npm run schemas:build\n`);
  process.exitCode = 1;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
