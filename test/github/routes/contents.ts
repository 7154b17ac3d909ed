import { posix } from "node:path";
import { notFound, Refusal, repositoryOf, type Answer, type Call } from "../call.ts";
import type { Entry } from "../git.ts";
import { repositoryHtmlUrl, repositoryUrl } from "../shapes/repository.ts";
import type { Repository } from "../world.ts";

const maxInlineBytes = 1024 * 1024;
const maxDirectoryEntries = 1000;

interface Place {
  readonly call: Call;
  readonly repository: Repository;
  readonly commit: string;
  /** What the client asked for, as it stands in URLs. */
  readonly ref: string;
}

function links(place: Place, entry: Entry) {
  const { world } = place.call;
  const path = entry.path.split("/").map(encodeURIComponent).join("/");
  const self = `${repositoryUrl(world, place.repository)}/contents/${path}?ref=${encodeURIComponent(place.ref)}`;
  const kind = entry.type === "tree" ? "tree" : "blob";
  const html = `${repositoryHtmlUrl(world, place.repository)}/${kind}/${encodeURIComponent(place.ref)}/${path}`;
  const git =
    entry.type === "commit" ? null : `${repositoryUrl(world, place.repository)}/git/${entry.type}s/${entry.sha}`;
  const raw = `${repositoryHtmlUrl(world, place.repository)}/raw/${encodeURIComponent(place.ref)}/${path}`;
  return {
    url: self,
    html_url: html,
    git_url: git,
    download_url: entry.type === "blob" ? raw : null,
    _links: { self, git, html },
  };
}

function described(place: Place, entry: Entry, type: string) {
  const { path, sha } = entry;
  return { type, name: posix.basename(path), path, sha, size: entry.size ?? 0, ...links(place, entry) };
}

/** A submodule is listed as a file, "for backwards compatibility". */
function listedType(entry: Entry): string {
  if (entry.type === "tree") return "dir";
  return entry.mode === "120000" ? "symlink" : "file";
}

async function directory(place: Place, sha: string, path: string): Promise<Answer> {
  const entries = (await place.repository.git.entries(sha, false)) ?? [];
  const prefix = path === "" ? "" : `${path}/`;
  const listed = entries.slice(0, maxDirectoryEntries).map((entry) => {
    const full = { ...entry, path: `${prefix}${entry.path}` };
    return described(place, full, listedType(entry));
  });
  if (!wants(place.call, "object")) return { status: 200, body: listed };
  const itself: Entry = { path, mode: "040000", type: "tree", sha, size: null };
  return { status: 200, body: { ...described(place, itself, "dir"), entries: listed } };
}

function wants(call: Call, kind: "raw" | "object"): boolean {
  return new RegExp(`application/vnd\\.github(\\.v3)?\\.${kind}`).test(call.accept);
}

async function file(place: Place, entry: Entry): Promise<Answer> {
  const bytes = (await place.repository.git.object(entry.sha))?.bytes ?? Buffer.alloc(0);
  if (wants(place.call, "raw")) {
    return { status: 200, bytes: { type: "application/vnd.github.raw+json; charset=utf-8", content: bytes } };
  }
  const isLarge = bytes.length > maxInlineBytes;
  if (isLarge && !wants(place.call, "object")) {
    throw new Refusal(
      403,
      "This API returns blobs up to 1 MB in size. The requested blob is too large to fetch via the API, but you can use the Git Data API to request blobs up to 100 MB in size.",
      {
        errors: [{ resource: "Blob", field: "data", code: "too_large" }],
      },
    );
  }
  const content = isLarge ? "" : bytes.toString("base64").replaceAll(/.{1,60}/g, "$&\n");
  const encoding = isLarge ? "none" : "base64";
  return { status: 200, body: { ...described(place, entry, "file"), content, encoding } };
}

/** GitHub follows a link to a file of the same repository, and describes any other. */
async function link(place: Place, entry: Entry): Promise<Answer> {
  const target = (await place.repository.git.object(entry.sha))?.bytes.toString() ?? "";
  const path = posix.normalize(posix.join(posix.dirname(entry.path), target));
  const isInside = !posix.isAbsolute(target) && !path.startsWith("..");
  const found = isInside ? await entryAt(place, path) : null;
  if (found?.type === "blob" && found.mode !== "120000") {
    return file(place, { ...entry, sha: found.sha, size: found.size });
  }
  return { status: 200, body: { ...described(place, entry, "symlink"), target } };
}

/** The address that `.gitmodules` gives for a submodule; empty where it gives none. */
async function submodule(place: Place, entry: Entry): Promise<Answer> {
  const modules = await entryAt(place, ".gitmodules");
  const text = modules ? ((await place.repository.git.object(modules.sha))?.bytes.toString() ?? "") : "";
  const section = text.split(/^\[/m).find((part) => part.includes(`path = ${entry.path}\n`)) ?? "";
  const url = /^\s*url\s*=\s*(?<url>\S+)/m.exec(section)?.groups?.["url"] ?? "";
  return { status: 200, body: { ...described(place, entry, "submodule"), submodule_git_url: url } };
}

async function entryAt(place: Place, path: string): Promise<Entry | null> {
  const entries = await place.repository.git.entries(place.commit, true);
  return entries?.find((entry) => entry.path === path) ?? null;
}

/** `GET /repos/{owner}/{repo}/contents/{path}`. */
export async function contents(call: Call): Promise<Answer> {
  const repository = repositoryOf(call);
  const ref = String(call.query["ref"] ?? repository.defaultBranch);
  const commit = await repository.git.resolve(ref);
  if (commit === null) {
    throw new Refusal(
      404,
      call.query["ref"] === undefined ? "This repository is empty." : `No commit found for the ref ${ref}`,
    );
  }
  const place: Place = { call, repository, commit, ref };
  const path = String(call.params["path"] ?? "").replace(/\/$/, "");
  const tree = (await repository.git.commitAt(commit))?.tree ?? "";
  if (path === "") return directory(place, tree, "");
  const entry = await entryAt(place, path);
  if (!entry) throw notFound();
  if (entry.type === "tree") return directory(place, entry.sha, path);
  if (entry.type === "commit") return submodule(place, entry);
  return entry.mode === "120000" ? link(place, entry) : file(place, entry);
}
