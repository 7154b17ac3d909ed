import { execFileSync, spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { collectScan, openWorkplace } from "../../../src/changes/git.ts";
import { moduleFetcher, type FetcherParts } from "../../../src/changes/modules/fetch-modules.ts";
import { openPackageStore } from "../../../src/changes/modules/package-store.ts";
import { newestBy } from "../../../src/cli/modules.ts";
import { readResources, type ReadResult } from "../../../src/formats/read.ts";
import type { FetchedModule, ModuleFetcher } from "../../../src/model/module-source.ts";
import { engines } from "../../formats/terraform/support.ts";
import { makeDirectory, makeRepository, type TestRepository } from "../../support/repository.ts";
import { aZip } from "./archives.ts";

/** A registry, archives and git over HTTP on the loopback; `asked` has every path that was asked for. */
interface Place {
  readonly origin: string;
  readonly asked: Array<string>;
  readonly files: Map<string, Uint8Array>;
  readonly repository: TestRepository;
  readonly server: Server;
}

const versions = ["1.0.0", "1.2.0", "1.10.0", "2.0.0", "2.1.0-beta1"];

function openPlace(): Promise<Place> {
  const asked: Array<string> = [];
  const files = new Map<string, Uint8Array>();
  const repository = makeRepository();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://x");
    asked.push(url.pathname);
    const file = files.get(url.pathname);
    const version = /^\/v1\/acme\/net\/aws\/(?<version>[^/]+)\/download$/.exec(url.pathname)?.groups?.["version"];
    const isAllowed = request.headers.authorization === "Bearer secret";
    if (url.pathname === "/.well-known/terraform.json") response.end('{"modules.v1": "/v1/"}');
    else if (url.pathname === "/v1/acme/net/aws/versions" && isAllowed)
      response.end(JSON.stringify({ modules: [{ versions: versions.map((text) => ({ version: text })) }] }));
    else if (url.pathname.startsWith("/v1/acme/net/aws/") && !isAllowed) response.writeHead(401).end();
    else if (version === "1.10.0")
      response.writeHead(204, { "x-terraform-get": "/files/net.zip//*?archive=zip" }).end();
    else if (version === "2.0.0") response.end('{"location": "registry.test/acme/net/aws"}');
    else if (file !== undefined) response.end(file);
    else if (url.pathname.startsWith("/git/")) {
      const git = spawn("git", ["http-backend"], {
        env: {
          ...process.env,
          GIT_PROJECT_ROOT: repository.root,
          GIT_HTTP_EXPORT_ALL: "1",
          PATH_INFO: url.pathname.replace("/git", ""),
          QUERY_STRING: url.search.slice(1),
          REQUEST_METHOD: request.method ?? "GET",
          CONTENT_TYPE: request.headers["content-type"] ?? "",
          GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
        },
        stdio: ["pipe", "pipe", "ignore"],
      });
      request.pipe(git.stdin);
      const chunks: Array<Buffer> = [];
      git.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
      git.on("close", () => {
        const output = Buffer.concat(chunks);
        const end = output.indexOf("\r\n\r\n");
        const headers = output
          .subarray(0, end)
          .toString()
          .split("\r\n")
          .map((line): readonly [string, string] => [line.split(": ")[0] ?? "", line.split(": ")[1] ?? ""]);
        const status = Number(headers.find(([name]) => name === "Status")?.[1].slice(0, 3) ?? 200);
        response.writeHead(status, Object.fromEntries(headers.filter(([name]) => name !== "Status")));
        response.end(output.subarray(end + 4));
      });
    } else response.writeHead(404).end();
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = address !== null && typeof address === "object" ? address.port : 0;
      resolve({ origin: `http://127.0.0.1:${port}`, asked, files, repository, server });
    });
  });
}

describe("modules from elsewhere", () => {
  let place: Place;
  let cache: { readonly root: string; readonly remove: () => void };
  let first = "";
  beforeAll(async () => {
    place = await openPlace();
    first = place.repository.commit({
      "modules/leaf/main.tf": 'variable "n" { default = 1 }\nresource "aws_x" "leaf" { n = var.n }\n',
      "main.tf": 'module "leaf" { source = "./modules/leaf" }\n',
      link: { link: "/etc" },
    });
    place.repository.git("tag", "v1.0.0");
    place.repository.commit({ "main.tf": 'module "leaf" {\n  source = "./modules/leaf"\n  n = 2\n}\n' });
    place.files.set(
      "/files/net.zip",
      aZip([
        ["net-1.10.0/main.tf", 'resource "aws_x" "net" { p = path.module }\n'],
        ["net-1.10.0/sub/main.tf", 'module "up" { source = "../" }\n'],
      ]),
    );
    place.files.set("/files/evil.zip", aZip([["../../evil.tf", "a"]]));
    place.files.set("/files/page", Buffer.from("<html>"));
  });
  beforeEach(() => {
    cache = makeDirectory();
    place.asked.length = 0;
  });
  afterEach(() => {
    cache.remove();
  });
  afterAll(async () => {
    place.server.close();
    place.repository.remove();
    await engines.close();
  });

  function parts(network: boolean): FetcherParts {
    return {
      store: openPackageStore(join(cache.root, "modules")),
      web: {
        fetch: (url, init) => fetch(url.replace(/^https:\/\/registry\.test/, place.origin), init),
        token: (host) => (host === "registry.test" ? "secret" : null),
        maxBytes: 100_000,
      },
      newest: newestBy(engines),
      network,
      protocols: ["https", "http"],
    };
  }

  function fetcher(network = true): ModuleFetcher {
    return moduleFetcher(parts(network));
  }

  function told(answer: FetchedModule): string {
    if (answer.kind === "unavailable") return answer.reason;
    const files = [...answer.package.files.entries.keys()].join(" ");
    return `${answer.package.name} in ${answer.directory}: ${files}`;
  }

  const git = (rest: string): string => `git::${place.origin}/git/.git${rest}`;
  const ask = async (source: string, version = "", network = true): Promise<string> =>
    told(await fetcher(network).fetch({ source, version }))
      .replaceAll(place.origin, "ORIGIN")
      .replaceAll(/127\.0\.0\.1:\d+/g, "HOST");

  it("come from a registry: the newest version that meets the constraint", async () => {
    const net = "registry.test/acme/net/aws";
    expect(await ask(`${net}//sub`, "~> 1.2")).toBe(
      `registry.test/acme/net/aws@1.10.0 in net-1.10.0/sub: net-1.10.0/main.tf net-1.10.0/sub/main.tf`,
    );
    expect(await ask(net, "~> 1.2", false)).toContain("acme/net/aws@1.10.0 in net-1.10.0:");
    expect(place.asked.filter((path) => path.endsWith("/download"))).toHaveLength(1);
    expect(await ask(net, "~> 3.0")).toBe(
      'the registry registry.test has no version that meets "~> 3.0"; it has 1.2.0, 2.0.0, 2.1.0-beta1',
    );
    expect(await ask(net, "2.0.0")).toContain("which is a registry again");
    expect(await ask("registry.test/acme/other/aws", "1.0.0")).toBe(
      "HOST answers 404 to /v1/acme/other/aws/versions".replace("HOST", "registry.test"),
    );
    expect(await ask(net, "~> 2.0", false)).toBe("it is not in the cache of modules; --fetch-modules fetches it");
  });

  it("come from git: a tag, a commit, a branch, the default branch", async () => {
    expect(await ask(git("?ref=v1.0.0"))).toBe("HOST/git/@v1.0.0 in .: link main.tf modules/leaf/main.tf");
    expect(await ask(git(`//modules/leaf?ref=${first}`))).toContain(`@${first} in modules/leaf:`);
    expect(await ask(git("?ref=main"))).toMatch(/@main-[0-9a-f]{12} in \.:/);
    expect(await ask(git(""))).toMatch(/@[0-9a-f]{12} in \.:/);
    expect(await ask(git("?ref=v9"))).toBe('the repository has no branch, tag or commit "v9"');
    expect(await ask(git("//none?ref=v1.0.0"))).toBe('HOST/git/@v1.0.0 has no directory "none"');
    expect(await ask(git("?ref=--upload-pack=x"))).toBe('"--upload-pack=x" is no git ref');
    expect(await ask("git::file:///etc/.git")).toBe("git over file is not allowed; expected https or http");
    expect(await ask("git::ext::sh -c x")).toBe("git over ext is not allowed; expected https or http");
    place.asked.length = 0;
    expect(await ask(git("?ref=v1.0.0"), "", false)).toContain("@v1.0.0 in .:");
    expect(await ask(git("?ref=v1.0.0"))).toContain("@v1.0.0 in .:");
    expect(place.asked).toEqual([]);
  });

  it("come from archives, whose checksum may be given", async () => {
    const url = `${place.origin}/files/net.zip`;
    expect(await ask(`${url}//net-1.10.0`)).toMatch(/^HOST\/files\/net\.zip@[0-9a-f]{12} in net-1\.10\.0:/);
    expect(await ask(`${url}?checksum=sha256:00`)).toMatch(/^its checksum is sha256:[0-9a-f]{64}, expected sha256:00$/);
    expect(await ask(`${place.origin}/files/evil.zip`)).toMatch(/\.\.\/\.\.\/evil\.tf/);
    expect(await ask(`${place.origin}/files/page`)).toBe("what is there is no archive; expected zip, tar or tar.gz");
    expect(await ask(`${place.origin}/files/none.zip`)).toBe("HOST answers 404 to /files/none.zip");
    expect(await ask(url, "", false)).toContain("net.zip@");
    expect(execFileSync("find", [cache.root, "-name", "evil*"], { encoding: "utf8" })).toBe("");
  });

  async function scan(main: string, network = true): Promise<ReadResult> {
    const { root, remove } = makeDirectory({ "main.tf": main, ".terraform/packages/evil/main.tf": "" });
    const workplace = await openWorkplace(root);
    const modules = { installed: () => Promise.resolve(null), ...fetcher(network) };
    const result = await readResources(await collectScan(workplace), { under: ".", projects: [], engines, modules });
    remove();
    return result;
  }

  it("are evaluated where they are called, with their own modules", async () => {
    const main = `
module "git" { source = "${git("?ref=v1.0.0")}" }
module "leaf" {
  source = "${git("//modules/leaf")}"
  n = 3
}
module "net" {
  source  = "registry.test/acme/net/aws//sub"
  version = ">= 1, < 2"
}
`;
    const result = await scan(main);
    expect(result.problems.head).toEqual([]);
    const found = result.projects[0]?.head?.declarations.map(({ address, values, location, called_from }) => [
      address,
      values,
      location.path.replaceAll(/@[0-9a-f]{12}/g, "@COMMIT").replaceAll(/127\.0\.0\.1_\d+/g, "HOST"),
      called_from.map(({ line }) => line),
    ]);
    expect(found).toEqual([
      [
        "module.git.module.leaf.aws_x.leaf",
        { n: 1 },
        ".terraform/packages/HOST/git/@v1.0.0/modules/leaf/main.tf",
        [2, 1],
      ],
      ["module.leaf.aws_x.leaf", { n: 3 }, ".terraform/packages/HOST/git/@COMMIT/modules/leaf/main.tf", [3]],
      [
        "module.net.module.up.aws_x.net",
        { p: ".terraform/modules/net/net-1.10.0" },
        ".terraform/packages/registry.test/acme/net/aws@1.10.0/net-1.10.0/main.tf",
        [7, 1],
      ],
    ]);
  });

  it("row 40: are a problem with source and version where they are not to be had", async () => {
    const result = await scan(
      'module "net" {\n  source  = "registry.test/acme/net/aws"\n  version = "~> 1.2"\n}\n',
      false,
    );
    expect(result.problems.head.map(({ path, line, message }) => [path, line, message])).toEqual([
      [
        "main.tf",
        1,
        'module "net" is not available: source "registry.test/acme/net/aws", version "~> 1.2": it is not in the cache of modules; --fetch-modules fetches it; its resources are not reviewed and its outputs are unknown',
      ],
    ]);
    expect(place.asked).toEqual([]);
  });

  it("that call each other in a circle are a problem", async () => {
    const one = `${place.origin}/files/one.zip`;
    const two = `${place.origin}/files/two.zip`;
    place.files.set("/files/one.zip", aZip([["main.tf", `module "two" { source = "${two}" }\n`]]));
    place.files.set("/files/two.zip", aZip([["main.tf", `module "one" { source = "${one}" }\n`]]));
    const result = await scan(`module "one" { source = "${one}" }\n`);
    expect(result.problems.head.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^module "one" calls itself: .*one\.zip.* → .*two\.zip.* → .*one\.zip/),
    ]);
  });
});
