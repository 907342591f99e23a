// privacyIDEA's envelope (../answer/envelope.ts), and OAuth's errors, which have no envelope.

import { WARNING_CODES } from "../../core/warning.ts";
import {
  anything,
  decimal,
  either,
  list,
  named,
  nothing,
  object,
  oneOf,
  only,
  shape,
  text,
  whole,
} from "../../lib/schema.ts";

/** Sentences for people, and the code of each at the same place. */
export const WARNINGS = { warnings: list(text), warning_codes: list(oneOf(...WARNING_CODES)) };

const warned = object({}, WARNINGS);
const ENVELOPE = { jsonrpc: only("2.0"), time: decimal, version: text };

const result = { status: only(true), value: anything };
const MORE_OF_SUCCESS = { detail: warned, nonce: text };

export const successShape = shape(
  "Success",
  () => ({ id: only(1), ...ENVELOPE, versionnumber: text, result: object(result) }),
  () => MORE_OF_SUCCESS,
);

const authentication = oneOf("ACCEPT", "CHALLENGE", "REJECT");
export const verdictShape = shape(
  "Verdict",
  () => ({ id: only(2), ...ENVELOPE, versionnumber: text, result: object({ ...result, authentication }) }),
  () => MORE_OF_SUCCESS,
);

export const errorShape = shape(
  "Error",
  () => ({
    detail: either(nothing, warned),
    id: only(1),
    ...ENVELOPE,
    result: object({ status: only(false), error: object({ code: whole, message: text }) }),
  }),
  () => ({ nonce: text }),
);

export const countShape = named("Count", () => ({ ...whole, minimum: 0 }));

export const oauthErrorShape = shape("OauthError", () => ({ error: text, error_description: text }));
