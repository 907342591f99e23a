// The envelope of privacyIDEA (../answer/envelope.ts), and the errors of OAuth, which have none.

import { WARNING_CODES } from "../../core/warning.ts";
import { decimal, either, list, nothing, object, oneOf, only, type Schema, text, whole } from "./schema.ts";

/** Sentences for people, and the code of each at the same place. */
export const WARNINGS = { warnings: list(text), warning_codes: list(oneOf(...WARNING_CODES)) };

const ENVELOPE = { jsonrpc: only("2.0"), time: decimal, version: text };

export const ENVELOPES: Readonly<Record<string, Schema>> = {
  Success: object(
    {
      id: only(1),
      ...ENVELOPE,
      versionnumber: text,
      result: object({ status: only(true), value: {} }),
    },
    { detail: object({}, WARNINGS), nonce: text },
  ),
  Verdict: object(
    {
      id: only(2),
      ...ENVELOPE,
      versionnumber: text,
      result: object({ status: only(true), value: {}, authentication: oneOf("ACCEPT", "CHALLENGE", "REJECT") }),
    },
    { detail: object({}, WARNINGS), nonce: text },
  ),
  Error: object(
    {
      detail: either(nothing, object({}, WARNINGS)),
      id: only(1),
      ...ENVELOPE,
      result: object({ status: only(false), error: object({ code: whole, message: text }) }),
    },
    { nonce: text },
  ),
  Count: { ...whole, minimum: 0 },
  OauthError: object({ error: text, error_description: text }),
};
