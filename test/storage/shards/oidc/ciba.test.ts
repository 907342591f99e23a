// Confirmations with three databases: each is in its person's, is found there by its names, and goes
// along when the person is moved.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { moveSlots } from "../../../../packages/commands/shards/move.ts";
import { readConfig } from "../../../../src/config/read-config.ts";
import {
  askCiba,
  askPhoneAt,
  cibaClient,
  confirmAt,
  declineAt,
  lookAt,
  newestTicketOf,
  pollFor,
} from "../../../support/oidc/ciba.ts";
import { asAdminOver, enrol, type Send } from "../../../support/service.ts";
import { database, having, MAP, makeDatabases, NAMES, type Name, userHomedIn, withMap } from "../three.ts";

await makeDatabases();
const mapped = (more: Readonly<Record<string, string>> = {}): Promise<Send> =>
  withMap({ CIBA: "on", ...more } as unknown as Partial<Env>);
const send = await mapped();
const shop = await cibaClient(send);

async function asked(name: Name, prefix: string) {
  const user = await userHomedIn(name, prefix);
  const { phone, serial } = await enrol({ user, pin: "1234" }, { send });
  const { json } = await askCiba(send, shop, { login_hint: user });
  return { user, serial, phone, pin: "1234", id: json.auth_req_id as string };
}

const ticketIn = (name: Name, user: string, over = send) => newestTicketOf(over, user, database(name));

it.each(NAMES)("in %s a question, its session, its grant and its rows of the trail are there alone", async (name) => {
  const person = await asked(name, "ciba");
  await confirmAt(await ticketIn(name, person.user), person);
  expect((await pollFor(send, shop, person.id)).status).toBe(200);
  for (const table of ["ciba_request", "browser_session", "oidc_grant"])
    expect(await having(`SELECT 1 FROM ${table} WHERE user = ?`, person.user)).toEqual([name]);
  for (const event of ["CONFIRMATION_ASKED", "CONFIRMATION_GIVEN", "TOKENS_GIVEN"])
    expect(await having("SELECT 1 FROM audit WHERE user = ? AND event = ?", person.user, event)).toEqual([name]);
  await asAdminOver(send, "DELETE", `/user/realm1/${person.user}`);
  expect(await having("SELECT 1 FROM ciba_request WHERE user = ?", person.user)).toEqual([]);
});

it("goes along with a person who is moved, confirmed, declined or open, and is to be asked for again meanwhile", async () => {
  const [yes, no, open] = [await asked("DB_1", "yes"), await asked("DB_1", "no"), await asked("DB_1", "open")];
  await confirmAt(await ticketIn("DB_1", yes.user), yes);
  await declineAt(await ticketIn("DB_1", no.user));
  const { link } = await askPhoneAt(await ticketIn("DB_1", open.user));
  const moving = await mapped({ SHARD_MOVING: "55-a9" });
  const meanwhile = await pollFor(moving, shop, yes.id);
  expect([meanwhile.status, Number(meanwhile.headers.get("Retry-After")) > 0]).toEqual([503, true]);
  expect((await askCiba(moving, shop, { login_hint: no.user })).status).toBe(503);
  const { settings } = readConfig({ ...env, ...MAP });
  const named = (name: Name) => ({ name, db: database(name) });
  await moveSlots({ from: named("DB_1"), to: named("DB_2"), slots: { from: 0x55, to: 0xa9 }, map: settings });
  const after = await mapped({ ...MAP, SHARD_SLOTS: "DB_2=55-ff" });
  expect((await pollFor(after, shop, yes.id)).status).toBe(200);
  expect((await pollFor(after, shop, no.id)).json.error).toBe("access_denied");
  // The wait after a decline goes along.
  expect((await askCiba(after, shop, { login_hint: no.user })).status).toBe(403);
  // The code of before is of the other database, and decides nothing.
  expect((await open.phone.login(link)).told).not.toBe("logged-in");
  expect((await pollFor(after, shop, open.id)).json.error).toBe("authorization_pending");
  const at = await ticketIn("DB_2", open.user, after);
  expect((await lookAt(at)).status).toBe(200);
  expect((await confirmAt(at, open)).outcome.told).toBe("logged-in");
  expect((await pollFor(after, shop, open.id)).status).toBe(200);
});
