// A triggered challenge as privacyIDEA shows it (lib/challengeresponsedecorators.py), one entry per token, all of one transaction.
// Differs: no `attributes` inside multi_challenge: php-client 2.0.x throws when it is an object. ownCloud alone reads it, for
// challenges of type `tiqr`; told `push`, it shows the entry's `image`.

import type { Context } from "hono";
import type { Triggered } from "../core/login/login.ts";
import type { Settings } from "../settings.ts";
import { productOf } from "./product.ts";
import type { More, TriggeredJson } from "./wire.ts";

const MODE = "poll";

export function challengeJson({ challenge, tokens }: Triggered, type: string): TriggeredJson & More {
  const { attributes, message, transactionId } = challenge;
  const entry = (serial: string) => ({
    client_mode: MODE,
    image: attributes.img,
    message,
    serial,
    transaction_id: transactionId,
    type,
  });
  return {
    ...entry(tokens.at(-1)?.serial ?? ""), // of several, privacyIDEA names the last one here
    attributes,
    messages: tokens.map(() => message),
    multi_challenge: tokens.map(({ serial }) => entry(serial)),
    preferred_client_mode: MODE,
    transaction_ids: tokens.map(() => transactionId),
  };
}

/** Nothing was triggered: /validate/triggerchallenge says so with empty lists. */
export const noChallengeJson = (message: string | undefined): Record<string, unknown> => ({
  ...(message === undefined ? {} : { message }),
  messages: message === undefined ? [] : [message],
  multi_challenge: [],
  transaction_ids: [],
});

/** The type that this client understands: some show a QR code for `push` or `smartphone` only. See CHALLENGE_TYPE_BY_CLIENT. */
export const challengeTypeFor = (c: Context, settings: Pick<Settings, "challengeTypeByClient">): string =>
  settings.challengeTypeByClient.get(productOf(c)) ?? "tiqr";
