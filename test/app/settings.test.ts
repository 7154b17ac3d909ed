import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

import { describeError, redact } from "../../src/server-log.ts";
import { readPrivateKey, readServerSettings } from "../../src/server-settings.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pkcs8 = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const pkcs1 = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
const directory = mkdtempSync(join(tmpdir(), "tollgate-settings-"));
const file = (name: string, text: string): string => {
  writeFileSync(join(directory, name), text);
  return join(directory, name);
};

const good = { APP_ID: "12", PRIVATE_KEY: pkcs1, WEBHOOK_SECRET: "0123456789abcdef" };

afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe("the server's settings", () => {
  it("have defaults for everything but the App's own", () => {
    expect(readServerSettings(good)).toEqual({
      github: { appId: 12, privateKey: pkcs8, webhookSecret: "0123456789abcdef", baseUrl: null, timeout: 20_000 },
      web: "https://github.com",
      secrets: ["0123456789abcdef"],
      host: "localhost",
      port: 3000,
      place: { kind: "embedded", directory: resolve("tollgate-data") },
      workers: 4,
      recoverySeconds: 300,
      logLevel: "info",
    });
  });

  it("come from files where the environment says so", () => {
    const settings = readServerSettings({
      APP_ID: "12",
      PRIVATE_KEY_PATH: file("key.pem", pkcs1),
      WEBHOOK_SECRET_FILE: file("secret", "fedcba9876543210\n"),
      WEBHOOK_SECRET_OLD: "0123456789abcdef",
      DATABASE_URL_FILE: file("url", "postgres://db/tollgate"),
      GHE_HOST: "git.example:8443",
      GHE_PROTOCOL: "http",
    });
    expect(settings).toMatchObject({
      github: { baseUrl: "http://git.example:8443/api/v3" },
      web: "http://git.example:8443",
      secrets: ["fedcba9876543210", "0123456789abcdef"],
      place: { kind: "postgres", url: "postgres://db/tollgate" },
    });
  });

  it.each([
    ["no secret", { WEBHOOK_SECRET: "" }, /WEBHOOK_SECRET or WEBHOOK_SECRET_FILE must give/],
    ["a short secret", { WEBHOOK_SECRET: "development" }, /at least 16 characters; make one with/],
    ["no App", { APP_ID: "" }, /APP_ID must be the App's number/],
    ["a name for the App", { APP_ID: "tollgate" }, /APP_ID must be the App's number/],
    ["no key", { PRIVATE_KEY: "" }, /PRIVATE_KEY, PRIVATE_KEY_FILE or PRIVATE_KEY_PATH/],
    ["no PEM", { PRIVATE_KEY: "abc" }, /no private key in PEM/],
    [
      "a file that is not there",
      { PRIVATE_KEY: "", PRIVATE_KEY_PATH: "/nowhere" },
      /cannot be read: \/nowhere \(ENOENT: no such file/,
    ],
    ["a key twice", { PRIVATE_KEY_FILE: "/nowhere" }, /either PRIVATE_KEY or its file/],
    ["a port beyond the last", { PORT: "65536" }, /PORT must be at most 65535/],
    ["a host with a scheme", { GHE_HOST: "https://git.example" }, /GHE_HOST must be a host name/],
    ["another database", { DATABASE_URL: "mysql://db" }, /begin with postgres/],
    ["two stores", { DATABASE_URL: "postgres://db", TOLLGATE_DATA_DIR: "/data" }, /either DATABASE_URL or/],
    ["a level that is none", { LOG_LEVEL: "loud" }, /LOG_LEVEL must be one of/],
  ])("refuse %s and say what to do", (_, change, message) => {
    expect(() => readServerSettings({ ...good, ...change })).toThrow(message);
  });

  it("name everything that is wrong at once", () => {
    const wrong = { APP_ID: "x", PRIVATE_KEY: "", PRIVATE_KEY_PATH: "/nowhere", WEBHOOK_SECRET: "short", PORT: "-1" };
    const refusal = (): unknown => readServerSettings({ ...good, ...wrong });
    for (const name of ["APP_ID must", "PRIVATE_KEY cannot", "WEBHOOK_SECRET must", "PORT must"]) {
      expect(refusal).toThrow(name);
    }
    expect(() => readServerSettings({ ...good, PRIVATE_KEY: "abc", PORT: "-1" })).toThrow(/- PRIVATE_KEY[^]*- PORT/);
  });

  it("row 4: without a secret of its own the server does not start, and the exit code is 2", () => {
    for (const secret of ["", "development"]) {
      const started = spawnSync(process.execPath, ["src/cli.ts", "serve"], {
        env: { ...good, WEBHOOK_SECRET: secret, PATH: process.env["PATH"] ?? "" },
        encoding: "utf8",
      });
      expect([started.status, started.stdout]).toEqual([2, ""]);
      expect(started.stderr).toContain("WEBHOOK_SECRET");
    }
  });

  it("name everything that is wrong at once", () => {
    expect(() => readServerSettings({})).toThrow(/APP_ID[^]*PRIVATE_KEY[^]*WEBHOOK_SECRET/);
  });

  it.each([
    ["PKCS #1", pkcs1],
    ["PKCS #8", pkcs8],
    ["escaped line ends", pkcs1.replaceAll("\n", "\\n")],
    ["CRLF", pkcs1.replaceAll("\n", "\r\n")],
    ["base64", Buffer.from(pkcs1).toString("base64")],
  ])("row 50: take the private key as %s", (_, text) => {
    expect(readPrivateKey(text)).toBe(pkcs8);
  });

  it("do not take a public key", () => {
    const text = publicKey.export({ type: "spki", format: "pem" }).toString();
    expect(() => readPrivateKey(text)).toThrow(/no private key in PEM/);
  });
});

describe("the log", () => {
  it("never shows a token, a JWT or a key", () => {
    const jwt = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxMiJ9.c2lnbmF0dXJl";
    expect(redact(`a ghs_12_${jwt} b ${jwt} c ghp_abc ${pkcs1.slice(0, 31)}`)).toBe(
      "a [redacted] b [redacted] c [redacted] [redacted]",
    );
  });

  it("tells an error's words and causes, not what it carries", () => {
    const cause = Object.assign(new Error("token ghs_x refused"), {
      request: { headers: { authorization: "secret" } },
    });
    const told = describeError(new Error("no answer", { cause }));
    expect(told).toMatchObject({ message: "no answer", cause: { message: "token [redacted] refused" } });
    expect(JSON.stringify(told)).not.toContain("authorization");
  });
});
