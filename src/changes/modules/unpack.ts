import { posix } from "node:path";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";
import { fromBuffer, type Entry, type ZipFile } from "yauzl";

/** One file of an archive; a link has no bytes, and where it leads is nobody's business. */
export interface ArchivedFile {
  readonly path: string;
  readonly bytes: Uint8Array | null;
}

/** More than any package of modules has; an archive may claim to be small and be a bomb. */
export const unpackLimits = { files: 20_000, bytes: 200 * 1024 * 1024 };

/** An archive that is not unpacked, with the reason as people read it. */
export class ArchiveError extends Error {
  override readonly name = "ArchiveError";
}

/**
 * The files of an archive, in memory. Throws ArchiveError for what is damaged, leaves the archive's directory, holds
 * anything but files, directories and links, or is larger than a package of modules may be.
 */
export async function unpack(
  archive: Uint8Array,
  format: "zip" | "tar.gz" | "tar",
  limits = unpackLimits,
): Promise<ReadonlyArray<ArchivedFile>> {
  const collected = new Collected(limits);
  try {
    await (format === "zip" ? unzip(archive, collected) : untar(archive, format, collected));
  } catch (cause) {
    if (cause instanceof ArchiveError) throw cause;
    const said = cause instanceof Error ? cause.message : "unreadable";
    throw new ArchiveError(`the archive is no valid ${format}: ${said}`, { cause });
  }
  return collected.files;
}

/** The format of an archive by its first bytes; null for none that is read. */
export function formatOf(archive: Uint8Array): "zip" | "tar.gz" | null {
  if (archive[0] === 0x1f && archive[1] === 0x8b) return "tar.gz";
  return archive[0] === 0x50 && archive[1] === 0x4b ? "zip" : null;
}

class Collected {
  readonly files: Array<ArchivedFile> = [];
  private readonly limits: typeof unpackLimits;
  private bytes = 0;

  constructor(limits: typeof unpackLimits) {
    this.limits = limits;
  }

  /** A path that stays in the archive's directory; throws ArchiveError for any other. */
  path(name: string): string {
    const path = posix.normalize(name);
    if (
      name.includes("\\") ||
      name.includes("\0") ||
      posix.isAbsolute(path) ||
      path === ".." ||
      path.startsWith("../")
    ) {
      throw new ArchiveError(`the archive has a file that leaves its directory: ${JSON.stringify(name)}`);
    }
    return path.replace(/\/$/, "");
  }

  async add(path: string, content: Readable | null): Promise<void> {
    if (this.files.length >= this.limits.files) {
      throw new ArchiveError(`the archive has more than ${this.limits.files} files`);
    }
    if (content === null) {
      this.files.push({ path, bytes: null });
      return;
    }
    const chunks: Array<Uint8Array> = [];
    for await (const chunk of chunksOf(content)) {
      this.bytes += chunk.length;
      if (this.bytes > this.limits.bytes) {
        throw new ArchiveError(`the archive unpacks to more than ${this.limits.bytes} bytes`);
      }
      chunks.push(chunk);
    }
    this.files.push({ path, bytes: Buffer.concat(chunks) });
  }
}

async function* chunksOf(content: Readable): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) if (chunk instanceof Uint8Array) yield chunk;
}

async function untar(archive: Uint8Array, format: "tar.gz" | "tar", collected: Collected): Promise<void> {
  const entries = extract();
  const source = Readable.from([archive]);
  const failed = (error: Error): void => {
    entries.destroy(error);
  };
  source.on("error", failed);
  if (format === "tar") source.pipe(entries);
  else source.pipe(createGunzip()).on("error", failed).pipe(entries);
  for await (const entry of entries) {
    const { name, type } = entry.header;
    const path = collected.path(name);
    if (type === "file" || type === "contiguous-file") await collected.add(path, Readable.from(entry));
    else if (type === "symlink" || type === "link") await collected.add(path, null);
    else if (type !== "directory") {
      throw new ArchiveError(`the archive has ${JSON.stringify(name)}, which is no file, directory or link`);
    }
    entry.resume();
  }
}

async function unzip(archive: Uint8Array, collected: Collected): Promise<void> {
  const zip = await openZip(Buffer.from(archive));
  await new Promise<void>((resolve, reject) => {
    zip.on("error", reject);
    zip.on("end", resolve);
    zip.on("entry", (entry: Entry) => {
      addZipped(zip, entry, collected).then(() => {
        zip.readEntry();
      }, reject);
    });
    zip.readEntry();
  });
}

function openZip(archive: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(archive, { lazyEntries: true }, (error, zip) => {
      if (error === null) resolve(zip);
      else reject(error);
    });
  });
}

async function addZipped(zip: ZipFile, entry: Entry, collected: Collected): Promise<void> {
  const path = collected.path(entry.fileName);
  if (entry.fileName.endsWith("/")) return;
  const isLink = ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;
  await collected.add(path, isLink ? null : await openEntry(zip, entry));
}

function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error === null) resolve(stream);
      else reject(error);
    });
  });
}
