import { createRequire } from "node:module";

/** Events of one name as GitHub itself wrote them. */
export interface PublishedEvent {
  readonly name: string;
  readonly examples: ReadonlyArray<Record<string, unknown>>;
}

/** What GitHub and its Enterprise Servers were recorded to send, by server. */
const servers = ["api.github.com", "ghes-31", "ghes-32", "ghes-33", "ghes-34", "ghes-35"] as const;

const load = createRequire(import.meta.url);

/** The events of github.com. */
export const publishedEvents: ReadonlyArray<PublishedEvent> = readPublished("api.github.com");

/** The events of every server that was recorded. */
export function allPublishedEvents(): ReadonlyArray<PublishedEvent> {
  return servers.flatMap(readPublished);
}

function readPublished(server: (typeof servers)[number]): ReadonlyArray<PublishedEvent> {
  return load(`@octokit/webhooks-examples/${server}/index.json`) as ReadonlyArray<PublishedEvent>;
}
