// The envelope of privacyIDEA (../answer/envelope.ts), and the errors of OAuth, which have none.

import { decimal, either, list, nothing, object, oneOf, only, type Schema, text, whole } from "./schema.ts";

const warnings = { warnings: list(text) };

const ENVELOPE = { jsonrpc: only("2.0"), time: decimal, version: text };

export const ENVELOPES: Readonly<Record<string, Schema>> = {
  Success: object(
    {
      id: only(1),
      ...ENVELOPE,
      versionnumber: text,
      result: object({ status: only(true), value: {} }),
    },
    { detail: object({}, warnings), nonce: text },
  ),
  Verdict: object(
    {
      id: only(2),
      ...ENVELOPE,
      versionnumber: text,
      result: object({ status: only(true), value: {}, authentication: oneOf("ACCEPT", "CHALLENGE", "REJECT") }),
    },
    { detail: object({}, warnings), nonce: text },
  ),
  Error: object(
    {
      detail: either(nothing, object({}, warnings)),
      id: only(1),
      ...ENVELOPE,
      result: object({ status: only(false), error: object({ code: whole, message: text }) }),
    },
    { nonce: text },
  ),
  Count: { ...whole, minimum: 0 },
  OauthError: object({ error: text, error_description: text }),
};
