// An id_token as a hint names its person, whatever realm that is, and nobody else: not a person who
// got the name later, and by no token of another kind.

import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { enrolledUser } from "../../support/login.ts";
import { askCiba, cibaClient, confirmAt, newestTicketOf, pollFor, withCiba } from "../../support/oidc/ciba.ts";
import { asAdmin, type Send } from "../../support/service.ts";

let over: Send;
beforeAll(async () => {
  over = await withCiba();
});

const asking = async (subject_type: string, user: string, hint: string) => {
  const client = await cibaClient(over, { subject_type });
  const person = await enrolledUser(user, "1234", hint === user ? {} : { realm: "realm2" });
  const { auth_req_id } = (await askCiba(over, client, { login_hint: hint })).json;
  await confirmAt(await newestTicketOf(over, user), person);
  return { client, tokens: (await pollFor(over, client, auth_req_id)).json };
};

it.each(["public", "pairwise"])("of a %s client in another realm", async (subject_type) => {
  const user = `far-${subject_type}`;
  const { client, tokens } = await asking(subject_type, user, `${user}@realm2`);
  // Somebody of the default realm has the same name.
  await enrolledUser(user);
  const again = await askCiba(over, client, { id_token_hint: tokens.id_token });
  expect([again.status, again.json.error]).toEqual([200, undefined]);
  const realms = env.DB.prepare("SELECT DISTINCT realm FROM ciba_request WHERE user = ?").bind(user);
  const { results } = await realms.all();
  expect(results).toEqual([{ realm: "realm2" }]);
});

it.each(["public", "pairwise"])("of a %s client whose person is another one by now", async (subject_type) => {
  const user = `heir-${subject_type}`;
  const { client, tokens } = await asking(subject_type, user, user);
  await asAdmin("DELETE", `/user/realm1/${user}`);
  await enrolledUser(user);
  expect((await askCiba(over, client, { id_token_hint: tokens.id_token })).json.error).toBe("unknown_user_id");
});

it("an access token is no id_token, nor is a forged one", async () => {
  const { client, tokens } = await asking("pairwise", "kinds", "kinds");
  expect((await askCiba(over, client, { id_token_hint: tokens.access_token })).json.error).toBe("invalid_request");
  const [head, , signature] = tokens.id_token.split(".");
  const forged = `${head}.${btoa(JSON.stringify({ aud: client.client_id, sub: "x" })).replace(/=+$/, "")}.${signature}`;
  expect((await askCiba(over, client, { id_token_hint: forged })).json.error).toBe("invalid_request");
});
