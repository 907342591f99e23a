// What a directory can ask the service about itself, as a file beside the worker: RFC 7643 §5 to
// §7. Only what is kept is in a schema, since whoever tests a service changes each attribute that
// it names. src/http/scim/described.ts puts the service's address before those in the file.
import {
  CORE_SCHEMA,
  GROUP_ATTRIBUTES,
  type ScimAttribute,
  type ScimAttributes,
  USER_ATTRIBUTES,
} from "../../src/core/scim/attributes.ts";
import { MAX_LISTED } from "../../src/core/scim/paging.ts";
import type { Asset } from "./write-built.ts";

/** By kind, attribute and part. */
const ABOUT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  User: {
    userName: "What the person signs in with",
    displayName: "The person's name, which applications and the phone show",
    name: "The parts of the person's name",
    preferredLanguage: "The language of mails",
    active: "Whether the person may sign in",
    emails: "The address of the person. One is kept: that for work, or else the primary one",
    groups: "The groups that the person is in",
  },
  Group: { displayName: "The group's name, as applications read it", members: "The users in the group" },
  name: {
    formatted: "The whole name",
    familyName: "The family name",
    givenName: "The given name",
    middleName: "The middle name",
    honorificPrefix: "What stands before the name",
    honorificSuffix: "What stands after the name",
  },
  emails: { value: "The address", type: "What it is for", primary: "Whether it is the preferred one" },
  groups: { value: "The group's id", display: "The group's name" },
  members: { value: "The user's id", $ref: "The user's address" },
};

interface SchemaAttribute {
  readonly name: string;
  readonly subAttributes?: readonly SchemaAttribute[];
  readonly [characteristic: string]: unknown;
}

const attributesOf = (of: string, attributes: ScimAttributes): readonly SchemaAttribute[] =>
  Object.entries(attributes).flatMap(([name, attribute]) => (attribute.common ? [] : attributeOf(of, name, attribute)));

function attributeOf(of: string, name: string, attribute: ScimAttribute): SchemaAttribute {
  const about = ABOUT[of]?.[name];
  if (about === undefined) throw new Error(`${name} of ${of} is not described`);
  const { sub, type = sub ? "complex" : "string", multiValued, required, readOnly, unique } = attribute;
  return {
    name,
    type,
    multiValued: multiValued === true,
    description: `${about}.`,
    required: required === true,
    ...(type === "string" && { caseExact: false }),
    ...(type === "reference" && { caseExact: true, referenceTypes: ["User"] }),
    mutability: readOnly ? "readOnly" : "readWrite",
    returned: "default",
    ...(!sub && { uniqueness: unique ? "server" : "none" }),
    ...(sub && { subAttributes: attributesOf(name, sub) }),
  };
}

const schemaOf = (name: string, description: string, attributes: ScimAttributes) => ({
  schemas: [`${CORE_SCHEMA}Schema`],
  id: CORE_SCHEMA + name,
  name,
  description,
  attributes: attributesOf(name, attributes),
  meta: { resourceType: "Schema", location: `/Schemas/${CORE_SCHEMA}${name}` },
});

const resourceType = (name: string, description: string) => ({
  schemas: [`${CORE_SCHEMA}ResourceType`],
  id: name,
  name,
  description,
  endpoint: `/${name}s`,
  schema: CORE_SCHEMA + name,
  meta: { resourceType: "ResourceType", location: `/ResourceTypes/${name}` },
});

const CONFIG = {
  schemas: [`${CORE_SCHEMA}ServiceProviderConfig`],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: MAX_LISTED },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: "oauthbearertoken",
      name: "Bearer",
      description: "An API key of an account with the right scim, as Authorization: Bearer pi_...",
      specUri: "https://www.rfc-editor.org/info/rfc6750",
      primary: true,
    },
  ],
  meta: { resourceType: "ServiceProviderConfig", location: "/ServiceProviderConfig" },
};

/** By the first part of the path. */
export const scimDescription = (): Asset => [
  "scim.json",
  JSON.stringify({
    ServiceProviderConfig: [CONFIG],
    ResourceTypes: [
      resourceType("User", "A person of the realm"),
      resourceType("Group", "A group of people of the realm"),
    ],
    Schemas: [schemaOf("User", "A person", USER_ATTRIBUTES), schemaOf("Group", "A group", GROUP_ATTRIBUTES)],
  }),
];
