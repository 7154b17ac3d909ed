import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** Programs that are measured in the same run, and how to get them. */
const sources = {
  opa: ["go", "install", "github.com/open-policy-agent/opa@v1.22.0"],
  conftest: ["go", "install", "github.com/open-policy-agent/conftest@latest"],
  tflint: ["go", "install", "github.com/terraform-linters/tflint@latest"],
  checkov: ["python3", "-m", "pip", "install", "--quiet", "checkov"],
} as const;

export type Peer = keyof typeof sources;

export const peers: ReadonlyArray<Peer> = ["opa", "conftest", "tflint", "checkov"];

const base = process.env["XDG_CACHE_HOME"];
/** Outside of the tree, kept between runs. */
const folder = join(base === undefined || base === "" ? join(homedir(), ".cache") : base, "tollgate", "bench");
const installLimit = 900_000; // milliseconds

/** Where the program is: on the PATH, or where `installPeers` puts it; null when it is nowhere. */
export function peer(name: Peer): string | null {
  const places = [...(process.env["PATH"] ?? "").split(delimiter), folder, join(folder, "python", "bin")];
  return places.map((place) => join(place, name)).find((path) => existsSync(path)) ?? null;
}

/** Installs what is missing from the package registries; gives a line for each that cannot be had. */
export function installPeers(): ReadonlyArray<string> {
  return peers.flatMap((name) => {
    if (peer(name) !== null) return [];
    const [program, ...args] = sources[name];
    const python = join(folder, "python");
    if (name === "checkov") run("python3", ["-m", "venv", python]);
    const isInstalled = run(name === "checkov" ? join(python, "bin", "python3") : program, args);
    return isInstalled ? [] : [missing(name)];
  });
}

/** What to say of a peer that is not measured. */
export function missing(name: Peer): string {
  return `${name} is not installed (${sources[name].join(" ")}, or npm run bench -- --peers): no peer in this run.`;
}

function run(program: string, args: ReadonlyArray<string>): boolean {
  const env = { ...process.env, GOBIN: folder };
  return spawnSync(program, args, { env, stdio: "ignore", timeout: installLimit }).status === 0;
}
