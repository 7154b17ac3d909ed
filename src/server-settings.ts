import { createPrivateKey, createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import * as z from "zod";

import { UsageError } from "./model/failure.ts";
import type { StorePace } from "./store/pace.ts";
import type { StorePlace } from "./store/store.ts";

/** How a server is set up. */
export interface ServerSettings {
  readonly github: {
    readonly appId: number;
    readonly privateKey: string;
    readonly webhookSecret: string;
    readonly baseUrl: string | null;
    /** Milliseconds that one request to GitHub may take. */
    readonly timeout: number;
  };
  /** Root of GitHub's pages. */
  readonly web: string;
  /** Webhook secrets that are accepted: the current one first. */
  readonly secrets: ReadonlyArray<string>;
  readonly host: string;
  readonly port: number;
  readonly place: StorePlace;
  /** Reviews at the same time in this process. */
  readonly workers: number;
  readonly logLevel: string;
  /** Seconds between two looks for events and pull requests that were lost. */
  readonly recoverySeconds: number;
  /** What differs from the store's usual pace. */
  readonly pace?: Partial<StorePace>;
}

/** The environment; values that are empty count as absent. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Shorter secrets can be guessed from one signed delivery. */
const minSecret = 16;

const schema = z.object({
  APP_ID: z.coerce
    .number("APP_ID must be the App's number, as its settings page shows it")
    .int("APP_ID must be a whole number")
    .positive("APP_ID must be positive"),
  PRIVATE_KEY: z
    .string("PRIVATE_KEY, PRIVATE_KEY_FILE or PRIVATE_KEY_PATH must give the App's private key")
    .transform((text, context) => {
      try {
        return readPrivateKey(text);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        context.addIssue({ code: "custom", message: error.message });
        return z.NEVER;
      }
    }),
  WEBHOOK_SECRET: z
    .string("WEBHOOK_SECRET or WEBHOOK_SECRET_FILE must give the webhook secret of the App's settings")
    .min(minSecret, `WEBHOOK_SECRET must have at least ${minSecret} characters; make one with: openssl rand -hex 32`),
  WEBHOOK_SECRET_OLD: z
    .string()
    .min(minSecret, `WEBHOOK_SECRET_OLD must have at least ${minSecret} characters`)
    .optional(),
  HOST: z.string().default("localhost"),
  PORT: z.coerce
    .number("PORT must be a number")
    .int("PORT must be a whole number")
    .min(0, "PORT must not be negative")
    .max(65_535, "PORT must be at most 65535")
    .default(3000),
  GHE_HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:[\]-]+$/, "GHE_HOST must be a host name, without https:// and without a path")
    .optional(),
  GITHUB_API_URL: z
    .url({ protocol: /^https?$/, error: "GITHUB_API_URL must be an address, as https://github.example.com/api/v3" })
    .transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  GITHUB_SERVER_URL: z
    .url({ protocol: /^https?$/, error: "GITHUB_SERVER_URL must be an address, as https://github.example.com" })
    .transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  GHE_PROTOCOL: z.enum(["https", "http"], "GHE_PROTOCOL must be https or http").default("https"),
  LOG_LEVEL: z
    .enum(
      ["trace", "debug", "info", "warn", "error", "fatal", "silent"],
      "LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent",
    )
    .default("info"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\//, "DATABASE_URL must begin with postgres://")
    .optional(),
  TOLLGATE_DATA_DIR: z.string().optional(),
  TOLLGATE_WORKERS: z.coerce
    .number("TOLLGATE_WORKERS must be a number")
    .int()
    .min(1, "TOLLGATE_WORKERS must be at least 1")
    .max(64, "TOLLGATE_WORKERS must be at most 64")
    .default(4),
  TOLLGATE_GITHUB_TIMEOUT_SECONDS: z.coerce
    .number("TOLLGATE_GITHUB_TIMEOUT_SECONDS must be a number")
    .min(1, "TOLLGATE_GITHUB_TIMEOUT_SECONDS must be at least 1")
    .max(120, "TOLLGATE_GITHUB_TIMEOUT_SECONDS must be at most 120")
    .default(20),
  TOLLGATE_RECOVERY_SECONDS: z.coerce
    .number("TOLLGATE_RECOVERY_SECONDS must be a number")
    .int()
    .min(1, "TOLLGATE_RECOVERY_SECONDS must be at least 1")
    .max(3600, "TOLLGATE_RECOVERY_SECONDS must be at most 3600")
    .default(300),
});

/** Variables that hold a secret may name a file instead. */
const fromFiles = ["PRIVATE_KEY", "WEBHOOK_SECRET", "WEBHOOK_SECRET_OLD", "DATABASE_URL"] as const;

/** Reads the environment. Throws UsageError that names every variable that is missing or wrong. */
export function readServerSettings(environment: Environment): ServerSettings {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const { values: given, wrong } = withFiles(present);
  const parsed = schema.safeParse(given);
  if (!parsed.success || wrong.size > 0) {
    throw new UsageError(
      `the server cannot start:\n${allOf(wrong, parsed.error)
        .map((message) => `- ${message}`)
        .join("\n")}`,
    );
  }
  const values = parsed.data;
  return {
    github: {
      appId: values.APP_ID,
      privateKey: values.PRIVATE_KEY,
      webhookSecret: values.WEBHOOK_SECRET,
      baseUrl: apiOf(values),
      timeout: values.TOLLGATE_GITHUB_TIMEOUT_SECONDS * 1000,
    },
    web: webOf(values),
    secrets: [values.WEBHOOK_SECRET, ...(values.WEBHOOK_SECRET_OLD === undefined ? [] : [values.WEBHOOK_SECRET_OLD])],
    host: values.HOST,
    port: values.PORT,
    place: toPlace(values),
    workers: values.TOLLGATE_WORKERS,
    recoverySeconds: values.TOLLGATE_RECOVERY_SECONDS,
    logLevel: values.LOG_LEVEL,
  };
}

type Values = z.infer<typeof schema>;

/** GitHub's own API is null. */
function apiOf({ GHE_HOST: host, GHE_PROTOCOL: protocol, GITHUB_API_URL: url }: Values): string | null {
  if (host !== undefined) return `${protocol}://${host}/api/v3`;
  return url === undefined || url === "https://api.github.com" ? null : url;
}

/** The pages of a server whose API alone is known lie where its API does. */
function webOf(values: Values): string {
  const { GHE_HOST: host, GHE_PROTOCOL: protocol, GITHUB_SERVER_URL: url } = values;
  if (host !== undefined) return `${protocol}://${host}`;
  const api = apiOf(values);
  return url ?? (api === null ? "https://github.com" : new URL(api).origin);
}

/** Where the store lies, for commands that need nothing else of the environment. Throws UsageError. */
export function readStorePlace(environment: Environment): StorePlace {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const { values, wrong } = withFiles(present, ["DATABASE_URL"]);
  const parsed = schema.pick({ DATABASE_URL: true, TOLLGATE_DATA_DIR: true }).safeParse(values);
  if (!parsed.success || wrong.size > 0) throw new UsageError(allOf(wrong, parsed.error).join("; "));
  return toPlace(parsed.data);
}

function toPlace(values: Pick<z.infer<typeof schema>, "DATABASE_URL" | "TOLLGATE_DATA_DIR">): StorePlace {
  const { DATABASE_URL: url, TOLLGATE_DATA_DIR: directory } = values;
  if (url !== undefined && directory !== undefined) {
    throw new UsageError("set either DATABASE_URL or TOLLGATE_DATA_DIR, not both: the store is in one place");
  }
  return url === undefined
    ? { kind: "embedded", directory: resolve(directory ?? "tollgate-data") }
    : { kind: "postgres", url };
}

/** Everything that is wrong, each variable once. */
function allOf(wrong: ReadonlyMap<string, string>, error: z.ZodError | undefined): ReadonlyArray<string> {
  const others = (error?.issues ?? []).filter(({ path }) => !wrong.has(String(path[0])));
  return [...wrong.values(), ...others.map(({ message }) => message)];
}

interface WithFiles {
  readonly values: Environment;
  /** What is wrong with variables that name a file, by variable. */
  readonly wrong: ReadonlyMap<string, string>;
}

function withFiles(environment: Environment, names: ReadonlyArray<string> = fromFiles): WithFiles {
  const values: Record<string, string | undefined> = { ...environment };
  const wrong = new Map<string, string>();
  for (const name of names) {
    const file = environment[`${name}_FILE`] ?? (name === "PRIVATE_KEY" ? environment["PRIVATE_KEY_PATH"] : undefined);
    if (file === undefined) continue;
    if (values[name] !== undefined) {
      wrong.set(name, `set either ${name} or its file, not both`);
      continue;
    }
    try {
      values[name] = readFileSync(file, "utf8").trim();
    } catch (error) {
      const why = error instanceof Error ? error.message.replace(/, .*$/, "") : "unknown";
      wrong.set(name, `the file for ${name} cannot be read: ${file} (${why})`);
    }
  }
  return { values, wrong };
}

/** The key as PEM. It may come with escaped line ends, with CRLF, as PKCS #1 or #8, or as base64 of all that. */
export function readPrivateKey(text: string): string {
  const pem = (text.includes("-----BEGIN") ? text : Buffer.from(text, "base64").toString("utf8"))
    .replaceAll("\\n", "\n")
    .replaceAll("\r", "")
    .trim();
  try {
    const key = createPrivateKey(pem);
    if (createPublicKey(key).asymmetricKeyType === "rsa")
      return key.export({ type: "pkcs8", format: "pem" }).toString();
  } catch (error) {
    throw new UsageError("PRIVATE_KEY is no private key in PEM; download one in the App's settings", { cause: error });
  }
  throw new UsageError("PRIVATE_KEY is no RSA key; download one in the App's settings");
}
