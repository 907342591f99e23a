// Applications that sign people in here, as answers show them and as requests give them.

import { CLIENT, MAYBE_OF_CLIENT } from "../../core/oidc/clients/client-fields.ts";
import { REMEDIES } from "../../core/oidc/clients/remedies.ts";
import { FAULTS } from "../../core/oidc/parameter-fault.ts";
import {
  both,
  type Fields,
  list,
  object,
  oneOf,
  only,
  shape,
  text,
  time,
  type ValueOf,
  whole,
} from "../../lib/schema.ts";
import { auditEventShape } from "../audit/shapes.ts";

/** An answer may be changed and sent back, so requests may have these. They change nothing. */
const OF_STORED_CLIENT = {
  client_id: text,
  client_id_issued_at: whole,
  client_secrets: whole,
};
const SECRET_OF_CLIENT = {
  client_secret: text,
  client_secret_expires_at: only(0),
};

const readOnly = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, { ...schema, readOnly: true }]));

/** What a request may say of a client. Its other fields decide which are required. */
export const clientRequestShape = object(
  {},
  { ...CLIENT, ...MAYBE_OF_CLIENT, ...readOnly({ ...OF_STORED_CLIENT, ...SECRET_OF_CLIENT }) },
);

export const clientShape = shape(
  "Client",
  () => ({ ...CLIENT, ...OF_STORED_CLIENT }),
  () => MAYBE_OF_CLIENT,
);
export type ClientJson = ValueOf<typeof clientShape>;

export const madeClientShape = both(clientShape, object({}, SECRET_OF_CLIENT));
export type MadeClientJson = ValueOf<typeof madeClientShape>;

export const refusalFaultShape = oneOf(...FAULTS);
export const remedyShape = oneOf(...REMEDIES);

/** A refused request of an application, and what mends it. */
export const clientRefusalShape = shape("ClientRefusal", () => ({
  date: time,
  event: auditEventShape,
  reason: text,
  count: whole,
  parameter: text,
  fault: refusalFaultShape,
  came: text,
  registered: list(text),
  remedy: remedyShape,
}));
export type ClientRefusalJson = ValueOf<typeof clientRefusalShape>;
