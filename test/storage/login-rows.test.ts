// The rows that one login reads and writes, from the PIN to its end, and a sign-in by OpenID Connect
// from the request for authorization to userinfo. D1 bills each, and its single writer takes one
// transaction after the other. Writes after the reply are counted, too. The arithmetic of
// docs/performance.md multiplies the same bounds.

import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import { LOGIN, OIDC_SIGN_IN } from "../../bench/world/paper.ts";
import { buildApp, type TransactionObject } from "../../src/index.ts";
import { watchedDatabase } from "../support/bindings.ts";
import { type EnrolledPerson, enrolledUser, responseOf, sessionKeyIn } from "../support/login.ts";
import {
  answerFields,
  authorizePath,
  followLink,
  type PersonAtBrowser,
  signInAs,
  visitor,
} from "../support/oidc/applications.ts";
import { askEntra, employee, formTo, makeTenant, useMicrosoft } from "../support/oidc/entra.ts";
import { basic, CALLBACK, type MadeClient, makeClient } from "../support/oidc/oidc.ts";
import { checkedByDocument } from "../support/openapi.ts";
import { Browser, linkIn, stateIn } from "../support/pages/browser.ts";
import { AT_HOME, browserAt, MOBILE, phoneAt, signInAcross } from "../support/phones/whereabouts.ts";
import { type Reply, requestOver, type Send } from "../support/service.ts";

const NOTHING = { trips: 0, transactions: 0, read: 0, written: 0, ofObject: 0 };
let spent = { ...NOTHING };
/** The text of each call, without its values, with how often it was sent. */
const sent = new Map<string, number>();

const database = watchedDatabase(env.DB, async ({ method, text }, next) => {
  sent.set(text, (sent.get(text) ?? 0) + 1);
  const done = (await next()) as D1Result | D1Result[];
  spent.trips++;
  // D1 does not say what this one reads: a row by its key.
  if (method === "first") return done;
  const metas = [done].flat().map(({ meta }) => meta);
  const written = metas.reduce((sum, { rows_written }) => sum + rows_written, 0);
  spent.read += metas.reduce((sum, { rows_read }) => sum + rows_read, 0);
  spent.written += written;
  if (written > 0) spent.transactions++;
  return done;
});

/**
 * Counts the rows that an object writes. A value that is put, and an alarm that is set, is billed
 * as a row.
 */
function watch(object: TransactionObject): void {
  const inside = object as unknown as { ctx: DurableObjectState; env: Env };
  const { storage } = inside.ctx;
  const exec: SqlStorage["exec"] = (...given) => {
    const cursor = storage.sql.exec(...given);
    spent.ofObject += cursor.rowsWritten;
    return cursor as never;
  };
  const put = (key: string, value: unknown) => {
    spent.ofObject++;
    storage.kv.put(key, value);
  };
  const setAlarm = (atMs: number) => {
    spent.ofObject++;
    return storage.setAlarm(atMs);
  };
  const deleteAll = () => storage.deleteAll();
  const counted = { sql: { exec }, kv: { put }, setAlarm, deleteAll };
  inside.ctx = new Proxy(inside.ctx, {
    get(target, name) {
      if (name === "storage") return counted;
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  inside.env = { ...inside.env, DB: database };
}

const watched = new Set<string>();
/** An object that is watched before its first call. */
function getByName(name: string) {
  const stub = env.TRANSACTION.getByName(name);
  const methods = stub as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
  return new Proxy(methods, {
    get:
      (_, method: string) =>
      async (...given: unknown[]) => {
        if (!watched.has(name)) await runInDurableObject(stub, watch);
        watched.add(name);
        return methods[method]?.(...given);
      },
  });
}

/** Waits for everything that follows the reply. */
async function workerWith(settings: Readonly<Record<string, string>> = {}): Promise<Send> {
  const bindings = { ...env, ...settings, DB: database, TRANSACTION: { getByName } };
  const app = await buildApp(bindings as unknown as Env);
  return async (request) => {
    const works: Promise<unknown>[] = [];
    const waitUntil = (work: Promise<unknown>) => works.push(work);
    const reply = await checkedByDocument(
      request,
      await app.fetch(request, env, { waitUntil } as unknown as ExecutionContext),
    );
    const read = new Response(await reply.arrayBuffer(), reply);
    await Promise.all(works);
    return read;
  };
}
const worker = await workerWith();

const send = async (path: string, fields: Record<string, string>): Promise<string> =>
  (await requestOver(worker, path, { method: "POST", body: new URLSearchParams(fields) })).text;

/** Lets the time pass until the object has emptied itself. */
async function end(sessionKey: string): Promise<void> {
  const object = env.TRANSACTION.getByName(sessionKey);
  for (const seconds of [Number(env.CHALLENGE_VALIDITY_SECONDS), 10 * 60]) {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + seconds * 1000 });
    expect(await runDurableObjectAlarm(object)).toBe(true);
  }
  expect(await runDurableObjectAlarm(object)).toBe(false);
  vi.useRealTimers();
}

async function login({ user, pin, phone }: EnrolledPerson): Promise<typeof spent> {
  spent = { ...NOTHING };
  const { detail } = JSON.parse(await send("/validate/check", { user, pass: pin }));
  const link = detail.attributes.value;
  const answer = { sessionKey: sessionKeyIn(link), userId: `${user}_realm1`, response: await responseOf(phone, link) };
  expect(await send("/ttype/tiqr", { ...answer, operation: "login" })).toBe("OK");
  const finalized = JSON.parse(await send("/validate/check", { user, transaction_id: detail.transaction_id }));
  expect(finalized.result.authentication).toBe("ACCEPT");
  await end(answer.sessionKey);
  return spent;
}

it.each([1, 3])(
  "a login with a PIN costs few rows, the first and a later one, with tokens of the user: %i",
  async (tokens) => {
    const user = `user${tokens}`;
    let one = await enrolledUser(user);
    for (let more = 1; more < tokens; more++) one = await enrolledUser(user);
    for (let time = 0; time < 2; time++) {
      const { trips, transactions, read, written, ofObject } = await login(one);
      expect(trips).toBeLessThanOrEqual(LOGIN.trips);
      expect(transactions).toBeLessThanOrEqual(LOGIN.transactions);
      expect(written).toBeLessThanOrEqual(LOGIN.rowsWritten);
      expect(read).toBeLessThanOrEqual(LOGIN.rowsRead);
      expect(ofObject).toBeLessThanOrEqual(LOGIN.objectRowsWritten);
    }
  },
);

it("each login sends the same statements, so that SQLite parses and plans them once", async () => {
  const people = [await enrolledUser("first"), await enrolledUser("second")];
  for (const person of people) await login(person);
  sent.clear();
  for (const person of people) await login(person);
  expect([...sent.values()]).toEqual([2, 2, 2, 2]);
});

/** From the application's link to what it is told of the person. */
async function signInAtApplication(person: PersonAtBrowser, client: MadeClient, scope: string): Promise<typeof spent> {
  spent = { ...NOTHING };
  const { code = "" } = answerFields(
    await signInAs(
      person,
      await followLink(person.browser, authorizePath(client.client_id, { redirect_uri: CALLBACK, scope })),
    ),
  );
  const fields = { grant_type: "authorization_code", code, redirect_uri: CALLBACK };
  const redeemed = await requestOver(worker, "/oidc/token", {
    method: "POST",
    headers: basic(client),
    body: new URLSearchParams(fields),
  });
  const headers = { Authorization: `Bearer ${redeemed.json.access_token}` };
  expect((await requestOver(worker, "/oidc/userinfo", { headers })).json.sub).toEqual(expect.any(String));
  return spent;
}

it("a sign-in by OpenID Connect costs few rows, the first of a browser and those in others", async () => {
  const client = await makeClient();
  const person = await visitor("signer", "1234", worker);
  await signInAtApplication(person, client, "openid"); // the signing keys are made once
  for (let time = 0; time < 2; time++) {
    const inNewBrowser = { ...person, browser: new Browser(worker) };
    const { trips, transactions, read, written } = await signInAtApplication(inNewBrowser, client, "openid email");
    expect({ trips, transactions, written }).toEqual({
      trips: OIDC_SIGN_IN.trips,
      transactions: OIDC_SIGN_IN.transactions,
      written: OIDC_SIGN_IN.rowsWritten,
    });
    expect(read).toBeLessThanOrEqual(OIDC_SIGN_IN.rowsRead);
  }
});

it("a sign-in at Microsoft costs what one on the page does, and its request two reads", async () => {
  useMicrosoft();
  const tenant = await makeTenant();
  const person = await employee("at-microsoft", "1234", worker);
  let page = await askEntra(tenant, person);
  const result = (reply: Reply) => person.browser.post("/login/result", formTo(reply, "/login/result") ?? {});
  const once = async (begin: () => Promise<Reply>) => {
    spent = { ...NOTHING };
    const reply = await begin();
    await person.phone.login(linkIn(reply) ?? "");
    expect(stateIn(await result(reply))).toBe("accepted");
    return { ...spent };
  };
  const own = () => person.browser.post("/login/begin", { user: person.user, pin: person.pin });
  const vouched = () => person.browser.post("/login/begin", formTo(page, "/login/begin") ?? {});
  for (const begin of [own, vouched]) await once(begin); // the first ones find less in the trail, and make keys
  const [ofPage, ofMicrosoft] = [await once(own), await once(vouched)];
  expect(ofMicrosoft.trips).toBe(ofPage.trips);
  expect(ofMicrosoft.written).toBeLessThan(ofPage.written);
  expect(ofMicrosoft.read).toBeLessThan(ofPage.read);
  expect(ofMicrosoft.ofObject).toBeLessThanOrEqual(ofPage.ofObject);
  spent = { ...NOTHING };
  page = await askEntra(tenant, person);
  expect({ ...spent, read: 0 }).toEqual({ ...NOTHING, trips: 2 });
});

it("a sign-in costs the same whether the phone's place is told or not", async () => {
  let people = 0;
  const costs = async (rule: string) => {
    const send = await workerWith({ PROXIMITY: rule });
    const person = await enrolledUser(`placed${++people}`);
    const signedIn = () => signInAcross(person, browserAt(AT_HOME, send), phoneAt(MOBILE, person, send));
    await signedIn();
    spent = { ...NOTHING };
    expect((await signedIn()).state).toBe("accepted");
    return { ...spent };
  };
  await costs("off"); // the first one finds less in the trail
  const without = await costs("off");
  expect(without.ofObject).toBeGreaterThan(0);
  for (const rule of ["tell", "country"]) expect(await costs(rule)).toEqual(without);
});
