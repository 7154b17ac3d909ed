import * as z from "zod";

import type { AppParts } from "../app/parts.ts";
import { isAuthor, isTeamMember, readApprovals, readAuthors, readRole, type Authors } from "../github/people.ts";
import type { WaiverRules } from "../model/settings.ts";
import type { Consent } from "../model/verdict.ts";
import type { Waiver } from "../model/waiver.ts";
import { readConsents, readWaivers } from "../store/grants.ts";
import type { StoredPullRequest } from "../store/pull-requests.ts";

/** So many people's consent is looked at. */
const maxPeople = 30;

const loginsSchema = z.array(z.string()).catch([]);
const openerSchema = z.object({ author: z.string() });

/** Everybody who had a hand in a pull request. */
export async function authorsOf({ github }: Pick<AppParts, "github">, row: StoredPullRequest): Promise<Authors> {
  const { author } = openerSchema.parse(JSON.parse(row.details));
  const pushers = loginsSchema.parse(JSON.parse(row.pushers));
  const change = { base: row.base_ref, head: row.head_sha, opener: author, pushers };
  return await readAuthors(github.repository(row), change);
}

/** What one person may consent to: as a member of the wanted teams, and as somebody who may grant waivers. */
export async function consentOf(
  { github }: Pick<AppParts, "github">,
  row: StoredPullRequest,
  login: string,
  { rules, teams }: { readonly rules: WaiverRules; readonly teams: ReadonlyArray<string> },
): Promise<Consent> {
  const client = github.organisation(row.installation_id, row.owner);
  const wanted = [...new Set([...teams, ...rules.teams])];
  const isIn = await Promise.all(wanted.map((team) => isTeamMember(client, team, login)));
  const member = new Set(wanted.filter((_, index) => isIn[index] === true));
  const role = await readRole(github.repository(row), login);
  return {
    login,
    teams: teams.filter((team) => member.has(team)),
    mayWaive: rules.roles.includes(role) || rules.teams.some((team) => member.has(team)),
  };
}

/** Those who consent to the head as it is, by a review or a command; never one of its authors. */
export async function consentsTo(
  parts: Pick<AppParts, "github" | "store">,
  row: StoredPullRequest,
  wanted: ReadonlyArray<string | null>,
  rules: WaiverRules,
): Promise<ReadonlyArray<Consent>> {
  const client = parts.github.repository(row);
  const reviewed = await readApprovals(client, row.number, row.head_sha);
  const commanded = await readConsents(parts.store.db, row.id, row.head_sha);
  const logins = [...new Set([...reviewed, ...commanded])].sort().slice(0, maxPeople);
  if (logins.length === 0) return [];
  const authors = await authorsOf(parts, row);
  const teams = wanted.filter((team) => team !== null);
  const consents: Consent[] = [];
  for (const login of logins) {
    if (await isAuthor(client, authors, login)) continue;
    consents.push(await consentOf(parts, row, login, { rules, teams }));
  }
  return consents;
}

/** Exceptions that commands granted; one of somebody who has since become an author no longer holds. */
export async function waiversFor(
  parts: Pick<AppParts, "github" | "store">,
  row: StoredPullRequest,
): Promise<ReadonlyArray<Waiver>> {
  const waivers = await readWaivers(parts.store.db, row.id);
  if (waivers.length === 0) return [];
  const authors = await authorsOf(parts, row);
  const client = parts.github.repository(row);
  const grantors = [...new Set(waivers.map(({ granted_by }) => granted_by))];
  const wrote = await Promise.all(grantors.map((login) => isAuthor(client, authors, login)));
  return waivers.filter(({ granted_by }) => wrote[grantors.indexOf(granted_by)] === false);
}
