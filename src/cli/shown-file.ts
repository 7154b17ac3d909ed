import { readFileSync, realpathSync, statSync } from "node:fs";
import { basename, relative, sep } from "node:path";

import { UsageError } from "../model/failure.ts";
import type { GivenPlan } from "../review.ts";

/** More than plans of thousands of resources have; far more would not fit into memory when parsed. */
const maxBytes = 64 * 1024 * 1024;

/**
 * Reads a file that `terraform show -json` wrote. `root` is the tree's real path: a file in it is named relative to it,
 * another by its name alone. Throws UsageError when it is missing, too large or not UTF-8.
 */
export function readShownFile(file: string, what: "plan" | "state", root: string): GivenPlan {
  const size = sizeOf(file, what);
  if (size > maxBytes) {
    const limit = maxBytes / 1024 / 1024;
    throw new UsageError(
      `the ${what} ${file} has ${size} bytes, more than the ${limit} MB that are read; split the root`,
    );
  }
  const place = relative(root, realpathSync.native(file)).split(sep).join("/");
  const isInTree = place !== "" && place !== ".." && !place.startsWith("../") && !/^[A-Za-z]:/.test(place);
  return { path: isInTree ? place : basename(file), is_in_tree: isInTree, text: textOf(file, what) };
}

function sizeOf(file: string, what: string): number {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat?.isFile() === true) return stat.size;
  throw new UsageError(`the ${what} ${file} cannot be read; name a file that exists`);
}

function textOf(file: string, what: string): string {
  const bytes = readBytes(file, what);
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new UsageError(
      `the ${what} ${file} is UTF-16, expected UTF-8; in PowerShell write it with Out-File -Encoding utf8`,
    );
  }
  if (bytes.subarray(0, 2).toString("latin1") === "PK") {
    throw new UsageError(
      `the ${what} ${file} is in Terraform's binary form; give what "terraform show -json ${file}" writes`,
    );
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UsageError(`the ${what} ${file} is not UTF-8 text; give what "terraform show -json" writes`, { cause });
  }
}

function readBytes(file: string, what: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new UsageError(`the ${what} ${file} cannot be read; name a file that may be read`, { cause });
  }
}
