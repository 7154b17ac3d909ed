import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { run } from "../../src/cli/run.ts";
import { makeDirectory, type Files } from "../support/repository.ts";

interface Told {
  readonly code: number;
  readonly lines: ReadonlyArray<string>;
}

async function doctor(...args: ReadonlyArray<string>): Promise<Told> {
  let text = "";
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  try {
    const code = await run(["node", "tollgate", "doctor", ...args]);
    return { code, lines: text.trimEnd().split("\n") };
  } finally {
    spy.mockRestore();
  }
}

describe("tollgate doctor", () => {
  let cache: ReturnType<typeof makeDirectory>;
  beforeEach(() => {
    cache = makeDirectory();
    vi.stubEnv("XDG_CACHE_HOME", cache.root);
    vi.stubEnv("DATABASE_URL", undefined);
    vi.stubEnv("TOLLGATE_DATA_DIR", undefined);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    cache.remove();
  });

  async function inside(files: Files): Promise<Told> {
    const { root, remove } = makeDirectory(files);
    try {
      const told = await doctor(root);
      return { ...told, lines: told.lines.slice(told.lines.indexOf(root) + 1) };
    } finally {
      remove();
    }
  }

  it("says that the installation is whole", async () => {
    const { code, lines } = await doctor();
    expect(code).toBe(0);
    const names = lines.slice(1).map((line) => line.slice(10, line.indexOf(": ")));
    expect(lines[0]).toBe("Installation");
    expect(names).toEqual([
      ...["Tollgate", "engine documents", "engine hcl", "engine opa", "pack", "prices", "git"],
      ...["cache of policies", "cache of modules", "store of the App", "terraform"],
    ]);
    expect(lines.filter((line) => line.startsWith("  BROKEN"))).toEqual([]);
  });

  it("fails where the store cannot be reached", async () => {
    vi.stubEnv("DATABASE_URL", "postgres://user:hidden@127.0.0.1:1/none");
    const { code, lines } = await doctor();
    expect(code).toBe(1);
    const store = lines.find((line) => line.includes("store of the App"));
    expect(store).toMatch(/^ {2}BROKEN {2}store of the App: cannot be used: /);
    expect(store).not.toContain("hidden");
  });

  it("is content with what is read whole", async () => {
    const { code, lines } = await inside({ "main.tf": 'resource "aws_sqs_queue" "q" {}\n' });
    expect([code, lines]).toEqual([0, ["  ok      read: 1 project, 1 resource"]]);
  });

  it("names what is not analysed", async () => {
    const { code, lines } = await inside({
      "main.tf":
        'module "m" {\n  source = "acme/net/aws"\n}\nresource "datadog_monitor" "d" {}\nresource "aws_x" "y" { v = local.none }\n',
      "charts/api/Chart.yaml": "apiVersion: v2\nname: api\nversion: 1.0.0\n",
    });
    expect(code).toBe(3);
    expect(lines).toEqual([
      "  ok      read: 1 project, 2 resources",
      "  note    not analysed: charts/api: Helm charts are not read yet",
      expect.stringMatching(/^ {2}note {4}module: main\.tf:1: module "m" is not available: source "acme\/net\/aws"/),
      expect.stringMatching(/^ {2}note {4}problem: main\.tf:5: local\.none is not declared/),
      "  ok      type: aws_x (1 resource) is in no provider table: its values stay as they are written",
      "  ok      type: datadog_monitor (1 resource) is in no provider table: its values stay as they are written",
    ]);
  });

  it("wants a directory that exists", async () => {
    const spy = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    expect((await doctor("/nowhere/at/all")).code).toBe(2);
    spy.mockRestore();
  });
});
