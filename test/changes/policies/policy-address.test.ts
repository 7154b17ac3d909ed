import { describe, expect, it } from "vitest";

import { parsePolicyAddress } from "../../../src/changes/policies/policy-address.ts";

const there = new Set(["policies", "../clone", "odd@name", "acme/policies"]);
const parse = (text: string) => parsePolicyAddress(text, (path) => there.has(path));
const sha = "a".repeat(64);

describe("parsePolicyAddress", () => {
  it.each([
    ["policies", { kind: "disk", path: "policies" }],
    ["missing", { kind: "disk", path: "missing" }],
    ["odd@name", { kind: "disk", path: "odd@name" }],
    ["../clone@main:rules/", { kind: "clone", directory: "../clone", ref: "main", path: "rules" }],
    ["../clone@v1.2", { kind: "clone", directory: "../clone", ref: "v1.2", path: "." }],
    ["acme/policies@main", { kind: "clone", directory: "acme/policies", ref: "main", path: "." }],
    ["acme/rules@release/1:a/b", { kind: "repository", repository: "acme/rules", ref: "release/1", path: "a/b" }],
    [
      "git::https://example.com/acme/rules.git//a?ref=v1",
      { kind: "git", url: "https://example.com/acme/rules.git", ref: "v1", path: "a" },
    ],
    ["git::file:///srv/rules//a?ref=v1", { kind: "clone", directory: "/srv/rules", ref: "v1", path: "a" }],
    [
      "git::git@example.com:acme/rules.git?ref=v1",
      { kind: "git", url: "ssh://git@example.com/acme/rules.git", ref: "v1", path: "." },
    ],
    ["oci://localhost:5000/acme/rules", { kind: "oci", registry: "localhost:5000", name: "acme/rules", reference: "latest" }],
    ["oci://ghcr.io/acme/rules:v1", { kind: "oci", registry: "ghcr.io", name: "acme/rules", reference: "v1" }],
    [
      `oci://ghcr.io/acme/rules:v1@sha256:${sha}`,
      { kind: "oci", registry: "ghcr.io", name: "acme/rules", reference: `sha256:${sha}` },
    ],
  ])("reads %s", (text, expected) => {
    expect(parse(text)).toEqual(expected);
  });

  it.each([
    ["oci://", "expected oci://registry/name:tag"],
    ["oci://ghcr.io/Acme/rules", "expected oci://registry/name:tag"],
    ["oci://ghcr.io/acme/rules@sha256:12", "expected oci://registry/name:tag"],
    ["oci://user@ghcr.io/acme/rules", "expected oci://registry/name:tag"],
    ["git::https://example.com/a.git//../b", "leaves the package"],
    ["acme/rules@main:../x", "leaves the repository"],
  ])("says what is wrong with %s", (text, reason) => {
    expect(parse(text)).toMatchObject({ kind: "wrong", reason: expect.stringContaining(reason) as string });
  });
});
