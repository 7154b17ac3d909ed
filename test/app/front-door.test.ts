import { createHmac } from "node:crypto";
import { request, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";

import { createFrontDoor, type IncomingEvent } from "../../src/github/front-door.ts";
import { quietLog } from "../store/places.ts";

const secret = "the secret of these tests";
const old = "the secret of yesterday";
const path = "/api/github/webhooks";

let server: Server;
let received: IncomingEvent[];
let answered: number[];
let fault: Error | null;
let log: ReturnType<typeof quietLog>;

beforeEach(async () => {
  received = [];
  answered = [];
  fault = null;
  log = quietLog();
  await listen([secret, old]);
});

afterEach(close);

async function listen(secrets: ReadonlyArray<string>): Promise<void> {
  server = createFrontDoor({
    secrets,
    receive: (event) => {
      if (fault !== null) return Promise.reject(fault);
      received.push(event);
      return Promise.resolve("queued");
    },
    obstacle: () => Promise.resolve(fault === null ? null : "the database does not answer"),
    log,
    metrics: {
      text: () => Promise.resolve("webhooks 1\n"),
      contentType: "text/plain; version=0.0.4",
      answered: (status) => answered.push(status),
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
}

async function close(): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

function port(): number {
  return (server.address() as AddressInfo).port;
}

function sign(body: string | Buffer, key = secret): string {
  return `sha256=${createHmac("sha256", key).update(body).digest("hex")}`;
}

function post(body: string, headers: Record<string, string> = {}, to: string = path): Promise<Response> {
  return fetch(`http://127.0.0.1:${port()}${to}`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
      "x-github-event": "pull_request",
      "x-hub-signature-256": sign(body),
      ...headers,
    },
  });
}

describe("the front door", () => {
  it("takes a delivery as a form, which GitHub sends too where its settings say so", async () => {
    const body = new URLSearchParams({ payload: '{"action":"opened","title":"ü & +"}' }).toString();
    const type = { "content-type": "application/x-www-form-urlencoded" };
    expect((await post(body, type)).status).toBe(202);
    expect(received.map(({ payload }) => payload)).toEqual([{ action: "opened", title: "ü & +" }]);
    expect((await post("payload=%7B", type)).status).toBe(400);
    expect((await post("action=opened", type)).status).toBe(400);
    expect((await post(body, { ...type, "x-hub-signature-256": sign("payload={}") })).status).toBe(401);
  });

  it("takes a delivery at its path with a slash behind it, or with a query", async () => {
    for (const written of [`${path}/`, `${path}?from=github`]) {
      const body = JSON.stringify({ written });
      expect((await post(body, {}, written)).status).toBe(202);
    }
    expect((await post("{}", {}, `${path}/more`)).status).toBe(404);
    expect(received).toHaveLength(2);
  });

  it("takes a signed delivery, and says what became of it", async () => {
    const body = '{"action":"opened","title":"ü"}';
    const response = await post(body);
    expect([response.status, await response.text()]).toEqual([202, "queued\n"]);
    expect(received).toMatchObject([
      {
        guid: "72d3162e-cc78-11e3-81ab-4c9367dc0958",
        event: "pull_request",
        payload: { action: "opened", title: "ü" },
      },
    ]);
    expect(received[0]?.body_hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("row 5: takes the old secret too while it is being changed, and no longer afterwards", async () => {
    const signedByOld = { "x-hub-signature-256": sign("{}", old) };
    expect((await post("{}", signedByOld)).status).toBe(202);
    expect((await post("{}")).status).toBe(202);
    await close();
    await listen([secret]);
    expect((await post("{}", signedByOld)).status).toBe(401);
    expect((await post("{}")).status).toBe(202);
  });

  it.each([
    ["none", {}, { "x-hub-signature-256": "" }, 401],
    ["another secret's", {}, { "x-hub-signature-256": sign("{}", "someone else's secret") }, 401],
    ["one digit off", {}, { "x-hub-signature-256": sign("{}").replace(/.$/, (d) => (d === "0" ? "1" : "0")) }, 401],
    ["SHA-1 only", {}, { "x-hub-signature-256": "", "x-hub-signature": "sha1=00" }, 401],
    ["too short", {}, { "x-hub-signature-256": "sha256=00" }, 401],
  ] as const)(
    "row 1: refuses a signature: %s; one short line in the log, nothing parsed",
    async (_, __, headers, status) => {
      expect((await post("{}", { ...headers })).status).toBe(status);
      expect(received).toEqual([]);
      expect(log.lines.length).toBe(1);
      expect(log.lines[0]?.length).toBeLessThan(300);
    },
  );

  it.each([
    ["of a type that GitHub does not send", { "content-type": "text/plain" }, 415],
    ["without a delivery", { "x-github-delivery": "" }, 400],
    ["with a delivery that is no GUID", { "x-github-delivery": "a b" }, 400],
    ["without an event", { "x-github-event": "" }, 400],
  ] as const)("refuses a request %s", async (_, headers, status) => {
    expect((await post("{}", { ...headers })).status).toBe(status);
    expect(received).toEqual([]);
  });

  it.each(["not JSON", "null", "[1", ""])("refuses the signed body %j", async (body) => {
    expect((await post(body)).status).toBe(400);
    expect(received).toEqual([]);
  });

  it("row 12: answers 503 when the delivery cannot be kept, so that GitHub counts it as failed", async () => {
    fault = new Error("disk full");
    expect((await post("{}")).status).toBe(503);
    expect(answered.at(-1)).toBe(503);
    expect((await fetch(`http://127.0.0.1:${port()}/readyz`)).status).toBe(503);
  });

  it("answers 422 when an event lacks what it always has", async () => {
    fault = new z.ZodError([]);
    expect((await post("{}")).status).toBe(422);
  });

  it("answers only what it knows", async () => {
    const ask = async (url: string, method = "GET"): Promise<unknown[]> => {
      const response = await fetch(`http://127.0.0.1:${port()}${url}`, { method });
      return [response.status, await response.text()];
    };
    expect(await ask("/ping")).toEqual([200, "PONG\n"]);
    expect(await ask("/healthz")).toEqual([200, "ok\n"]);
    expect(await ask("/readyz")).toEqual([200, "ready\n"]);
    expect(await ask("/metrics")).toEqual([200, "webhooks 1\n"]);
    expect((await ask("/"))[0]).toBe(404);
    expect((await ask("/healthz", "POST"))[0]).toBe(404);
    expect((await ask(path))[0]).toBe(405);
  });

  it("row 2: refuses 26 MB by their announced length without reading them", async () => {
    const response = await answerTo({ "content-length": String(26 * 1024 * 1024) }, []);
    expect(response).toBe(413);
  });

  it("row 2: stops at 25 MB of a body whose length was not announced, and keeps little of it", async () => {
    const before = process.memoryUsage().rss;
    const chunk = Buffer.alloc(1024 * 1024, 0x20);
    expect(await answerTo({ "transfer-encoding": "chunked" }, new Array<Buffer>(40).fill(chunk))).toBe(413);
    expect(received).toEqual([]);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  it("takes 25 MB", async () => {
    const body = JSON.stringify({ text: "x".repeat(25 * 1024 * 1024 - 11) });
    expect(Buffer.byteLength(body)).toBe(25 * 1024 * 1024);
    expect((await post(body)).status).toBe(202);
  });

  it("row 3: closes a connection that sends its headers or its body too slowly", async () => {
    const lines = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`;
    const complete = `${lines}X-GitHub-Delivery: a\r\nX-GitHub-Event: ping\r\nContent-Length: 100\r\n\r\n{`;
    const answers = await Promise.all([lines, complete].map((text) => drip(text)));
    for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 408/);
    expect(received).toEqual([]);
  });
});

/** Sends a signed-looking POST with a body in chunks; resolves to the status. */
function answerTo(headers: Record<string, string>, chunks: ReadonlyArray<Buffer>): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const sent = request({
    port: port(),
    host: "127.0.0.1",
    method: "POST",
    path,
    headers: {
      "content-type": "application/json",
      "x-github-delivery": "a",
      "x-github-event": "ping",
      "x-hub-signature-256": sign("{}"),
      ...headers,
    },
  });
  const state = { isAnswered: false };
  sent.on("response", (response) => {
    state.isAnswered = true;
    response.resume();
    resolve(response.statusCode ?? 0);
    sent.destroy();
  });
  sent.on("error", (error) => {
    if (!state.isAnswered) reject(error);
  });
  void (async () => {
    sent.flushHeaders();
    for (const chunk of chunks) {
      if (state.isAnswered || sent.destroyed) return;
      sent.write(chunk);
      await sleep(2);
    }
  })();
  return promise;
}

/** Sends the beginning of a request and never the rest; resolves to what comes back before the end. */
function drip(text: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const socket = connect(port(), "127.0.0.1");
  let answer = "";
  socket.on("data", (data) => (answer += data.toString()));
  socket.on("close", () => {
    resolve(answer);
  });
  socket.on("error", () => undefined);
  socket.write(text);
  return promise;
}
