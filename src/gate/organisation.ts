import type { AppParts } from "../app/parts.ts";
import { readOrganisationFile } from "../github/organisation-file.ts";
import type { OrganisationFile } from "../review.ts";
import { readOrganisation, saveOrganisation } from "../store/organisations.ts";
import type { StoredPullRequest } from "../store/pull-requests.ts";

/** What was read is taken for so many milliseconds, unless a push says that it differs. */
const freshMilliseconds = 60_000;

/**
 * The organisation's configuration for one of its repositories. Where it was there once and GitHub no longer shows it,
 * the last one holds: a floor does not vanish because the App was taken off one repository.
 */
export async function organisationFor(
  { store, github, clock }: Pick<AppParts, "store" | "github" | "clock">,
  { installation_id, owner, name }: Pick<StoredPullRequest, "installation_id" | "owner" | "name">,
): Promise<OrganisationFile | null> {
  const known = await readOrganisation(store.db, installation_id);
  const now = clock();
  const shown = (path: string, text: string | null): OrganisationFile | null =>
    text === null ? null : { path: `${owner}/.github/${path}`, text, repository: name };
  if (known?.fresh_until != null && known.fresh_until > now) return shown(known.path, known.text);
  const before = known?.text == null ? null : { path: known.path, sha: known.sha, text: known.text };
  const found = await readOrganisationFile(github.organisationFile(installation_id), owner, before);
  const fresh_until = new Date(now.getTime() + freshMilliseconds);
  const file = found === "unseen" ? before : found === "none" ? null : found;
  await saveOrganisation(store.db, {
    installation_id,
    path: file?.path ?? "",
    sha: file?.sha ?? "",
    text: file?.text ?? null,
    fresh_until,
  });
  return shown(file?.path ?? "", file?.text ?? null);
}
