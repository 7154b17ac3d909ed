import { allows, mintToken } from "../auth.ts";
import { isInstalledOn, notFound, page, Refusal, type Call, type Delivery, type Route } from "../call.ts";
import { appShape, installationShape } from "../shapes/account.ts";
import { repositoryShape } from "../shapes/repository.ts";
import { iso, seesRepository, type App, type Installation, type Permissions, type World } from "../world.ts";

function callingApp(call: Call): App {
  if (call.caller.kind !== "app") throw notFound();
  return call.caller.app;
}

function installationAt(call: Call): Installation {
  const app = callingApp(call);
  const id = call.params["installation_id"];
  const found = call.world.installations.find((item) => item.id === id && item.app === app && !item.isDeleted);
  if (!found) throw notFound();
  return found;
}

interface TokenRequest {
  readonly repositories?: ReadonlyArray<string>;
  readonly repository_ids?: ReadonlyArray<number>;
  readonly permissions?: Permissions;
}

function createToken(call: Call) {
  const installation = installationAt(call);
  if (installation.suspendedAt) throw new Refusal(403, "This installation has been suspended");
  const wanted = (call.body ?? {}) as TokenRequest;
  const permissions = narrowedPermissions(installation, wanted.permissions);
  const repositories = narrowedRepositories(call.world, installation, wanted);
  const { token, expiresAt } = mintToken(call.world, installation, permissions, repositories);
  const shown = call.world.repositories.filter((item) => repositories?.includes(item.id));
  return {
    status: 201,
    body: {
      token,
      expires_at: iso(expiresAt),
      permissions,
      repository_selection: repositories !== null || installation.repositories !== null ? "selected" : "all",
      ...(repositories === null ? {} : { repositories: shown.map((item) => repositoryShape(call.world, item)) }),
    },
  };
}

function narrowedPermissions(installation: Installation, wanted: Permissions | undefined): Permissions {
  if (!wanted) return installation.permissions;
  for (const [name, level] of Object.entries(wanted)) {
    if (!allows(installation.permissions, name, level)) {
      throw new Refusal(422, "The permissions requested are not granted to this installation.");
    }
  }
  return wanted;
}

function narrowedRepositories(
  world: World,
  installation: Installation,
  wanted: TokenRequest,
): ReadonlyArray<number> | null {
  const named = [...(wanted.repositories ?? []), ...(wanted.repository_ids ?? [])];
  if (named.length === 0) return null;
  if (named.length > 500) throw new Refusal(422, "A token can be narrowed to at most 500 repositories.");
  const seen = world.repositories.filter((item) => seesRepository(installation, item));
  return named.map((name) => {
    const found = seen.find((item) => item.id === name || item.name.toLowerCase() === String(name).toLowerCase());
    if (found) return found.id;
    throw new Refusal(
      422,
      "There is at least one repository that does not exist or is not accessible to the parent installation.",
    );
  });
}

function deliveryItemShape(delivery: Delivery) {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: iso(delivery.deliveredAt),
    redelivery: delivery.isRedelivery,
    duration: delivery.duration,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  };
}

/** Deliveries are paged by cursor, newest first. */
function listDeliveries(call: Call) {
  const all = [...call.events.deliveries(callingApp(call))].reverse();
  const wanted = call.query["status"];
  const matching = all.filter(
    (item) => wanted === undefined || (item.statusCode < 400 ? "success" : "failure") === wanted,
  );
  const cursor = Number(call.query["cursor"] ?? Number.MAX_SAFE_INTEGER);
  const size = Math.min(100, Number(call.query["per_page"] ?? 30));
  const items = matching.filter((item) => item.id < cursor).slice(0, size);
  const next = matching.find((item) => item.id < (items.at(-1)?.id ?? 0));
  const url = new URL(call.url);
  url.searchParams.set("cursor", String(items.at(-1)?.id ?? 0));
  const headers = next ? { link: `<${url.href}>; rel="next"` } : {};
  return { status: 200, body: items.map(deliveryItemShape), headers };
}

function deliveryAt(call: Call): Delivery {
  const found = call.events.deliveries(callingApp(call)).find((item) => item.id === call.params["delivery_id"]);
  if (!found) throw notFound();
  return found;
}

function visibleRepositories(call: Call) {
  const { caller } = call;
  if (caller.kind !== "installation") throw notFound();
  const all = call.world.repositories.filter((item) => isInstalledOn(caller, item));
  const { items, headers } = page(call, all);
  const repositories = items.map((item) => repositoryShape(call.world, item));
  const selection = caller.installation.repositories === null ? "all" : "selected";
  return { status: 200, headers, body: { total_count: all.length, repository_selection: selection, repositories } };
}

function installationFor(call: Call, matches: (installation: Installation) => boolean) {
  const app = callingApp(call);
  const found = call.world.installations.find((item) => item.app === app && !item.isDeleted && matches(item));
  if (!found) throw notFound();
  return { status: 200, body: installationShape(call.world, found) };
}

function ownAppShape(call: Call) {
  const app = callingApp(call);
  const installed = call.world.installations.filter((item) => item.app === app && !item.isDeleted);
  return { status: 200, body: { ...appShape(call.world, app), installations_count: installed.length } };
}

/** What an App does with its own JWT, and what is asked about accounts. */
export const appRoutes = {
  "GET /app": { needs: "app", answer: ownAppShape },
  "GET /app/hook/deliveries": { needs: "app", answer: listDeliveries },
  "GET /app/hook/deliveries/{delivery_id}": {
    needs: "app",
    answer: (call) => {
      const delivery = deliveryAt(call);
      const { request, response, url } = delivery;
      return { status: 200, body: { ...deliveryItemShape(delivery), url, request, response } };
    },
  },
  "POST /app/hook/deliveries/{delivery_id}/attempts": {
    needs: "app",
    answer: (call) => {
      if (!call.events.redeliver(deliveryAt(call).id))
        throw new Refusal(422, "The delivery is too old to be sent again.");
      return { status: 202, body: {} };
    },
  },
  "GET /app/installations": {
    needs: "app",
    answer: (call) => {
      const app = callingApp(call);
      const { items, headers } = page(
        call,
        call.world.installations.filter((item) => item.app === app && !item.isDeleted),
      );
      return { status: 200, body: items.map((item) => installationShape(call.world, item)), headers };
    },
  },
  "GET /app/installations/{installation_id}": {
    needs: "app",
    answer: (call) => ({ status: 200, body: installationShape(call.world, installationAt(call)) }),
  },
  "POST /app/installations/{installation_id}/access_tokens": { needs: "app", answer: createToken },
  "GET /installation/repositories": { needs: "token", answer: visibleRepositories },
  "DELETE /installation/token": {
    needs: "token",
    answer: (call) => {
      if (call.caller.kind === "installation") call.world.revokedTokens.add(call.caller.tokenId);
      return { status: 204 };
    },
  },
  "GET /meta": {
    needs: "anybody",
    answer: () => ({ status: 200, body: { verifiable_password_authentication: false } }),
  },
  "GET /orgs/{org}/installation": {
    needs: "app",
    answer: (call) => installationFor(call, (item) => item.account.login === call.params["org"]),
  },
  "GET /users/{username}/installation": {
    needs: "app",
    answer: (call) => installationFor(call, (item) => item.account.login === call.params["username"]),
  },
  "GET /repos/{owner}/{repo}/installation": {
    needs: "app",
    answer: (call) => {
      const repository = call.world.repository(String(call.params["owner"]), String(call.params["repo"]));
      return installationFor(call, (item) => repository !== null && seesRepository(item, repository));
    },
  },
} as const satisfies Record<string, Route>;
