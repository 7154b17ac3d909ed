import type { Route } from "./call.ts";
import type { Limits } from "./limits.ts";
import { accountRoutes } from "./routes/accounts.ts";
import { actionRoutes } from "./routes/actions.ts";
import { appRoutes } from "./routes/app.ts";
import { checkRoutes } from "./routes/checks.ts";
import { commitRoutes } from "./routes/commits.ts";
import { pullRoutes } from "./routes/pulls.ts";
import { reviewCommentRoutes } from "./routes/review-comments.ts";
import { treeRoutes } from "./routes/trees.ts";
import type { OperationName } from "./wanted.ts";

/** How every wanted operation is answered; one that is missing breaks the build. */
export function allRoutes(limits: Limits): Readonly<Record<OperationName, Route>> {
  return {
    ...accountRoutes,
    ...actionRoutes,
    ...appRoutes,
    ...checkRoutes,
    ...commitRoutes,
    ...pullRoutes,
    ...reviewCommentRoutes,
    ...treeRoutes,
    "GET /rate_limit": {
      needs: "anybody",
      answer: ({ caller }) => {
        const core = limits.status(caller, "core");
        const graphql = limits.status(caller, "graphql");
        const search = { limit: 30, used: 0, remaining: 30, reset: core.reset };
        return { status: 200, body: { resources: { core, search, graphql }, rate: core } };
      },
    },
  };
}
