import { openReviewTools } from "../review.ts";
import { createReviewer } from "../server-review.ts";
import { readServerSettings, type Environment } from "../server-settings.ts";
import { createLog, runUntilSignal } from "../server.ts";

/** `tollgate serve`: runs the App until a signal ends it. Throws UsageError for settings that cannot be used. */
export async function serve(environment: Environment): Promise<number> {
  const settings = readServerSettings(environment);
  const tools = openReviewTools(new Date(), null);
  try {
    return await runUntilSignal({ settings, review: createReviewer(tools), log: createLog(settings.logLevel) });
  } finally {
    await tools.close();
  }
}
