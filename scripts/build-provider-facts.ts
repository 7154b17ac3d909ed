/**
 * Makes provider-facts/ from the generated bindings of the providers, which npm installs into a temporary folder
 * (1.1 GB, removed afterwards).
 *
 *   node scripts/build-provider-facts.ts                  installs and writes the tables
 *   node scripts/build-provider-facts.ts --from FOLDER    takes the packages from FOLDER/node_modules
 */
import { execFileSync } from "node:child_process";
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { encodeType } from "./provider-facts/encode-type.ts";
import { readClasses } from "./provider-facts/read-classes.ts";
import { isSensitive } from "./provider-facts/sensitive.ts";

/** The last versions that were published; they stay what they are. */
const packages = {
  aws: "@cdktf/provider-aws@21.22.1",
  azurerm: "@cdktf/provider-azurerm@14.23.1",
  google: "@cdktf/provider-google@16.12.1",
  kubernetes: "@cdktf/provider-kubernetes@12.1.1",
} as const;

const manifest = z.object({
  cdktf: z.object({ provider: z.object({ name: z.string(), version: z.string() }) }),
});
const sourceMap = z.object({ sourcesContent: z.tuple([z.string()]) });

const target = join(import.meta.dirname, "..", "provider-facts");
const given = process.argv.indexOf("--from");
const from = given === -1 ? undefined : process.argv[given + 1];
const folder = from ?? mkdtempSync(join(tmpdir(), "provider-facts-"));
try {
  if (from === undefined) install(folder);
  mkdirSync(target, { recursive: true });
  for (const [provider, spec] of Object.entries(packages)) {
    const table = tableOf(join(folder, "node_modules", spec.slice(0, spec.lastIndexOf("@"))));
    writeFileSync(join(target, `${provider}.tsv`), table);
    console.log(`${provider}: ${table.split("\n").length - 2} types, ${Math.round(table.length / 1024)} KiB`);
  }
} finally {
  if (from === undefined) rmSync(folder, { recursive: true, force: true });
}

function install(into: string): void {
  writeFileSync(join(into, "package.json"), "{}");
  const options = ["--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund"];
  execFileSync("npm", ["install", ...options, ...Object.values(packages)], { cwd: into, stdio: "inherit" });
}

/** The first line names the provider and its version, each other one is a resource type, in the order of their names. */
function tableOf(packageFolder: string): string {
  const { cdktf } = manifest.parse(JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")));
  const lib = join(packageFolder, "lib");
  const lines = readdirSync(lib)
    // `data-factory` is a resource, `data-aws-ami` is not: what a folder declares decides, not its name.
    .filter((name) => existsSync(join(lib, name, "index.js")) && isResource(join(lib, name)))
    .flatMap((name) => {
      const generated = readClasses(sourceOf(join(lib, name)));
      return [...generated.resources].map(([type, owner]) => encodeType(type, owner, generated, isSensitive));
    });
  return `# ${cdktf.provider.name} ${cdktf.provider.version}\n${lines.sort().join("\n")}\n`;
}

function isResource(folder: string): boolean {
  return readFileSync(join(folder, "index.d.ts"), "utf8").includes(" extends cdktf.TerraformResource ");
}

/** The TypeScript that a package was compiled from: its source maps carry it, with the comments that we need. */
function sourceOf(resource: string): string {
  return globSync("**/*.js", { cwd: resource })
    .sort()
    .map((file) => {
      const text = readFileSync(join(resource, file), "utf8");
      const map = /sourceMappingURL=data:application\/json;(?:charset=[^;]*;)?base64,(?<data>.*)/.exec(text)?.groups;
      if (map === undefined) throw new Error(`${file} carries no source map; the schema cannot be read`);
      return sourceMap.parse(JSON.parse(Buffer.from(map["data"] ?? "", "base64").toString("utf8"))).sourcesContent[0];
    })
    .join("\n");
}
