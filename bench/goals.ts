import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { codeFileName } from "../src/engines/load-module.ts";

/** What is aimed at on two idle cores, milliseconds, by the names of inputs and of warm figures. */
const goals: Readonly<Record<string, number>> = {
  "tollgate scan: 2000 resources, a block each": 1500,
  "tollgate scan: 500 manifests": 400,
  "tollgate scan: m500": 400,
  "tollgate scan: mods": 3000,
  "tollgate scan: terragoat": 400,
  "2000 resources evaluated, the first call of a process": 1500,
  "2000 resources evaluated": 300,
  "the whole pack on 2000 resources": 500,
  "100 rules on 2000 resources": 250,
};

/** The goal of a figure, for a table; empty where there is none. */
export function goalOf(name: string): string {
  return goals[name]?.toFixed(0) ?? "";
}

/** Engines that start without the machine code of their present build, which costs each process a second. */
export function enginesWithoutCode(): ReadonlyArray<string> {
  const build = new URL("../engines/build/", import.meta.url);
  return ["hcl", "opa", "documents"].filter((name) => {
    const stamp = fileURLToPath(new URL(`${name}.sha256`, build));
    if (!existsSync(stamp)) return true;
    const file = codeFileName(name, readFileSync(stamp, "utf8").trim());
    return !existsSync(fileURLToPath(new URL(file, build)));
  });
}
