// The storage work of a login's steps, and PBKDF2 and the QR code of the first. The phone's
// response is not verified.

import { qrDataUri } from "../../src/web/qr/image.ts";
import { auditRow, IF_CHANGED } from "./audit.ts";
import type { Floor } from "./bindings.ts";
import type { Login } from "./objects.ts";
import { deriveHash } from "./pin.ts";

const REALM = "default";
const VALIDITY_MS = 600_000;

interface TokenRow {
  id: number;
  generation: number;
  serial: string;
  sealed_pin: string;
  sealed_secret: string;
}

export async function check(floor: Floor, form: URLSearchParams): Promise<Response> {
  const transactionId = form.get("transaction_id");
  if (transactionId) return finalize(floor, transactionId);
  const user = form.get("user") ?? "";
  const token = await tokenOf(floor, user);
  if (!token) return Response.json({ result: { value: false } });
  return (await opensIt(token, form.get("pass") ?? "")) ? trigger(floor, user, token) : refuse(floor, user, token);
}

export const opensIt = async (token: TokenRow, pin: string): Promise<boolean> =>
  token.sealed_pin.endsWith(await deriveHash(pin, token.serial));

export async function tokenOf({ env: { DB } }: Floor, user: string): Promise<TokenRow | undefined> {
  const nearest = DB.withSession("first-unconstrained");
  const { results } = await nearest
    .prepare(
      `SELECT token.*, (SELECT json_group_array(json_array(path, failcount)) FROM lock WHERE token_id = token.id) AS failures
       FROM token WHERE realm = '${REALM}' AND user = ?1`,
    )
    .bind(user)
    .all<TokenRow>();
  return results[0];
}

async function trigger(floor: Floor, user: string, token: TokenRow): Promise<Response> {
  const { transactionId, value, img } = await openLogin(floor, user, token);
  const detail = { transaction_id: transactionId, serial: token.serial, attributes: { value, img } };
  return Response.json({ detail, result: { authentication: "CHALLENGE", value: false } });
}

export async function openLogin(floor: Floor, user: string, token: TokenRow) {
  const { env } = floor;
  const { id, generation, serial } = token;
  const transactionId = crypto.randomUUID().replaceAll("-", "");
  const question = transactionId.slice(0, 10);
  const login: Login = {
    state: "open",
    attemptId: transactionId,
    question,
    id,
    generation,
    serial,
    user,
    realm: REALM,
    sealedSecret: token.sealed_secret,
    expiresAtMs: Date.now() + VALIDITY_MS,
  };
  const { hostname } = new URL(env.PUBLIC_URL);
  const value = `tiqrauth://${user}_${REALM}@${hostname}/${transactionId}/${question}/tiqr-edge/2`;
  const [img] = await Promise.all([qrDataUri(value, "png"), floor.logins.getByName(transactionId).open(login)]);
  floor.afterwards(() => auditRow(env.DB, { ...login, event: "CHALLENGE_TRIGGERED" }).run());
  return { transactionId, value, img };
}

/** Every wrong PIN is counted and noted in one batch, after a second look at the token. */
async function refuse({ env: { DB } }: Floor, user: string, { id, serial }: TokenRow): Promise<Response> {
  await DB.batch([
    DB.prepare("SELECT * FROM token WHERE realm = ?1 AND user = ?2").bind(REALM, user),
    DB.prepare(
      `INSERT INTO lock (token_id, path, failcount, locks, failed_at_ms) VALUES (?1, 'pin', 1, 0, ?2)
       ON CONFLICT (token_id, path) DO UPDATE SET failcount = failcount % 999 + 1, failed_at_ms = excluded.failed_at_ms`,
    ).bind(id, Date.now()),
    auditRow(DB, { event: "AUTHENTICATION_FAILED", serial, user, realm: REALM }, IF_CHANGED),
  ]);
  return Response.json({ result: { authentication: "REJECT", value: false } });
}

export async function poll(floor: Floor, transactionId: string): Promise<Response> {
  const state = await floor.logins.getByName(transactionId).state();
  return Response.json({ detail: { transaction_state: state }, result: { value: state === "answered" } });
}

export async function answer(floor: Floor, form: URLSearchParams): Promise<Response> {
  const accepted = await floor.logins.getByName(form.get("sessionKey") ?? "").answer();
  return new Response(accepted ? "OK" : "INVALID_CHALLENGE");
}

async function finalize(floor: Floor, transactionId: string): Promise<Response> {
  const outcome = await floor.logins.getByName(transactionId).finalize();
  return Response.json({ result: { value: outcome === "accepted" } });
}
