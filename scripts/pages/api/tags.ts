// The groups of routes in the document: by the first part of the path, or `service` for the rest.

const TAGS = {
  validate: "Logins: a PIN, the challenge, and its end",
  ttype: "What phones call",
  token: "Tokens, registrations, registration links and open logins",
  user: "Users, their attributes and their sessions",
  jobs: "Work on many tokens or users",
  auth: "The sign-in of accounts, and its end",
  accounts: "Administrators, service accounts and their keys",
  audit: "The audit trail",
  events: "Addresses that get events",
  oidc: "OpenID Connect, and its clients",
  scim: "What an organisation's directory calls: SCIM 2.0",
  authz: "What a proxy asks about each request",
  system: "Settings and realms, as privacyIDEA shows them",
  service: "Whether the service works, and what it is",
} as const;

type Tag = keyof typeof TAGS;

const OTHERWISE: Readonly<Record<string, Tag>> = {
  ".well-known": "oidc",
  entra: "oidc",
  realm: "system",
  defaultrealm: "system",
};

const isTag = (text: string): text is Tag => Object.hasOwn(TAGS, text);

export const tagOf = (path: string): Tag => {
  const [, first = ""] = path.split("/");
  return OTHERWISE[first] ?? (isTag(first) ? first : "service");
};

export const DESCRIBED_TAGS = (Object.keys(TAGS) as Tag[]).map((name) => ({ name, description: TAGS[name] }));
