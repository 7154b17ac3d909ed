import { createPrivateKey, createPublicKey, createSign, generateKeyPairSync } from "node:crypto";
import type { App, Permissions, World } from "./world.ts";

/** How an App is registered. */
export interface AppOptions {
  /** What the App may do where it is installed. */
  readonly permissions?: Permissions;
  /** The webhooks that the App wants, without those about checks and installations, which come by themselves. */
  readonly events?: ReadonlyArray<string>;
  readonly webhookSecret?: string;
  readonly slug?: string;
  /** PKCS #1 or #8 PEM; a new key is made without. */
  readonly privateKey?: string;
}

const defaultPermissions: Permissions = {
  actions: "read",
  checks: "write",
  contents: "read",
  members: "read",
  metadata: "read",
  pull_requests: "write",
};
const defaultEvents = [
  "pull_request",
  "pull_request_review",
  "push",
  "issue_comment",
  "merge_group",
  "repository",
  "workflow_run",
];

/** Signs a JWT with RS256, whatever it claims: tests of refusals need wrong ones. */
export function signJwt(privateKey: string, claims: Readonly<Record<string, unknown>>): string {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const unsigned = `${encode({ alg: "RS256", typ: "JWT" })}.${encode(claims)}`;
  return `${unsigned}.${createSign("RSA-SHA256").update(unsigned).sign(privateKey, "base64url")}`;
}

let sharedKey: string | null = null;

function newKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return privateKey.export({ type: "pkcs1", format: "pem" }).toString();
}

/** Registers an App. */
export function makeApp(world: World, options: AppOptions): App {
  const { slug = "tollgate", permissions = defaultPermissions, events = defaultEvents } = options;
  // Making a key takes long: the first App of every stand-in in a process has the same one, others have their own.
  const privateKey = options.privateKey ?? (world.apps.length === 0 ? (sharedKey ??= newKey()) : newKey());
  const id = world.nextId();
  const app: App = {
    id,
    clientId: `Iv23li${id.toString(36).padStart(14, "0")}`,
    slug,
    name: slug.charAt(0).toUpperCase() + slug.slice(1),
    owner: world.account("tollgate-makers", "Organization"),
    bot: world.account(`${slug}[bot]`, "Bot"),
    publicKey: createPublicKey(createPrivateKey(privateKey)),
    privateKey,
    webhookSecret: options.webhookSecret ?? "a secret that only tests know",
    permissions: { metadata: "read", ...permissions },
    events,
    createdAt: world.now(),
  };
  world.apps.push(app);
  return app;
}
