// The service as an application and an administrator see it: a black box, over the worker's own
// fetch.

import { createExecutionContext, runInDurableObject, waitOnExecutionContext } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { expect, vi } from "vitest";
import { Phone, type PhoneAccount } from "../../phone/phone.ts";
import { readConfig } from "../../src/config/read-config.ts";
import { sealPassword } from "../../src/core/admin/accounts/password.ts";
import type { Right } from "../../src/core/caller.ts";
import { createAdminTokens } from "../../src/http/guard/admin-token.ts";
import { buildApp } from "../../src/index.ts";
import { createAdminStore } from "../../src/storage/accounts/store.ts";
import { loadKeyring } from "../../src/storage/keys/keyring-cache.ts";
import { createSealer } from "../../src/storage/keys/seal.ts";
import { ADMIN_PASSWORD } from "./admin-password.ts";
import { sessionKeyFor } from "./house/names.ts";
import { checkedByDocument } from "./openapi.ts";
import { randomBytes } from "./responses.ts";
import type { Send } from "./send.ts";
import { keptSession } from "./storage/kept.ts";

export { responseOf } from "../../scripts/lib/service-phone.ts";
export type { Send } from "./send.ts";

export const ORIGIN = "https://tiqr.test";

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: replies are looked into freely
  json: any;
}

export async function request(path: string, init: RequestInit = {}): Promise<Reply> {
  const response = await worker(new Request(ORIGIN + path, init));
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parse(text) };
}

export const post = (
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Reply> => request(path, { method: "POST", body: new URLSearchParams(fields), headers });

/**
 * The administrator's headers, as if its phone had confirmed: other tests cover its changes to
 * tokens of administrators.
 */
export async function admin(): Promise<Record<string, string>> {
  keptSession.administratorToken ??= await confirmed(
    (await post("/auth", { username: "admin", password: ADMIN_PASSWORD })).json.result.value.token,
  );
  return { "PI-Authorization": keptSession.administratorToken };
}

/**
 * The headers of a sign-in at an app with another PUBLIC_URL, because a JWT is valid only at the
 * address that issued it. No phone confirms it.
 */
export const adminAt = async (send: Send): Promise<Record<string, string>> => {
  const signedIn = await postOver(send, "/auth", { username: "admin", password: ADMIN_PASSWORD });
  return { "PI-Authorization": resultOf(signedIn).token };
};

async function confirmed(jwt: string): Promise<string> {
  const { all } = await loadKeyring(readConfig(env).masterKeys);
  return createAdminTokens(all, ORIGIN, randomBytes).confirm(jwt, Date.now());
}

export const asAdmin = async (method: string, path: string, fields?: Record<string, string>): Promise<Reply> =>
  request(path, { method, headers: await admin(), ...(fields ? { body: new URLSearchParams(fields) } : {}) });

export const initToken = (fields: Record<string, string>): Promise<Reply> =>
  asAdmin("POST", "/token/init", { type: "tiqr", ...fields });

export const check = (fields: Record<string, string>): Promise<Reply> => post("/validate/check", fields);
export const poll = (transactionId: string): Promise<Reply> =>
  request(`/validate/polltransaction?transaction_id=${transactionId}`);
/** The state of a login, as its application is told. */
export const polledState = async (transactionId: string): Promise<string> =>
  (await poll(transactionId)).json.detail.transaction_state;

/** The only token with this serial, as the administrator sees it. */
export async function tokenOf(serial: string): Promise<Record<string, unknown>> {
  return (await asAdmin("GET", `/token/?serial=${serial}`)).json.result.value.tokens[0];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The worker itself. Each answer is held against the document of the API. */
export const worker: Send = async (toSend) => checkedByDocument(toSend, await exports.default.fetch(toSend));

/**
 * An app with the same bindings and other settings. Its transaction objects keep the settings of
 * the worker.
 */
export async function withSettings(settings: Partial<Env>): Promise<Send> {
  const other = { ...env, ...settings } as Env;
  const app = await buildApp(other);
  return async (toSend) => {
    const context = createExecutionContext();
    const response = await app.fetch(toSend, other, context);
    await waitOnExecutionContext(context);
    return isOurs(response) ? checkedByDocument(toSend, response) : response;
  };
}

/**
 * The answer of a server behind this one goes on as it is, without the headers that each of ours
 * has.
 */
const isOurs = ({ headers }: Response): boolean => headers.has("X-Content-Type-Options");

export async function requestOver(send: Send, path: string, init: RequestInit = {}): Promise<Reply> {
  const response = await send(new Request(ORIGIN + path, init));
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parse(text) };
}

export const postOver = (
  send: Send,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Reply> => requestOver(send, path, { method: "POST", body: new URLSearchParams(fields), headers });

/** Every request of the phone goes to the service. */
export const makePhone = (send: Send = worker, protocol: 1 | 2 = 2, accounts: readonly PhoneAccount[] = []): Phone =>
  new Phone({
    fetch: (url, init) => send(new Request(url, init)),
    randomBytes,
    protocol,
    accounts,
  });

/** The requests of an app with this name: two phones in one place differ by nothing else. */
export const namedSend =
  (userAgent: string): Send =>
  (sent) =>
    worker(new Request(sent, { headers: { ...Object.fromEntries(sent.headers), "User-Agent": userAgent } }));

export interface EnrolledToken {
  readonly phone: Phone;
  readonly serial: string;
}

/** Makes a token with these fields, and a phone that has enrolled it. */
export async function enrol(
  fields: Record<string, string>,
  { send = worker, protocol = 2 }: { send?: Send; protocol?: 1 | 2 } = {},
): Promise<EnrolledToken> {
  const { detail } = (await postOver(send, "/token/init", { type: "tiqr", ...fields }, await admin())).json;
  const phone = makePhone(send, protocol);
  const { told } = await phone.enroll(detail.tiqrenroll.value);
  if (told !== "enrolled") throw new Error(`not enrolled: ${told}`);
  return { phone, serial: detail.serial };
}

export interface QrLogin {
  /** The text of the QR code. */
  readonly link: string;
  readonly id: string;
}

/** Opens a challenge, as an application does with the PIN. */
export async function openLogin(fields: Record<string, string>, send: Send = worker): Promise<QrLogin> {
  const { detail } = (await postOver(send, "/validate/check", fields)).json;
  return { link: detail.attributes.value, id: detail.transaction_id };
}

export const resultOf = ({ json }: Reply) => json.result.value;
export const errorOf = ({ status, json }: Reply) => [status, json.result.error?.code, json.result.error?.message];
/** The reason of a refusal. */
export const reasonOf = ({ headers }: { readonly headers: Headers }) => headers.get("TiQR-Reason");

/**
 * As `asAdmin`, over an app with other settings. Work that follows the reply is done when this
 * returns.
 */
export const asAdminOver = async (send: Send, method: string, path: string, fields?: Record<string, string>) =>
  requestOver(send, path, {
    method,
    headers: await admin(),
    ...(fields ? { body: new URLSearchParams(fields) } : {}),
  });

/** Makes an account with exactly these rights, and returns its headers. */
export async function serviceAccount(name: string, rights: readonly Right[]): Promise<Record<string, string>> {
  await admin(); // the bootstrap makes an administrator only while there is none
  const sealer = createSealer(await loadKeyring(readConfig(env).masterKeys));
  const sealedPassword = await sealPassword({ sealer, randomBytes }, name, "service");
  await createAdminStore(env.DB).add({ name, rights, sealedPassword }, Date.now());
  return { "PI-Authorization": resultOf(await post("/auth", { username: name, password: "service" })).token };
}

/** Gives the object of a transaction other settings, as `withSettings` gives them to an app. */
export const settingsInside = async (transactionId: string, settings: Partial<Env>): Promise<void> =>
  runInDurableObject(env.TRANSACTION.getByName(await sessionKeyFor(transactionId, settings)), (object) => {
    const inside = object as unknown as { env: Env };
    inside.env = { ...inside.env, ...settings };
  });

/** Bypasses the API, because a look at the trail leaves a row in it. */
const auditTrail = async (condition: string): Promise<Record<string, string | number>[]> =>
  (
    await env.DB.prepare(`SELECT * FROM audit WHERE ${condition} ORDER BY number`).all<
      Record<string, string | number>
    >()
  ).results;

/**
 * The number of the newest row. Waits for the row of the administrator's own sign-in, which follows
 * its reply.
 */
export async function lastAuditNumber(): Promise<number> {
  await admin();
  await vi.waitFor(async () =>
    expect(await auditTrail("action = 'POST /auth' AND administrator = 'admin'")).not.toEqual([]),
  );
  return Number((await auditTrail("true")).at(-1)?.number);
}

/**
 * The rows after a number, except those of looks, as text: action, success, authentication, serial,
 * user@realm, administrator, reason.
 */
export const auditRowsBehind = async (number: number): Promise<string[]> =>
  (await auditTrail(`number > ${Math.trunc(number)} AND event NOT GLOB '*_READ'`)).map(
    ({ action, success, authentication, serial, user, realm, administrator, reason }) =>
      [action, success, authentication, serial, `${user}@${realm}`, administrator, reason].join(" | "),
  );
