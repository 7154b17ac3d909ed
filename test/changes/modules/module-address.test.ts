import { describe, expect, it } from "vitest";

import { parseModuleSource } from "../../../src/changes/modules/module-address.ts";

function short(source: string): string {
  const address = parseModuleSource(source);
  switch (address.kind) {
    case "registry":
      return `registry ${address.host} ${address.name} in ${address.directory}`;
    case "git":
      return `git ${address.url} at ${address.ref ?? "HEAD"} in ${address.directory}`;
    case "archive":
      return `archive ${address.url} (${address.format ?? "?"}, ${address.checksum ?? "-"}) in ${address.directory}`;
    case "unsupported":
      return `no: ${address.reason}`;
  }
}

describe("sources are read as Terraform reads them", () => {
  it.each([
    ["terraform-aws-modules/vpc/aws", "registry registry.terraform.io terraform-aws-modules/vpc/aws in ."],
    ["acme/iam/aws//modules/role", "registry registry.terraform.io acme/iam/aws in modules/role"],
    ["app.terraform.io/acme/net/aws", "registry app.terraform.io acme/net/aws in ."],
    ["localhost:8443/acme/net/aws", "registry localhost:8443 acme/net/aws in ."],
    ["tfr:///acme/net/aws//sub?version=1.2.3", "registry registry.terraform.io acme/net/aws in sub"],
    ["tfr://registry.acme.org/acme/net/aws?version=1.2.3", "registry registry.acme.org acme/net/aws in ."],
    ["github.com/acme/net", "git https://github.com/acme/net.git at HEAD in ."],
    ["github.com/acme/net.git//a/b?ref=v1.2.0", "git https://github.com/acme/net.git at v1.2.0 in a/b"],
    ["github.com/acme/net/a", "git https://github.com/acme/net.git at HEAD in a"],
    ["git::https://x.org/net.git//sub?ref=main&depth=1", "git https://x.org/net.git at main in sub"],
    ["git::ssh://git@x.org:2222/acme/net.git", "git ssh://git@x.org:2222/acme/net.git at HEAD in ."],
    ["git@github.com:acme/net.git//sub?ref=v1", "git ssh://git@github.com/acme/net.git at v1 in sub"],
    ["git::git@github.com:acme/net.git", "git ssh://git@github.com/acme/net.git at HEAD in ."],
    ["git::github.com/acme/net", "git https://github.com/acme/net.git at HEAD in ."],
    ["https://github.com/acme/net.git?ref=v1", "git https://github.com/acme/net.git at v1 in ."],
    ["bitbucket.org/acme/net", "git https://bitbucket.org/acme/net.git at HEAD in ."],
    ["https://x.org/net.zip//sub", "archive https://x.org/net.zip (zip, -) in sub"],
    ["https://x.org/net?archive=tgz", "archive https://x.org/net (tar.gz, -) in ."],
    ["https://x.org/net.tar.gz?checksum=sha256:ab", "archive https://x.org/net.tar.gz (tar.gz, sha256:ab) in ."],
    ["https://x.org/net.tar.bz2", "no: archives of that format are not read; expected zip, tar or tar.gz"],
    ["s3::https://s3.amazonaws.com/b/net.zip", "no: s3:: addresses are not fetched; expected a registry, git or https"],
    ["hg::https://x.org/net", "no: hg:: addresses are not fetched; expected a registry, git or https"],
    ["github.com/acme/net//../../x", "no: its directory leaves the package"],
    ["git::file:///etc", "git file:///etc at HEAD in ."],
    ["/abs/path", "no: it is no source that is fetched; expected a registry module, a git repository or an archive"],
  ])("%s", (source, expected) => {
    expect(short(source)).toBe(expected);
  });
});
