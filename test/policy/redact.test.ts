import { describe, expect, it } from "vitest";
import { redactAttributes, redactText, sensitiveTexts } from "../../src/policy/redact.ts";
import { aResource } from "./builders.ts";

const secretive = aResource({
  after: { password: 'hunt"er2', nested: [{ keys: { a: "deep-secret", b: 12345 } }], short: "ab", open: "open" },
  before: { password: "old-secret" },
  sensitive: [["password"], ["nested", 0, "keys"], ["short"], ["absent", "x"]],
});

describe("sensitiveTexts", () => {
  it("finds the values of both sides, as they are and as JSON, longest first", () => {
    expect(sensitiveTexts([secretive])).toEqual(["deep-secret", "old-secret", 'hunt\\"er2', 'hunt"er2', "12345"]);
  });

  it("shows what addresses and names of attributes say as well", () => {
    const database = aResource({
      address: "Deployment.apps/shop/my-sql.primary",
      after: {
        data: { password: "pin", pin: "secret", user: "my-sql", host: "primary", token: "hunter2", part: "hop" },
      },
      sensitive: [["data"]],
    });
    expect(sensitiveTexts([database])).toEqual(["hunter2", "hop"]);
  });

  it("shows several words of an address, and hides a part of one", () => {
    const client = aResource({
      address: "Secret/argo-server-sso",
      after: { data: { id: "argo-server", key: "go-server", other: "argo-server-sso-1", sso: "server.sso" } },
      sensitive: [["data"]],
    });
    expect(sensitiveTexts([client])).toEqual(["argo-server-sso-1", "server.sso", "go-server"]);
  });

  it("shows several words of a sensitive attribute's name", () => {
    const scripts = aResource({
      after: { data: { "init_air_db_scripts.sql": "run", database: "air_db", other: "air_dbs" } },
      sensitive: [["data"]],
    });
    expect(sensitiveTexts([scripts])).toEqual(["air_dbs", "run"]);
  });

  it("shows true and false, which messages say of settings", () => {
    const switches = aResource({ after: { a: "true", b: "false", c: "trueish" }, sensitive: [["a"], ["b"], ["c"]] });
    expect(sensitiveTexts([switches])).toEqual(["trueish"]);
  });

  it("is empty where nothing is sensitive", () => {
    expect(sensitiveTexts([aResource()])).toEqual([]);
  });
});

describe("redactText", () => {
  it("replaces every occurrence", () => {
    expect(redactText("deep-secret and deep-secret, 12345", sensitiveTexts([secretive]))).toBe(
      "(sensitive) and (sensitive), (sensitive)",
    );
  });
});

describe("redactAttributes", () => {
  it("keeps everything but what lies at the paths", () => {
    expect(redactAttributes(secretive.after ?? {}, secretive.sensitive)).toEqual({
      password: "(sensitive)",
      nested: [{ keys: "(sensitive)" }],
      short: "(sensitive)",
      open: "open",
    });
  });

  it("leaves unknown values null", () => {
    expect(redactAttributes({ a: null }, [["a"]])).toEqual({ a: null });
  });
});
