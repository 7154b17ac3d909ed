import type { FetchedPolicies, PolicySource } from "../../model/policy-source.ts";
import { runGit } from "../git-command.ts";
import { gitTree } from "../git-tree.ts";
import { fetchGitPackage } from "../modules/git-packages.ts";
import type { PackageStore } from "../modules/package-store.ts";

const refName = /^(?!-)(?!.*(?:\.\.|@\{))[^\s~^:?*[\\]+$/;

/** Policies of a local clone at a commit: of a branch that is only there as the remote's, that one. */
export async function policiesOfClone(directory: string, source: PolicySource): Promise<FetchedPolicies> {
  if (!refName.test(source.ref)) return unavailable(source, `${JSON.stringify(source.ref)} is no git ref`);
  for (const name of [source.ref, `origin/${source.ref}`]) {
    const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
    const { code, stdout } = await runGit(directory, args);
    const sha = stdout.toString("latin1").trim();
    if (code === 0 && /^[0-9a-f]{40,64}$/.test(sha)) {
      return { kind: "fetched", source, sha, tree: await gitTree(directory, sha) };
    }
  }
  return unavailable(source, `${directory} is no clone with a branch, tag or commit ${source.ref}`);
}

/** Policies of a repository by its address, from the user's cache or the network. */
export async function policiesOfGit(
  url: string,
  ref: string | null,
  source: PolicySource,
  store: PackageStore,
): Promise<FetchedPolicies> {
  const found = await fetchGitPackage(url, ref, store, { network: true, protocols: ["https", "ssh"] });
  return typeof found === "string"
    ? unavailable(source, found)
    : { kind: "fetched", source, sha: found.commit, tree: found.files };
}

function unavailable(source: PolicySource, reason: string): FetchedPolicies {
  return { kind: "unavailable", source, reason };
}
