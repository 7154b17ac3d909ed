import { afterAll, beforeAll, expect, it } from "vitest";
import { ask, setScene, type Scene } from "./client.ts";
import { startGitHub, type GitHubStandIn } from "./stand-in.ts";

let github: GitHubStandIn;
let scene: Scene;

beforeAll(async () => {
  github = await startGitHub();
  scene = await setScene(github);
});

afterAll(() => github.close());

it("a pull request is shown as its page shows it", async () => {
  const { pull, token } = scene;
  const sha = pull.head.sha;
  await ask(github, token, "POST /repos/acme/infra/check-runs", {
    name: "tollgate/policy",
    head_sha: sha,
    conclusion: "failure",
    output: {
      title: "1 new finding blocks",
      summary: "Look at `new.tf`.",
      annotations: [
        {
          path: "new.tf",
          start_line: 2,
          end_line: 2,
          annotation_level: "failure",
          title: "Wrong number",
          message: "a is 1.\nMake it 2.",
        },
        { path: "new.tf", start_line: 1, end_line: 3, annotation_level: "warning", message: "All of it." },
      ],
    },
    actions: [{ label: "Explain", description: "Say why", identifier: "explain" }],
  });
  await ask(github, token, "POST /repos/acme/infra/check-runs", {
    name: "tollgate/cost",
    head_sha: sha,
    status: "in_progress",
  });
  await ask(github, token, "POST /repos/acme/infra/issues/1/comments", {
    body: "<!-- hidden -->\n**Blocked** by 1 finding\n\n<details><summary>More &lt;details&gt;</summary>\n\n- one\n\n</details>\n",
  });
  await github.people.comment(pull, "mona", "Thanks");
  const line = "─".repeat(100);
  expect(await github.renderPullRequest(pull)).toBe(`Change a variable #1
Open · octocat wants to merge into main from change · ${sha.slice(0, 7)}
${github.url}/acme/infra/pull/1
${line}
tollgate bot commented

**Blocked** by 1 finding

▾ More <details>

- one
${line}
mona commented

Thanks
${line}
Some checks were not successful
  ✗ tollgate/policy — 1 new finding blocks
  ● tollgate/cost — in_progress
${line}
✗ tollgate/policy (failure)

1 new finding blocks

Look at \`new.tf\`.

2 annotations

  new.tf#L2
        2 │   a = 1
    Failure: Wrong number
      a is 1.
      Make it 2.

  new.tf#L1-L3
        1 │ locals {
        2 │   a = 1
        3 │ }
    Warning: new.tf
      All of it.

[ Explain ]
${line}
● tollgate/cost (in_progress)
`);
});
