// The attributes of RFC 7643 that are kept of what a directory says. Everything else that it sends
// (phone numbers, departments, Okta's `password`) is passed over: never stored, never logged.
// Parsers, /Schemas and the answers go by these tables.

export interface ScimAttribute {
  readonly type: "string" | "boolean" | "complex";
  readonly about: string;
  readonly multiValued?: true;
  readonly required?: true;
  readonly readOnly?: true;
  readonly caseExact?: true;
  /** No two resources of the realm have the same. */
  readonly unique?: true;
  readonly sub?: ScimAttributes;
  /** RFC 7643 §3.1: of every resource, and so of no schema. */
  readonly common?: true;
}
export type ScimAttributes = Readonly<Record<string, ScimAttribute>>;

const text = (about: string, more: Omit<ScimAttribute, "type" | "about"> = {}): ScimAttribute => ({
  type: "string",
  about,
  ...more,
});

const COMMON: ScimAttributes = {
  schemas: text("The schemas", { common: true, readOnly: true }),
  id: text("What this service calls the resource", { common: true, readOnly: true, caseExact: true }),
  externalId: text("What the directory calls it", { common: true, caseExact: true }),
  meta: { type: "complex", about: "Version and times", common: true, readOnly: true },
};

export const USER_ATTRIBUTES: ScimAttributes = {
  ...COMMON,
  userName: text("What the person signs in with", { required: true, unique: true }),
  displayName: text("The person's name, which applications and the phone show"),
  name: {
    type: "complex",
    about: "The parts of the person's name",
    sub: {
      formatted: text("The whole name"),
      familyName: text("The family name"),
      givenName: text("The given name"),
      middleName: text("The middle name"),
      honorificPrefix: text("What stands before the name"),
      honorificSuffix: text("What stands after the name"),
    },
  },
  preferredLanguage: text("The language of mails"),
  active: { type: "boolean", about: "Whether the person may sign in" },
  emails: {
    type: "complex",
    about: "The address of the person. One is kept: that for work, or else the primary one",
    multiValued: true,
    sub: {
      value: text("The address"),
      type: text("What it is for"),
      primary: { type: "boolean", about: "Whether it is the preferred one" },
    },
  },
  groups: {
    type: "complex",
    about: "The groups that the person is in",
    multiValued: true,
    readOnly: true,
    sub: { value: text("The group's id", { readOnly: true }), display: text("The group's name", { readOnly: true }) },
  },
};

export const GROUP_ATTRIBUTES: ScimAttributes = {
  ...COMMON,
  displayName: text("The group's name, as applications read it", { required: true, unique: true }),
  members: {
    type: "complex",
    about: "The users in the group",
    multiValued: true,
    sub: { value: text("The user's id"), display: text("The user's name", { readOnly: true }) },
  },
};

/** RFC 7643 §2.1: names are the same in any case. Undefined for one that is not kept. */
export const nameIn = (attributes: ScimAttributes | undefined, name: string): string | undefined =>
  Object.keys(attributes ?? {}).find((known) => known.toLowerCase() === name.toLowerCase());

const CORE = "urn:ietf:params:scim:schemas:core:2.0:";
export const USER_SCHEMA = `${CORE}User`;
export const GROUP_SCHEMA = `${CORE}Group`;

/** An attribute may have the URN of its schema in front (RFC 7644 §3.10). */
export const withoutSchema = (path: string): string =>
  path.replace(/^urn:ietf:params:scim:schemas:core:2\.0:\w+:/i, "");
