/**
 * `fetch` with an end, whose answers are counted. A read whose connection was cut before an answer came is sent once
 * more at once: servers close connections that are kept open, and a request may be under way then.
 */
export function gitHubFetch(timeout: number, requested: (status: number) => void): typeof fetch {
  const send: typeof fetch = async (url, init) => {
    const signals = [AbortSignal.timeout(timeout), ...(init?.signal ? [init.signal] : [])];
    const signal = AbortSignal.any(signals);
    try {
      const response = await fetch(url, { ...init, signal });
      requested(response.status);
      return withType(response);
    } catch (error) {
      requested(0);
      throw error;
    }
  };
  return (url, init) =>
    send(url, init).catch((error: unknown) => {
      if (!isRead(init) || !isCut(error)) throw error;
      return send(url, init);
    });
}

function isRead(init: RequestInit | undefined): boolean {
  return (init?.method ?? "GET").toUpperCase() === "GET";
}

const cuts: ReadonlySet<unknown> = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

function isCut(error: unknown): boolean {
  const cause = error instanceof TypeError ? error.cause : null;
  return cause instanceof Error && "code" in cause && cuts.has(cause.code);
}

/** Octokit parses what is called JSON and nothing else: a server may call it by GitHub's media type, or not at all. */
function withType(response: Response): Response {
  const type = response.headers.get("content-type");
  const isNamed = type !== null && !/^application\/[\w.+-]*\+json/i.test(type);
  if (isNamed || response.body === null || response.status >= 300) return response;
  const headers = new Headers(response.headers);
  headers.set("content-type", "application/json; charset=utf-8");
  return new Response(response.body, { status: response.status, headers });
}
