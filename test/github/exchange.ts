import type { IncomingMessage } from "node:http";
import type { Events } from "./call.ts";
import type { findOperation } from "./description.ts";
import type { FaultKind, Faults } from "./faults.ts";
import type { Limits } from "./limits.ts";
import type { allRoutes } from "./routes.ts";
import type { World } from "./world.ts";

/** Something that a right client, or a right stand-in, never does. */
export interface Violation {
  /** `request`: the client is wrong. The others: the stand-in is. */
  readonly kind: "request" | "response" | "webhook" | "server";
  readonly operation: string;
  readonly message: string;
}

/** One request as it was answered. */
export interface RequestRecord {
  readonly method: string;
  /** Without the host, with the query. */
  readonly path: string;
  readonly operation: string;
  /** 0 when it was never answered. */
  readonly status: number;
  readonly milliseconds: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly fault: FaultKind["kind"] | null;
  /** What the client sent, parsed. */
  readonly body: unknown;
}

export interface ServerParts {
  readonly world: World;
  readonly limits: Limits;
  readonly faults: Faults;
  readonly events: Events;
  readonly violations: Violation[];
  readonly requests: RequestRecord[];
  /** Milliseconds that every answer takes longer. */
  readonly latency: number;
  readonly hasGraphql: boolean;
  /** Whether its own answers are compared with GitHub's description. */
  readonly checksItself: boolean;
}

/** One request on its way to an answer. */
export interface Exchange {
  readonly parts: ServerParts;
  readonly routes: ReturnType<typeof allRoutes>;
  readonly request: IncomingMessage;
  readonly method: string;
  readonly url: URL;
  readonly path: string;
  readonly operation: string;
  readonly found: ReturnType<typeof findOperation>;
  readonly fault: FaultKind | null;
  readonly body: { readonly text: string; readonly json: unknown; readonly isJson: boolean };
}

/** Remembers a mistake of the client. */
export function complain({ parts, operation }: Exchange, message: string): void {
  parts.violations.push({ kind: "request", operation, message });
}

/** Which hourly limit a request counts against. */
export function resourceOf(exchange: Pick<Exchange, "path">): "graphql" | "core" {
  return exchange.path === "/graphql" ? "graphql" : "core";
}
