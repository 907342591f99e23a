// The attributes of RFC 7643 that are kept of what a directory says. Everything else that it sends
// (phone numbers, departments, Okta's `password`) is passed over: never stored, never logged.
// Whatever reads or writes a resource goes by these tables, and so does /Schemas, whose texts are
// in scripts/pages/scim.ts.

export interface ScimAttribute {
  /** By default a text, or what has parts. */
  readonly type?: "boolean" | "reference";
  readonly multiValued?: true;
  /** It is always there, and cannot be removed. */
  readonly required?: true;
  readonly readOnly?: true;
  /** No two resources of the realm have the same. */
  readonly unique?: true;
  /** Its parts. */
  readonly sub?: ScimAttributes;
  /** RFC 7643 §3.1: of every resource, and so of no schema. */
  readonly common?: true;
}
export type ScimAttributes = Readonly<Record<string, ScimAttribute>>;

const TEXT: ScimAttribute = {};
const NAME: ScimAttribute = { required: true, unique: true };
const FLAG: ScimAttribute = { type: "boolean" };
const READ: ScimAttribute = { readOnly: true };
const COMMON: ScimAttribute = { common: true, readOnly: true };

const EVERY: ScimAttributes = { schemas: COMMON, id: COMMON, externalId: { common: true }, meta: COMMON };

export const USER_ATTRIBUTES: ScimAttributes = {
  ...EVERY,
  userName: NAME,
  displayName: TEXT,
  name: {
    sub: {
      formatted: TEXT,
      familyName: TEXT,
      givenName: TEXT,
      middleName: TEXT,
      honorificPrefix: TEXT,
      honorificSuffix: TEXT,
    },
  },
  preferredLanguage: TEXT,
  active: { ...FLAG, required: true },
  emails: { multiValued: true, sub: { value: TEXT, type: TEXT, primary: FLAG } },
  groups: { multiValued: true, readOnly: true, sub: { value: READ, display: READ } },
};

export const GROUP_ATTRIBUTES: ScimAttributes = {
  ...EVERY,
  displayName: NAME,
  members: { multiValued: true, sub: { value: TEXT, $ref: { type: "reference" } } },
};

/** RFC 7643 §2.1: names are the same in any case. Undefined for one that is not kept. */
export const nameIn = (attributes: ScimAttributes | undefined, name: string): string | undefined =>
  Object.keys(attributes ?? {}).find((known) => known.toLowerCase() === name.toLowerCase());

export const CORE_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:";

/** An attribute may have the URN of its schema in front (RFC 7644 §3.10). */
export const withoutSchema = (path: string): string =>
  path.replace(/^urn:ietf:params:scim:schemas:core:2\.0:\w+:/i, "");
