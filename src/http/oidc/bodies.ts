// What may be said of an application that signs people in here.

import { CLIENT, MAYBE_OF_CLIENT } from "../../core/oidc/clients/client-fields.ts";
import { type Fields, object, only, text, whole } from "../../lib/schema.ts";

/** An answer may be changed and sent back, so requests may have these. They change nothing. */
export const OF_STORED_CLIENT = {
  client_id: text,
  client_id_issued_at: whole,
  client_secrets: whole,
};
export const SECRET_OF_CLIENT = {
  client_secret: text,
  client_secret_expires_at: only(0),
};

const readOnly = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, { ...schema, readOnly: true }]));

/** What a request may say of a client. Its other fields decide which are required. */
const client = object({}, { ...CLIENT, ...MAYBE_OF_CLIENT, ...readOnly({ ...OF_STORED_CLIENT, ...SECRET_OF_CLIENT }) });

export const clientBodies = { "POST /oidc/clients": client, "PATCH /oidc/clients/:client_id": client };
