import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { organisationFor } from "../../src/gate/organisation.ts";
import type { GitHub, RepositoryClient } from "../../src/github/client.ts";
import { GitHubError } from "../../src/github/errors.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { newPlace, quietLog, type TestPlace } from "../store/places.ts";

const missing = new GitHubError("Not Found", { trouble: "missing", status: 404, retry_at: null });
const broken = new GitHubError("Bad Gateway", { trouble: "unavailable", status: 502, retry_at: null });
const floor = "enforced: {mode: gate}\n";
const change = { installation_id: 1, owner: "acme", name: "infra" };

describe("the organisation's configuration", () => {
  let test: TestPlace;
  let store: Store;
  /** What GitHub shows: a text, nothing in the repository, or an error in place of it. */
  let shown: string | null | GitHubError = floor;
  let now = Date.parse("2026-11-21T10:00:00Z");
  let asked = 0;

  beforeEach(async () => {
    test = await newPlace("embedded");
    store = await openStore({ place: test.place, log: quietLog() });
  });

  afterEach(async () => {
    await store.close(1000);
    await test.remove();
  });

  function aGitHub(): Pick<GitHub, "organisationFile"> {
    const get = () => {
      asked += 1;
      return shown instanceof GitHubError
        ? Promise.reject(shown)
        : Promise.resolve({ data: { default_branch: "main" } });
    };
    const tree = () =>
      Promise.resolve({
        data: { tree: shown === null ? [] : [{ path: "tollgate.yml", type: "blob", sha: `sha of ${String(shown)}` }] },
      });
    const blob = () => Promise.resolve({ data: { content: Buffer.from(String(shown)).toString("base64") } });
    const octokit = { rest: { repos: { get }, git: { getTree: tree, getBlob: blob } } };
    const call = ((send: (kit: never) => Promise<unknown>) => send(octokit as never)) as RepositoryClient["call"];
    return { organisationFile: () => ({ call }) };
  }

  /** Asks, after so many seconds. */
  async function ask(seconds: number): Promise<string | null> {
    now += seconds * 1000;
    const parts = { store, github: aGitHub() as GitHub, clock: () => new Date(now) };
    return (await organisationFor(parts, change))?.text ?? null;
  }

  it("holds when GitHub no longer shows where it stands, and goes when it was taken away there", async () => {
    expect(await ask(0)).toBe(floor);
    shown = missing;
    expect(await ask(120)).toBe(floor);
    expect(await ask(120)).toBe(floor);
    shown = null;
    expect(await ask(120)).toBe(null);
    shown = missing;
    expect(await ask(120)).toBe(null);
  });

  it("decides nothing while GitHub fails, and is not asked for again within a minute", async () => {
    shown = broken;
    await expect(ask(0)).rejects.toThrow("Bad Gateway");
    shown = floor;
    asked = 0;
    expect(await ask(0)).toBe(floor);
    expect(await ask(30)).toBe(floor);
    expect(asked).toBe(1);
  });
});
