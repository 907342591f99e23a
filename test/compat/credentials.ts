// The account whose token each recorded request carried. The recording removed the tokens; its
// names tell the accounts.

import { readConfig } from "../../src/config/read-config.ts";
import { toBase64Url, utf8 } from "../../src/lib/bytes.ts";
import { deriveKeyring } from "../../src/storage/keys/keyring.ts";
import type { Exchange } from "./exchanges.ts";

/** Tokens of normal users, who manage their own tokens in privacyIDEA. */
const OF_USERS = new Set([12, 16, 51, 174, 309, 385, 514]);

/** A token of no account. */
const BAD: Readonly<Record<number, string>> = { 37: "abc.def.ghi", 175: "nonsense" };

const TAMPERED = 38;
const WITH_BEARER = 31;

type Send = (path: string, init: RequestInit) => Promise<{ readonly body: unknown }>;

export async function credentialsFor(settings: Env, send: Send) {
  const body = new URLSearchParams({ username: "admin", password: "adminpw" });
  const signedIn = (await send("/auth", { method: "POST", body })).body as { result: { value: { token: string } } };
  const admin = signedIn.result.value.token;
  const user = await userToken(settings);
  const tokenOf = (n: number): string => {
    if (OF_USERS.has(n)) return user;
    if (n === TAMPERED) return admin.slice(0, -4) + (admin.endsWith("AAAA") ? "BBBB" : "AAAA");
    return BAD[n] ?? (n === WITH_BEARER ? `Bearer ${admin}` : admin);
  };
  return {
    admin: { "PI-Authorization": admin },
    of({ n, request }: Exchange): Record<string, string> {
      const header = Object.keys(request.headers ?? {}).find((name) => /authorization$/i.test(name));
      return header === undefined ? {} : { [header]: tokenOf(n) };
    },
  };
}

/** A JWT of this service with the role of a normal user, which the service never issues. */
async function userToken(settings: Env): Promise<string> {
  const { newest } = await deriveKeyring(readConfig(settings).masterKeys);
  const encode = (part: object) => toBase64Url(utf8(JSON.stringify(part)));
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const ours = { iss: settings.PUBLIC_URL, aud: settings.PUBLIC_URL, jti: "5e55" };
  const signed = `${encode({ alg: "HS256", typ: "JWT", kid: newest.id })}.${encode({ ...ours, username: "hans", generation: 1, role: "user", exp })}`;
  return `${signed}.${toBase64Url(new Uint8Array(await crypto.subtle.sign("HMAC", newest.jwt, utf8(signed))))}`;
}
