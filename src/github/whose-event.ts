import * as z from "zod";

import type { Wanted } from "../model/delivery.ts";
import type { GitHub } from "./client.ts";
import { GitHubError } from "./errors.ts";
import { readEvent } from "./events.ts";
import type { IncomingEvent } from "./front-door.ts";

const eventSchema = z.looseObject({
  installation: z.unknown().optional(),
  repository: z.looseObject({ name: z.string(), owner: z.looseObject({ login: z.string() }) }),
});

/**
 * An event of a repository that does not say for which installation it is, as one that does: GitHub is asked. Null where
 * that is not what it lacks, and where the App is not installed there. Throws GitHubError.
 */
async function withInstallation(github: Pick<GitHub, "call">, payload: unknown): Promise<unknown> {
  const event = eventSchema.safeParse(payload).data;
  if (event === undefined || (event.installation ?? null) !== null) return null;
  const { name: repo, owner } = event.repository;
  try {
    const { data } = await github.call((octokit) =>
      octokit.rest.apps.getRepoInstallation({ owner: owner.login, repo }),
    );
    return { ...event, installation: { id: data.id } };
  } catch (error) {
    if (error instanceof GitHubError && error.status === 404) return null; // installed nowhere that it could be of
    throw error;
  }
}

/**
 * What an event asks of us, as `readEvent`; one that does not name its installation too. Throws ZodError, and GitHubError
 * where the installation is not to be had.
 */
export async function readWholeEvent(
  github: Pick<GitHub, "appId" | "call">,
  { event, payload }: Pick<IncomingEvent, "event" | "payload">,
): Promise<Wanted | null> {
  try {
    return readEvent(event, payload, github.appId);
  } catch (error) {
    const whole = error instanceof z.ZodError ? await withInstallation(github, payload) : null;
    if (whole === null) throw error;
    return readEvent(event, whole, github.appId);
  }
}
