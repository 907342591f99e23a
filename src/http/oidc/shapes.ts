// Applications that sign people in here, as answers show them.

import { CLIENT, MAYBE_OF_CLIENT } from "../../core/oidc/clients/client-fields.ts";
import { REMEDIES } from "../../core/oidc/clients/remedies.ts";
import { FAULTS } from "../../core/oidc/parameter-fault.ts";
import { both, list, object, oneOf, shape, text, time, type ValueOf, whole } from "../../lib/schema.ts";
import { auditEventShape } from "../audit/shapes.ts";
import { OF_STORED_CLIENT, SECRET_OF_CLIENT } from "./bodies.ts";

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
