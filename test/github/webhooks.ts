import { createHmac, randomUUID } from "node:crypto";
import { Agent, request, type IncomingHttpHeaders } from "node:http";
import { text } from "node:stream/consumers";
import type { Delivery } from "./call.ts";
import { checkWebhook } from "./description.ts";
import type { Dialect } from "./dialect.ts";
import type { Violation } from "./exchange.ts";
import { webhooks as described, type WebhookName } from "./wanted.ts";
import { seededDraw } from "./faults.ts";
import type { App, Installation, Repository, World } from "./world.ts";

/** GitHub waits so long for an answer. */
const responseMilliseconds = 10_000;

/** Connections are kept, as GitHub's hooks keep them. */
const agent = new Agent({ keepAlive: true });

const threeDays = 3 * 24 * 60 * 60 * 1000;

/** What is to be delivered. */
export interface Message {
  readonly app: App;
  readonly event: string;
  readonly action: string | null;
  readonly installation: Installation | null;
  readonly repository: Repository | null;
  readonly payload: unknown;
}

/** Sends webhooks as GitHub does: signed, once, never again by itself. */
export class Webhooks {
  readonly deliveries: Delivery[] = [];
  /** Where webhooks go; null switches them off. */
  url: string | null = null;
  readonly #world: World;
  readonly #violations: Violation[] | null;
  readonly #underWay = new Set<Promise<unknown>>();
  #toLose = 0;
  #loseSilently = false;
  #lostShare = 0;
  readonly #draw = seededDraw(2);
  #held: Promise<unknown> | null = null;
  /** How many wait to be sent. */
  held = 0;
  /** How this GitHub differs from the right one. */
  dialect: Dialect = {};

  /** Without a list of violations, payloads are not compared with GitHub's description. */
  constructor(world: World, violations: Violation[] | null) {
    this.#world = world;
    this.#violations = violations;
  }

  /** The next so many are not sent; silently, or recorded as failed as when the host cannot be reached. */
  lose(count: number, silently: boolean): void {
    this.#toLose = count;
    this.#loseSilently = silently;
  }

  /** This share of all is lost, half of them silently. */
  loseShare(share: number): void {
    this.#lostShare = share;
  }

  /** Sends nothing until the answer is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#held = promise;
    return () => {
      this.#held = null;
      resolve(undefined);
    };
  }

  /** Null when nothing was sent: not subscribed, no address, or lost. */
  async deliver(message: Message): Promise<Delivery | null> {
    if (!isSubscribed(message)) return null;
    this.#check(message);
    return this.track(this.#attempt(message, randomUUID(), false));
  }

  /** Sends a delivery again, with its GUID, if it is younger than three days. */
  redeliver(id: number): boolean {
    const delivery = this.deliveries.find((item) => item.id === id);
    if (!delivery || delivery.deliveredAt.getTime() < this.#world.now().getTime() - threeDays) return false;
    const { app, event, action } = delivery;
    const installation = this.#world.installations.find((item) => item.id === delivery.installationId) ?? null;
    const repository = this.#world.repositories.find((item) => item.id === delivery.repositoryId) ?? null;
    const message: Message = { app, event, action, installation, repository, payload: delivery.request.payload };
    void this.track(this.#attempt(message, delivery.guid, true));
    return true;
  }

  /** Waits until everything that was begun has ended. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  async track<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(work);
    }
  }

  #check({ event, action, payload }: Message): void {
    if (this.#violations === null) return;
    const name = action === null ? event : `${event}.${action}`;
    const wrong = (described as ReadonlyArray<string>).includes(name)
      ? checkWebhook(name as WebhookName, JSON.parse(JSON.stringify(payload)))
      : [`webhook ${name} is not described`];
    this.#violations.push(...wrong.map((text) => ({ kind: "webhook" as const, operation: name, message: text })));
  }

  async #attempt(message: Message, guid: string, isRedelivery: boolean): Promise<Delivery | null> {
    const { url } = this;
    if (url === null) return null;
    const isCounted = this.#toLose > 0;
    if (isCounted) this.#toLose -= 1;
    const isLost = isCounted || this.#draw() < this.#lostShare;
    if (isLost && (isCounted ? this.#loseSilently : this.#draw() < 0.5)) return null;
    const name = message.action === null ? message.event : `${message.event}.${message.action}`;
    const { event: rewritten = (_name: string, payload: unknown) => payload } = this.dialect;
    const body = JSON.stringify(rewritten(name, message.payload));
    const headers = this.#headers(message, guid, body);
    await this.#released();
    const start = performance.now();
    const at = this.#world.now();
    const result = isLost ? unreachable : await post(url, headers, body);
    const delivery: Delivery = {
      id: this.#world.nextId(),
      guid,
      app: message.app,
      event: message.event,
      action: message.action,
      installationId: message.installation?.id ?? null,
      repositoryId: message.repository?.id ?? null,
      deliveredAt: at,
      isRedelivery,
      duration: Math.round(performance.now() - start) / 1000,
      url,
      request: { headers, payload: message.payload },
      ...result,
    };
    this.deliveries.push(delivery);
    return delivery;
  }

  async #released(): Promise<void> {
    if (this.#held === null) return;
    this.held += 1;
    await this.#held;
    this.held -= 1;
  }

  #headers({ app, event }: Message, guid: string, text: string): Record<string, string> {
    const sign = (algorithm: string) => createHmac(algorithm, app.webhookSecret).update(text).digest("hex");
    return {
      accept: "*/*",
      "content-type": "application/json",
      "user-agent": "GitHub-Hookshot/044aadd",
      "x-github-delivery": guid,
      "x-github-event": event,
      "x-github-hook-id": String(app.id + 500_000),
      "x-github-hook-installation-target-id": String(app.id),
      "x-github-hook-installation-target-type": "integration",
      "x-hub-signature": `sha1=${sign("sha1")}`,
      "x-hub-signature-256": `sha256=${sign("sha256")}`,
    };
  }
}

/** What is always sent: about the installation itself, and about checks to those who may write them. */
function isSubscribed({ app, event, installation }: Message): boolean {
  if (event === "installation" || event === "installation_repositories" || event === "ping") return true;
  if (installation?.suspendedAt || installation?.isDeleted) return false;
  if (event === "check_run" || event === "check_suite") return installation?.permissions["checks"] === "write";
  return app.events.includes(event);
}

type Result = Pick<Delivery, "status" | "statusCode" | "response">;

const unreachable: Result = {
  status: "failed to connect to host",
  statusCode: 502,
  response: { headers: {}, payload: null },
};

function post(url: string, headers: Record<string, string>, body: string): Promise<Result> {
  const { promise, resolve } = Promise.withResolvers<Result>();
  const content = Buffer.from(body);
  const options = { method: "POST", headers: { ...headers, "content-length": content.length }, agent };
  const sent = request(url, { ...options, signal: AbortSignal.timeout(responseMilliseconds) }, (response) => {
    void text(response).then(
      (payload) => {
        const shown = { headers: namedHeaders(response.headers), payload };
        const { statusCode = 0, statusMessage = "" } = response;
        resolve({ status: statusMessage || String(statusCode), statusCode, response: shown });
      },
      () => {
        resolve(unreachable);
      },
    );
  });
  sent.on("error", (error) => {
    const isLate = error instanceof Error && error.name === "AbortError";
    resolve(isLate ? { ...unreachable, status: "timed out", statusCode: 504 } : unreachable);
  });
  sent.end(content);
  return promise;
}

function namedHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
