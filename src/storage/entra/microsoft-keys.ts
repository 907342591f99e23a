// Microsoft's keys, by which it signs hints, as this isolate has read them.
//
// Anyone can send a hint that names a key nobody has, and each could have this service fetch. So an
// unknown key is asked for once in five minutes, of many requests at once only the first one reads,
// and all garbage before that costs nothing (src/core/entra/hint.ts). The address is the issuer's,
// which follows from the client's cloud and tenant, a name of a fixed list and a GUID: no setting
// and no answer leads anywhere else.

import { usableKeys } from "../../core/oidc/clients/client-keys.ts";
import { readJsonOf } from "../../lib/read-bounded.ts";
import { ShortMemory } from "../../lib/short-memory.ts";

/** As long as Microsoft keeps ours. */
const KEPT_MS = 24 * 3600 * 1000;
const ASKED_AGAIN_MS = 5 * 60 * 1000;
/** While Microsoft cannot be read, strangers could have each request ask, and wait. */
const UNREAD_MS = 10 * 1000;
/** For both answers: the person waits for the page. */
const TIMEOUT_MS = 5000;
/** For another request that reads them. Its browser may have left, which ends it. */
const WAIT_MS = 1000;
const LOOK_EVERY_MS = 20;
/** Some ten times what Microsoft publishes. An answer could fill the memory. */
const MAX_BYTES = 256 * 1024;
const MAX_TENANTS = 200;

type Keys = ReadonlyMap<string, Readonly<Record<string, string>>>;

const known = new ShortMemory<Keys>(KEPT_MS, MAX_TENANTS);
const askedAgain = new ShortMemory<true>(ASKED_AGAIN_MS, MAX_TENANTS);
const unread = new ShortMemory<true>(UNREAD_MS, MAX_TENANTS);
const underWay = new ShortMemory<true>(WAIT_MS, MAX_TENANTS);

/** Undefined if they cannot be read. With an unknown `kid` they may be those of before. */
export async function microsoftKeys(issuer: string, kid: string, nowMs: number): Promise<Keys | undefined> {
  const isKnown = () => known.find(issuer, nowMs)?.has(kid) === true;
  while (!isKnown() && underWay.find(issuer, Date.now())) await scheduler.wait(LOOK_EVERY_MS);
  const kept = known.find(issuer, nowMs);
  if (isKnown() || (kept ? askedAgain : unread).find(issuer, nowMs)) return kept;
  underWay.keep(issuer, true, Date.now());
  try {
    const keys = await readKeys(issuer);
    known.keep(issuer, keys, nowMs);
    return keys;
  } catch (error) {
    console.error(`entra: the keys of ${issuer} were not read: ${String(error)}`);
    unread.keep(issuer, true, nowMs);
    return kept;
  } finally {
    // Not before: a stranger who leaves at once would keep a new key from all others.
    if (kept) askedAgain.keep(issuer, true, nowMs);
    underWay.forget(issuer);
  }
}

async function readKeys(issuer: string): Promise<Keys> {
  const { origin } = new URL(issuer);
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const { jwks_uri: address } = await readObject(`${issuer}/.well-known/openid-configuration`, signal);
  if (typeof address !== "string" || !URL.canParse(address) || new URL(address).origin !== origin)
    throw new Error("jwks_uri leads to another host");
  const { keys } = await readObject(address, signal);
  // The list has keys for accounts of other kinds as well, which sign for issuers of their own.
  const issuers = [undefined, `${origin}/{tenantid}/v2.0`, issuer];
  const ofTenant = Array.isArray(keys) ? keys.filter((key) => issuers.includes(key?.issuer)) : keys;
  const usable = usableKeys({ keys: ofTenant });
  if (typeof usable === "string") throw new Error(`the answer ${usable}`);
  return new Map(usable.keys.map((key) => [key.kid ?? "", key]));
}

const readObject = async (address: string, signal: AbortSignal): Promise<Readonly<Record<string, unknown>>> =>
  Object(await readJsonOf(await fetch(address, { redirect: "manual", signal }), MAX_BYTES));
