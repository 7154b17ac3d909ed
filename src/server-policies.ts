import type { CheckPolicies, PolicyTargets } from "./app.ts";
import { checkPolicyChange, type ReviewTools, type TrialTargets } from "./review.ts";
import { reviewRequestOf } from "./server-review.ts";

/** The check of an organisation's policies with the tools of this process. */
export function createPolicyChecker(tools: ReviewTools): CheckPolicies {
  return async ({ targets, ...change }) => {
    const tried = typeof targets === "string" ? targets : requestsOf(targets);
    return await checkPolicyChange({ ...change, targets: tried }, tools);
  };
}

/** Only the changed policies count there: neither the pack nor the repository's own. */
function requestsOf({ targets, spent }: PolicyTargets): TrialTargets {
  const policies = { pack: false, disk: [] };
  return {
    spent,
    targets: targets.map(({ collect, context, ...target }) => ({
      ...target,
      request: async () => ({ ...reviewRequestOf(collect, await context(), policies), preview: false }),
    })),
  };
}
