import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { fetchGitPackage } from "../../../src/changes/modules/git-packages.ts";
import { openPackageStore } from "../../../src/changes/modules/package-store.ts";

describe("a repository of modules", () => {
  const place = mkdtempSync(join(tmpdir(), "tollgate-git-packages-"));
  const source = join(place, "source");
  const git = (...args: ReadonlyArray<string>): string =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], {
      cwd: place,
      encoding: "utf8",
    });

  beforeAll(() => {
    git("init", "--quiet", "--initial-branch=main", source);
    writeFileSync(join(source, "main.tf"), 'output "a" { value = 1 }\n');
    writeFileSync(join(source, "large.bin"), randomBytes(2 * 1024 * 1024)); // as random as no compression makes small
    git("-C", source, "add", ".");
    git("-C", source, "commit", "--quiet", "-m", "first");
  });

  afterAll(() => {
    rmSync(place, { recursive: true });
  });

  const url = `file://${source}`;
  const limits = { network: true, protocols: ["file"] };

  it("is fetched as far as its bytes are few enough", async () => {
    const store = openPackageStore(join(place, "fits"));
    const found = await fetchGitPackage(url, "main", store, { ...limits, bytes: 8 * 1024 * 1024 });
    expect(typeof found === "string" ? found : [...found.files.entries.keys()]).toEqual(["large.bin", "main.tf"]);
  });

  it("is refused beyond them, and leaves nothing behind", async () => {
    const store = openPackageStore(join(place, "exceeds"));
    const found = await fetchGitPackage(url, "main", store, { ...limits, bytes: 1024 * 1024 });
    expect(found).toBe("the repository is larger than the 1048576 bytes that are fetched");
    const left = readdirSync(join(place, "exceeds"), { recursive: true, withFileTypes: true });
    expect(left.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual([]);
    expect(await fetchGitPackage(url, "main", store, { ...limits, bytes: 8 * 1024 * 1024 })).not.toBeTypeOf("string");
  });
});
