// What a directory can ask this service about itself: RFC 7643 §5 to §7. Only what is kept is in a
// schema, since whoever tests a service changes each attribute that it names.

import {
  GROUP_ATTRIBUTES,
  GROUP_SCHEMA,
  type ScimAttribute,
  type ScimAttributes,
  USER_ATTRIBUTES,
  USER_SCHEMA,
} from "./attributes.ts";

/** A page that a directory reads in a second, with all members of its groups. */
export const MAX_LISTED = 200;

const CORE = "urn:ietf:params:scim:schemas:core:2.0:";

/** `base`: the URL of /scim/v2. */
export const serviceProviderConfig = (base: string) => ({
  schemas: [`${CORE}ServiceProviderConfig`],
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
  meta: { resourceType: "ServiceProviderConfig", location: `${base}/ServiceProviderConfig` },
});

export const resourceTypes = (base: string) =>
  (["User", "Group"] as const).map((name) => ({
    schemas: [`${CORE}ResourceType`],
    id: name,
    name,
    description: name === "User" ? "A person of the realm" : "A group of people of the realm",
    endpoint: `/${name}s`,
    schema: CORE + name,
    meta: { resourceType: "ResourceType", location: `${base}/ResourceTypes/${name}` },
  }));

export const schemas = (base: string) => [
  schemaOf(USER_SCHEMA, "User", "A person", USER_ATTRIBUTES, base),
  schemaOf(GROUP_SCHEMA, "Group", "A group", GROUP_ATTRIBUTES, base),
];

const schemaOf = (id: string, name: string, description: string, attributes: ScimAttributes, base: string) => ({
  schemas: [`${CORE}Schema`],
  id,
  name,
  description,
  attributes: Object.entries(attributes)
    .filter(([, { common }]) => !common)
    .map(attributeOf),
  meta: { resourceType: "Schema", location: `${base}/Schemas/${id}` },
});

interface SchemaAttribute {
  readonly name: string;
  readonly type: string;
  readonly subAttributes?: readonly SchemaAttribute[];
  readonly [characteristic: string]: unknown;
}

function attributeOf([name, attribute]: readonly [string, ScimAttribute]): SchemaAttribute {
  const { type, about, multiValued, required, readOnly, caseExact, unique, sub } = attribute;
  return {
    name,
    type,
    multiValued: multiValued === true,
    description: `${about}.`,
    required: required === true,
    ...(type === "string" && { caseExact: caseExact === true }),
    mutability: readOnly ? "readOnly" : "readWrite",
    returned: "default",
    ...(type === "complex" ? {} : { uniqueness: unique ? "server" : "none" }),
    ...(sub && { subAttributes: Object.entries(sub).map(attributeOf) }),
  };
}
