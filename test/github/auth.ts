import { createHmac, randomBytes, randomUUID, timingSafeEqual, verify } from "node:crypto";
import { LRUCache } from "lru-cache";
import { Refusal, type Caller } from "./call.ts";
import type { App, Installation, Permissions, World } from "./world.ts";

/** An installation token holds for one hour. */
export const tokenMilliseconds = 60 * 60 * 1000;
const maxJwtSeconds = 10 * 60;
const tokenKey = randomBytes(32);

interface TokenClaims {
  readonly jti: string;
  readonly installation: number;
  readonly permissions: Permissions;
  readonly repositories: ReadonlyArray<number> | null;
  readonly exp: number;
}

function decoded(part: string | undefined): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? "", "base64url").toString());
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** A token in GitHub's stateless format: `ghs_APPID_JWT`, several hundred characters long. */
export function mintToken(
  world: World,
  installation: Installation,
  permissions: Permissions,
  repositories: ReadonlyArray<number> | null,
): { readonly token: string; readonly expiresAt: Date } {
  const expiresAt = new Date(world.now().getTime() + tokenMilliseconds);
  const claims: TokenClaims = {
    jti: randomUUID(),
    installation: installation.id,
    permissions,
    repositories,
    exp: Math.floor(expiresAt.getTime() / 1000),
  };
  const unsigned = `${encoded({ alg: "HS256", typ: "JWT" })}.${encoded(claims)}`;
  return { token: `ghs_${installation.app.id}_${unsigned}.${signature(unsigned)}`, expiresAt };
}

function signature(unsigned: string): string {
  return createHmac("sha256", tokenKey).update(unsigned).digest("base64url");
}

/** Who sends a request with this `Authorization` header. Throws a Refusal with 401 for credentials that do not hold. */
export function authenticate(world: World, header: string | undefined): Caller {
  if (header === undefined) return { kind: "nobody" };
  const match = /^(?:bearer|token) (?<credential>\S+)$/i.exec(header);
  const credential = match?.groups?.["credential"];
  if (credential === undefined) throw new Refusal(401, "Bad credentials");
  return credential.startsWith("ghs_") ? byToken(world, credential) : byJwt(world, credential);
}

/** What tokens with a right signature claim: it is looked at once. */
const claimed = new LRUCache<string, TokenClaims>({ max: 1_000 });

function claimsOf(token: string): TokenClaims | null {
  const known = claimed.get(token);
  if (known !== undefined) return known;
  const [header = "", payload = "", given = ""] = token.replace(/^ghs_\d+_/, "").split(".");
  const wanted = signature(`${header}.${payload}`);
  const isSigned = wanted.length === given.length && timingSafeEqual(Buffer.from(wanted), Buffer.from(given));
  const claims = isSigned ? (decoded(payload) as TokenClaims | null) : null;
  if (claims !== null) claimed.set(token, claims);
  return claims;
}

function byToken(world: World, token: string): Caller {
  const claims = claimsOf(token);
  const installation = world.installations.find((item) => item.id === claims?.installation);
  if (!claims || !installation || installation.isDeleted || world.revokedTokens.has(claims.jti)) {
    throw new Refusal(401, "Bad credentials");
  }
  if (claims.exp * 1000 <= world.now().getTime()) throw new Refusal(401, "Bad credentials");
  if (installation.suspendedAt) throw new Refusal(403, "This installation has been suspended");
  return {
    kind: "installation",
    app: installation.app,
    installation,
    permissions: stillGranted(claims.permissions, installation.permissions),
    repositories: claims.repositories === null ? null : new Set(claims.repositories),
    tokenId: claims.jti,
  };
}

/** A permission that was taken back since does not count any more. */
function stillGranted(token: Permissions, installation: Permissions): Permissions {
  const entries = Object.entries(token).filter(([name, level]) => allows(installation, name, level));
  return Object.fromEntries(entries);
}

const levels = ["read", "write", "admin"];

/** Whether permissions hold at least that level of that permission; metadata can always be read. */
export function allows(permissions: Permissions, name: string, level: string): boolean {
  if (name === "metadata" && level === "read") return true;
  return levels.indexOf(permissions[name] ?? "") >= levels.indexOf(level) && permissions[name] !== undefined;
}

function byJwt(world: World, jwt: string): Caller {
  const [header, payload, given] = jwt.split(".");
  const claims = decoded(payload);
  if (given === undefined || !claims || decoded(header)?.["alg"] !== "RS256") throw undecodable();
  const app = issuer(world, claims["iss"]);
  const isSigned = verify(
    "sha256",
    Buffer.from(`${header}.${payload}`),
    app.publicKey,
    Buffer.from(given, "base64url"),
  );
  if (!isSigned) throw undecodable();
  checkTimes(world, claims);
  return { kind: "app", app };
}

function undecodable(): Refusal {
  return new Refusal(401, "A JSON web token could not be decoded");
}

/** The App by its id or client id, as number or text: GitHub takes all of them. */
function issuer(world: World, iss: unknown): App {
  if (iss === undefined) throw new Refusal(401, "Missing 'issuer' claim ('iss') in assertion");
  const app = world.apps.find((item) => iss === item.clientId || iss === item.id || iss === String(item.id));
  if (!app) throw new Refusal(401, "Integration not found");
  return app;
}

function checkTimes(world: World, claims: Readonly<Record<string, unknown>>): void {
  const now = world.now().getTime() / 1000;
  const { iat, exp } = claims;
  if (typeof exp !== "number" || exp <= now) {
    throw new Refusal(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  }
  if (exp > now + maxJwtSeconds + 5) {
    throw new Refusal(401, "'Expiration time' claim ('exp') is too far in the future");
  }
  // A clock that is a few seconds ahead is let pass, as at GitHub.
  if (typeof iat !== "number" || !Number.isInteger(iat) || iat > now + 5) {
    throw new Refusal(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  }
}
