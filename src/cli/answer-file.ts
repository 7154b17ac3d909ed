import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, stat, utimes } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { constants, zstdCompress, zstdDecompress } from "node:zlib";
import { sha256 } from "../model/digest.ts";
import type { KeptAnswers } from "../engines/kept-answers.ts";
import { isRecord } from "../model/json.ts";
import { writeWhole } from "../policy/write-whole.ts";
import { cacheFolder } from "./cache-folder.ts";

/** Answers of one run above this are not kept: reading them would take as long as finding them. */
const mostBytes = 256 * 2 ** 20;
/** Directories whose answers are kept, the latest ones. */
const mostFiles = 64;
/** Another form of the file is another format, and is not read. */
const format = "tollgate-answers-1";

/**
 * Opens the answers of a command's last run in a directory; what cannot be read counts as not there. Saving forgets what
 * this run did not ask for.
 */
export function openAnswerFile(command: string, directory: string): KeptAnswers {
  const folder = cacheFolder("answers");
  const name = sha256(`${command}\n${resolve(directory)}`);
  const path = join(folder, name);
  const isLikely = existsSync(path);
  const before = isLikely ? readAnswers(path) : Promise.resolve(new Map<string, Uint8Array>());
  const now = new Map<string, Uint8Array>();
  return {
    isLikely,
    read: async (key) => {
      const answer = now.get(key) ?? (await before).get(key) ?? null;
      if (answer !== null) now.set(key, answer);
      return answer;
    },
    write: (key, answer) => {
      now.set(key, answer);
    },
    save: async () => {
      const known = await before;
      const isSame = known.size === now.size && [...now.keys()].every((key) => known.has(key));
      await (isSame ? touch(path) : writeAnswers(folder, path, now)).catch(() => undefined);
    },
  };
}

/** The file is compressed with a checksum: what was cut off or changed is not read. */
async function readAnswers(path: string): Promise<ReadonlyMap<string, Uint8Array>> {
  try {
    const bytes = await promisify(zstdDecompress)(await readFile(path), { maxOutputLength: 2 * mostBytes });
    const end = bytes.indexOf(10);
    const lengths = lengthsOf(JSON.parse(bytes.toString("utf8", 0, end)));
    let from = end + 1;
    return new Map(lengths.map(([key, length]) => [key, bytes.subarray(from, (from += length))]));
  } catch {
    return new Map();
  }
}

/** By hand: a scan begins with it, before there is zod. */
function lengthsOf(head: unknown): ReadonlyArray<readonly [key: string, length: number]> {
  if (!isRecord(head) || head["format"] !== format) return [];
  return listOf(head["answers"]).flatMap((entry) => {
    const [key, length] = listOf(entry);
    return typeof key === "string" && typeof length === "number" ? [[key, length] as const] : [];
  });
}

function listOf(value: unknown): ReadonlyArray<unknown> {
  return Array.isArray(value) ? value : [];
}

async function writeAnswers(folder: string, path: string, answers: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const kept = fitting(answers);
  if (kept.length === 0) return;
  const lengths = kept.map(([key, { byteLength }]): [string, number] => [key, byteLength]);
  const head = new TextEncoder().encode(`${JSON.stringify({ format, answers: lengths })}\n`);
  const bytes = Buffer.concat([head, ...kept.map(([, answer]) => answer)]);
  const params = { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeWhole(path, await promisify(zstdCompress)(bytes, { params }), 0o600);
  await forgetOldest(folder);
}

function fitting(answers: ReadonlyMap<string, Uint8Array>): ReadonlyArray<readonly [string, Uint8Array]> {
  let left = mostBytes;
  return [...answers].filter(([, { byteLength }]) => {
    if (byteLength > left) return false;
    left -= byteLength;
    return true;
  });
}

/** The time of a file is that of its last use. */
async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now);
}

async function forgetOldest(folder: string): Promise<void> {
  const names = await readdir(folder);
  if (names.length <= mostFiles) return;
  const files = await Promise.all(
    names.map(async (name) => ({ name, time: (await stat(join(folder, name))).mtimeMs })),
  );
  const oldest = files.sort((left, right) => right.time - left.time).slice(mostFiles);
  await Promise.all(oldest.map(({ name }) => rm(join(folder, name), { force: true })));
}
