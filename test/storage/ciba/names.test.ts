// With HIDE_UNKNOWN_USERS=on a client that tries names out learns of nobody who is here: neither by
// the answer and its length, nor by what it takes. The trail tells of it.

import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { auditRows } from "../../support/audit.ts";
import { atOnce, enrolledUser } from "../../support/login.ts";
import { askCiba, cibaClient, USUAL, withCiba } from "../../support/oidc/ciba.ts";
import type { MadeClient } from "../../support/oidc/oidc.ts";
import { initToken, makePhone, type Send } from "../../support/service.ts";
import { countedApp, countFromZero, counts, sendTo } from "../counted.ts";

const HIDING = { CIBA: "on", HIDE_UNKNOWN_USERS: "on" };
const app = await countedApp(HIDING);
let over: Send;
let shop: MadeClient;
let bank: MadeClient;
beforeAll(async () => {
  over = await withCiba(HIDING);
  shop = await cibaClient(over);
  bank = await cibaClient(over, { backchannel_user_code_parameter: true });
  await enrolledUser("here");
  await enrolledUser("nopin", "");
  await enrolledUser("locked");
  for (let times = 0; times < 12; times++) await askCiba(over, bank, { login_hint: "locked", user_code: "0000" });
  await initToken({ user: "there", realm: "realm2", pin: "1234" }).then(async ({ json }) =>
    makePhone().enroll(json.detail.tiqrenroll.value),
  );
});
beforeEach(countFromZero);

const ask = (by: MadeClient, fields: Record<string, string>) =>
  sendTo(app, "/oidc/ciba", { client_id: by.client_id, client_secret: by.client_secret, ...USUAL, ...fields });

it.each([
  ["in the usual realm", "here", "gone"],
  ["in another realm", "there@realm2", "elsie@realm2"],
  ["without a PIN", "nopin", "noone"],
])("a name %s has the same answer, of the same length, in as many round trips", async (_, known, unknown) => {
  const [one, two] = [await ask(shop, { login_hint: known }), await ask(shop, { login_hint: unknown })];
  const of = ({ status, json }: typeof one) => [status, Object.keys(json), json.auth_req_id.length];
  expect(of(two)).toEqual(of(one));
});

it("costs the same round trips whether or not somebody has the name", async () => {
  const trips = [];
  for (const login_hint of ["here", "there@realm2", "gone", "elsie@realm2"]) {
    countFromZero();
    await ask(await cibaClient(over), { login_hint });
    trips.push(counts().database);
  }
  for (const one of trips) expect(one).toEqual(trips[0]);
});

it("a wrong PIN has the same answer, in as many round trips: of somebody with one, without, locked out, or not here", async () => {
  const replies = [];
  for (const login_hint of ["here", "nopin", "locked", "gone"]) {
    countFromZero();
    const { status, text } = await ask(bank, { login_hint, user_code: "9999" });
    replies.push({ status, text, trips: counts().database });
  }
  expect(replies[0]?.status).toBe(400);
  for (const reply of replies) expect(reply).toEqual(replies[0]);
});

it("fifty requests at once have one answer, whoever they are for, and leave one question", async () => {
  await enrolledUser("crowd");
  for (const login_hint of ["crowd", "cloud"]) {
    const replies = await atOnce(50, () => askCiba(over, shop, { login_hint }));
    const kinds = new Set(
      replies.map(({ status, json }) => `${status} ${Object.keys(json)} ${json.auth_req_id.length}`),
    );
    expect([...kinds]).toEqual([expect.stringMatching(/^200 auth_req_id,expires_in,interval \d+$/)]);
  }
  const rows = env.DB.prepare(
    "SELECT user, count(*) AS n FROM ciba_request WHERE user IN ('crowd', 'cloud') GROUP BY user",
  );
  expect((await rows.all()).results).toEqual([{ user: "crowd", n: 1 }]);
});

it("and the trail tells that names were tried", async () => {
  await ask(shop, { login_hint: "hunted" });
  const rows = await auditRows({ action: `POST /oidc/ciba ${shop.client_id}`, reason: "authorization-refused" });
  expect(rows.map(({ detail }) => detail)).toContain("login_hint unknown");
});
