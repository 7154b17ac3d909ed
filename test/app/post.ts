import { createHmac, randomUUID } from "node:crypto";

import type { AppUnderTest } from "./fixture.ts";

/** Sends a body to the App as GitHub signs it; answers with the status and the words. */
export async function post(
  { github, server }: Pick<AppUnderTest, "github" | "server">,
  event: string,
  body: string,
  guid: string = randomUUID(),
): Promise<string> {
  const secret = github.environment()["WEBHOOK_SECRET"] ?? "";
  const answer = await fetch(`${server.url}/api/github/webhooks`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-github-event": event,
      "x-github-delivery": guid,
      "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
    },
  });
  return `${answer.status} ${(await answer.text()).trim()}`;
}
