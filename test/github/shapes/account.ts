import { iso, isoOrNull, nodeId, type Account, type App, type Installation, type World } from "../world.ts";

/** A user, organisation or bot as it stands in other answers. */
export function userShape(world: World, account: Account) {
  const { login } = account;
  const page = account.type === "Bot" ? `apps/${login.replace(/\[bot\]$/, "")}` : login;
  const url = `${world.apiUrl}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id: account.id,
    node_id: nodeId(account.type === "Bot" ? "BOT" : "U", account.id),
    avatar_url: `${world.htmlUrl}/avatars/u/${account.id}?v=4`,
    gravatar_id: "",
    url,
    html_url: `${world.htmlUrl}/${page}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    site_admin: false,
  };
}

/** The answer of `GET /users/{username}`. */
export function publicUserShape(world: World, account: Account) {
  const nothing = { name: null, company: null, blog: "", location: null, email: null, hireable: null, bio: null };
  return {
    ...userShape(world, account),
    ...nothing,
    public_repos: world.repositories.filter((item) => item.owner === account && !item.isPrivate).length,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: iso(new Date(0)),
    updated_at: iso(new Date(0)),
  };
}

/** An App as `GET /app` and check runs show it. */
export function appShape(world: World, app: App) {
  return {
    id: app.id,
    client_id: app.clientId,
    slug: app.slug,
    node_id: nodeId("A", app.id),
    owner: userShape(world, app.owner),
    name: app.name,
    description: null,
    external_url: "https://example.com",
    html_url: `${world.htmlUrl}/apps/${app.slug}`,
    created_at: iso(app.createdAt),
    updated_at: iso(app.createdAt),
    permissions: app.permissions,
    events: app.events,
  };
}

export function installationShape(world: World, installation: Installation) {
  const url = `${world.apiUrl}/app/installations/${installation.id}`;
  return {
    id: installation.id,
    account: userShape(world, installation.account),
    repository_selection: installation.repositories === null ? "all" : "selected",
    access_tokens_url: `${url}/access_tokens`,
    repositories_url: `${world.apiUrl}/installation/repositories`,
    html_url: `${world.htmlUrl}/organizations/${installation.account.login}/settings/installations/${installation.id}`,
    app_id: installation.app.id,
    client_id: installation.app.clientId,
    app_slug: installation.app.slug,
    target_id: installation.account.id,
    target_type: installation.account.type,
    permissions: installation.permissions,
    events: installation.app.events,
    created_at: iso(installation.createdAt),
    updated_at: iso(installation.createdAt),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: installation.suspendedAt ? userShape(world, installation.account) : null,
    suspended_at: isoOrNull(installation.suspendedAt),
  };
}

/** An organisation as webhooks carry it. */
export function organizationShape(world: World, account: Account) {
  const url = `${world.apiUrl}/orgs/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId("O", account.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${world.htmlUrl}/avatars/u/${account.id}?v=4`,
    description: "",
  };
}
