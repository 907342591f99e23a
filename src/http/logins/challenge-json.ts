// A challenge as privacyIDEA shows it (lib/challengeresponsedecorators.py): one entry per token.
// Differs: multi_challenge has no `attributes`, because php-client 2.0.x throws if it is an object.
// Only ownCloud reads it, for type `tiqr`; for type `push` it shows the entry's `image`.

import type { Context } from "hono";
import type { NewLogin } from "../../core/login/open-transaction.ts";
import type { Settings } from "../../settings.ts";
import { productOf } from "../request/product.ts";
import type { ChallengeJson, NoChallengeJson } from "./shapes.ts";

export function challengeJson({ challenge, tokens }: NewLogin, type: string): ChallengeJson {
  const { attributes, message, transactionId } = challenge;
  // For a day pass the client has to show a field.
  const mode = attributes.hideResponseInput ? ("poll" as const) : ("interactive" as const);
  const entry = (serial: string) => ({
    client_mode: mode,
    image: attributes.img,
    message,
    serial,
    transaction_id: transactionId,
    type,
  });
  return {
    ...entry(tokens.at(-1)?.serial ?? ""), // privacyIDEA names the last token here
    attributes,
    messages: tokens.map(() => message),
    multi_challenge: tokens.map(({ serial }) => entry(serial)),
    preferred_client_mode: mode,
    transaction_ids: tokens.map(() => transactionId),
  };
}

/**
 * /validate/triggerchallenge answers with empty lists when it triggers nothing.
 * Differs: privacyIDEA leaves out the message, and ownCloud ends in a TypeError without one.
 */
export const noChallengeJson = (message: string): NoChallengeJson => ({
  message,
  messages: [message],
  multi_challenge: [],
  transaction_ids: [],
});

/** Some clients show a QR code only for `push` or `smartphone`: CHALLENGE_TYPE_BY_CLIENT. */
export const challengeTypeFor = (c: Context, settings: Pick<Settings, "challengeTypeByClient">): string =>
  settings.challengeTypeByClient.get(productOf(c)) ?? "tiqr";
