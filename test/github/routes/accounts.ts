import { notFound, read, repositoryOf, type Call, type Route } from "../call.ts";
import { publicUserShape, userShape } from "../shapes/account.ts";
import { minimalRepositoryShape, repositoryShape } from "../shapes/repository.ts";
import { iso, nodeId, type Role } from "../world.ts";

/** `permission` knows four levels: maintain shows as write, triage as read; `role_name` says which it is. */
function collaboratorPermission(call: Call) {
  const repository = repositoryOf(call);
  const account = call.world.accounts.get(String(call.params["username"]).toLowerCase());
  if (!account) throw notFound();
  const isOwner = repository.owner === account;
  const role: Role = isOwner
    ? "admin"
    : (repository.roles.get(account.login.toLowerCase()) ?? (repository.isPrivate ? "none" : "read"));
  const permission = role === "maintain" ? "write" : role === "triage" ? "read" : role;
  const user = { ...userShape(call.world, account), role_name: role };
  return { status: 200, body: { permission, role_name: role, user } };
}

function teamAt(call: Call) {
  const { org, team_slug: slug } = call.params;
  const found = call.world.teams.find((item) => item.organization.login === org && item.slug === slug);
  if (!found) throw notFound();
  return found;
}

function teamShape(call: Call) {
  const team = teamAt(call);
  const url = `${call.world.apiUrl}/organizations/${team.organization.id}/team/${team.id}`;
  const { login, id } = team.organization;
  const organization = { ...userShape(call.world, team.organization), login, id, type: "Organization" };
  const zero = { public_repos: 0, public_gists: 0, followers: 0, following: 0 };
  const flags = { has_organization_projects: true, has_repository_projects: true };
  const orgUrl = `${call.world.apiUrl}/orgs/${login}`;
  const orgUrls = {
    hooks_url: `${orgUrl}/hooks`,
    events_url: `${orgUrl}/events`,
    issues_url: `${orgUrl}/issues`,
    members_url: `${orgUrl}/members{/member}`,
    public_members_url: `${orgUrl}/public_members{/member}`,
  };
  const dates = { created_at: iso(new Date(0)), updated_at: iso(new Date(0)), archived_at: null };
  return {
    id: team.id,
    node_id: nodeId("T", team.id),
    url,
    html_url: `${call.world.htmlUrl}/orgs/${login}/teams/${team.slug}`,
    name: team.name,
    slug: team.slug,
    description: null,
    privacy: "closed",
    notification_setting: "notifications_enabled",
    permission: "pull",
    type: "organization",
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    parent: null,
    members_count: team.members.size,
    repos_count: 0,
    ...dates,
    organization: { ...organization, description: null, name: login, ...zero, ...flags, ...orgUrls, ...dates },
  };
}

function teamMembership(call: Call) {
  const team = teamAt(call);
  const role = team.members.get(String(call.params["username"]).toLowerCase());
  if (role === undefined) throw notFound();
  const url = `${call.world.apiUrl}/organizations/${team.organization.id}/team/${team.id}/memberships/${String(call.params["username"])}`;
  return { status: 200, body: { url, role, state: "active" } };
}

function fullRepository(call: Call) {
  const repository = repositoryOf(call);
  const { parent } = repository;
  return {
    ...repositoryShape(call.world, repository),
    network_count: 0,
    subscribers_count: 0,
    ...(parent ? { parent: repositoryShape(call.world, parent), source: repositoryShape(call.world, parent) } : {}),
    ...(repository.owner.type === "Organization"
      ? { organization: minimalRepositoryShape(call.world, repository).owner }
      : {}),
  };
}

/** Who is who, who may what, and the repository itself. */
export const accountRoutes = {
  "GET /orgs/{org}/teams/{team_slug}": {
    needs: read("members"),
    answer: (call) => ({ status: 200, body: teamShape(call) }),
  },
  "GET /orgs/{org}/teams/{team_slug}/memberships/{username}": { needs: read("members"), answer: teamMembership },
  "GET /users/{username}": {
    needs: "token",
    answer: (call) => {
      const account = call.world.accounts.get(String(call.params["username"]).toLowerCase());
      if (!account) throw notFound();
      return { status: 200, body: publicUserShape(call.world, account) };
    },
  },
  "GET /repos/{owner}/{repo}/collaborators/{username}/permission": {
    needs: read("metadata"),
    answer: collaboratorPermission,
  },
  "GET /repos/{owner}/{repo}": {
    needs: read("metadata"),
    answer: (call) => ({ status: 200, body: fullRepository(call) }),
  },
} as const satisfies Record<string, Route>;
