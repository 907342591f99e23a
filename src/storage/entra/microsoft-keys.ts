// Microsoft's keys, by which it signs hints, as this isolate has read them.
//
// Anyone can send a hint that names a key nobody has, and each could have this service fetch. So an
// unknown key is asked for once in five minutes, and all garbage before that costs nothing
// (src/core/entra/hint.ts). The address follows from the client's cloud and tenant, which are a
// name of a fixed list and a GUID: no setting and no answer leads anywhere else.

import { usableKeys } from "../../core/oidc/clients/client-keys.ts";
import type { HintSigner } from "../../core/ports/oidc/signatures.ts";
import { fromUtf8 } from "../../lib/bytes.ts";
import { readAtMost } from "../../lib/read-bounded.ts";
import { ShortMemory } from "../../lib/short-memory.ts";

/** As long as Microsoft keeps ours. */
const KEPT_MS = 24 * 3600 * 1000;
const ASKED_AGAIN_MS = 5 * 60 * 1000;
/** For both answers: the person waits for the page. */
const TIMEOUT_MS = 5000;
/** Some ten times what Microsoft publishes. An answer could fill the memory. */
const MAX_BYTES = 256 * 1024;
const MAX_TENANTS = 200;

type Keys = ReadonlyMap<string, Readonly<Record<string, string>>>;

const known = new ShortMemory<Keys>(KEPT_MS, MAX_TENANTS);
const askedAgain = new ShortMemory<true>(ASKED_AGAIN_MS, MAX_TENANTS);

/** Undefined if they cannot be read. With an unknown `kid` they may be those of before. */
export async function microsoftKeys(publisher: HintSigner, kid: string, nowMs: number): Promise<Keys | undefined> {
  const name = `${publisher.host} ${publisher.tenant}`;
  const kept = known.find(name, nowMs);
  if (kept?.has(kid) || (kept && askedAgain.find(name, nowMs))) return kept;
  if (kept) askedAgain.keep(name, true, nowMs);
  try {
    const keys = await readKeys(publisher);
    known.keep(name, keys, nowMs);
    return keys;
  } catch (error) {
    console.error(`entra: the keys of ${name} were not read: ${String(error)}`);
    return kept;
  }
}

async function readKeys({ host, tenant }: HintSigner): Promise<Keys> {
  const origin = `https://${host}`;
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const { jwks_uri: address } = await readJson(`${origin}/${tenant}/v2.0/.well-known/openid-configuration`, signal);
  if (typeof address !== "string" || !URL.canParse(address) || new URL(address).origin !== origin)
    throw new Error("jwks_uri leads to another host");
  const { keys } = await readJson(address, signal);
  // The list has keys for accounts of other kinds as well, which sign for issuers of their own.
  const issuers = [undefined, `${origin}/{tenantid}/v2.0`, `${origin}/${tenant}/v2.0`];
  const ofTenant = Array.isArray(keys) ? keys.filter((key) => issuers.includes(key?.issuer)) : keys;
  const usable = usableKeys({ keys: ofTenant });
  if (typeof usable === "string") throw new Error(`the answer ${usable}`);
  return new Map(usable.keys.filter(({ kty }) => kty === "RSA").map((key) => [key.kid ?? "", key]));
}

async function readJson(address: string, signal: AbortSignal): Promise<Readonly<Record<string, unknown>>> {
  const reply = await fetch(address, { redirect: "manual", signal });
  if (reply.status !== 200 || reply.body === null) {
    await reply.body?.cancel();
    throw new Error(`status ${reply.status}`);
  }
  const bytes = await readAtMost(reply.body, MAX_BYTES);
  if (bytes === "too-large") throw new Error(`more than ${MAX_BYTES} bytes`);
  return Object(JSON.parse(fromUtf8(bytes)));
}
