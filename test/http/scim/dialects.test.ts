// What Entra and Okta send, in each of their dialects, with the answers and the rows that follow.

import { expect, it } from "vitest";
import { askerOf, type Conversation, converse, keyOf, withScim } from "../../support/scim/wire.ts";
import entra from "../../vectors/scim/entra.json";
import entraFlag from "../../vectors/scim/entra-flag.json";
import oktaCustom from "../../vectors/scim/okta-custom.json";
import oktaOin from "../../vectors/scim/okta-oin.json";

const CONVERSATIONS = [entra, entraFlag, oktaOin, oktaCustom] as unknown as readonly Conversation[];

it.each(CONVERSATIONS.map((one) => [one.who, one] as const))("%s", async (_, conversation) => {
  expect.hasAssertions();
  const over = await withScim();
  const index = CONVERSATIONS.indexOf(conversation);
  const ask = askerOf(over, await keyOf(over, `directory-${index}`, ["staff"]));
  await converse(ask, conversation);
});
