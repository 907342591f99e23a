// What `country` and `provider` would have refused in the last month, counted by cron for the
// overview: each sign-in in a browser once, whatever else the trail has.

import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { type Network, readNetwork } from "../../../src/lib/network.ts";
import { firstCountedDay } from "../../../src/storage/numbers/sign-in-places.ts";
import { forgetSums, sumRows } from "../../../src/storage/numbers/sum-rows.ts";
import { auditRowsOnce, emptyTrail, runSql } from "../../support/audit.ts";
import { enrolledUser, responseOf } from "../../support/login.ts";
import { ABROAD, AT_HOME, browserAt, MOBILE, phoneAt, signInAcross, TOR } from "../../support/phones/whereabouts.ts";
import { asAdmin, check, resultOf } from "../../support/service.ts";

const DAY_MS = 86_400_000;
const GATEWAY = { ...ABROAD, address: "203.0.113.77" };
const TRUSTED = [readNetwork(GATEWAY.address) as Network];
const counts = async () => resultOf(await asAdmin("GET", "/audit/statistics")).proximity;

beforeEach(emptyTrail);

it("counts sign-ins in browsers by where the phone was, once each, and what a rule would refuse", async () => {
  expect(await counts()).toBe(null);
  const person = await enrolledUser("placed");
  await emptyTrail();
  const known = await signInAcross(person, browserAt(AT_HOME), phoneAt(AT_HOME, person));
  await signInAcross(person, known.browser, phoneAt(ABROAD, person));
  for (const place of [MOBILE, MOBILE, { ...AT_HOME, address: "2001:db8::1" }, ABROAD, TOR, GATEWAY])
    await signInAcross(person, browserAt(place), phoneAt(AT_HOME, person));
  const typing = browserAt(ABROAD);
  const { link, transactionId } = await typing.begin({ user: person.user, pin: person.pin });
  await typing.result(transactionId, await responseOf(person.phone, link));
  const { detail } = (await check({ user: person.user, pass: person.pin })).json;
  await phoneAt(ABROAD, person).login(detail.attributes.value);
  await check({ user: person.user, transaction_id: detail.transaction_id, pass: "" });
  await auditRowsOnce(10, { event: "LOGIN_SUCCESS" });
  await sumRows(env.DB, TRUSTED);
  await sumRows(env.DB, TRUSTED);
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  expect(await counts()).toEqual({
    since: new Date(today).toISOString(),
    refused_by: { country: 1, provider: 3 },
    ...{ network: 1, provider: 1, country: 2, elsewhere: 1, unknown: 2, trusted: 1, known: 1 },
  });
});

it("is a month long, and forgets what is older", async () => {
  const first = firstCountedDay(Date.now());
  for (const fromMs of [first - DAY_MS, first])
    await runSql(
      "INSERT INTO audit_sum (kind, from_ms, detail, count, total_ms) VALUES ('place', ?, 'country', 2, 0)",
      fromMs,
    );
  expect(await counts()).toMatchObject({ since: new Date(first).toISOString(), country: 2 });
  await forgetSums(env.DB, Date.now());
  const left = env.DB.prepare("SELECT from_ms FROM audit_sum WHERE kind = 'place'");
  expect((await left.all()).results).toEqual([{ from_ms: first }]);
});
