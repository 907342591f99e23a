// The public keys of a client that signs its token requests (private_key_jwt, RFC 7523). A private
// or symmetric key would lie in our database and in every answer, so it is refused.

import { fromBase64Url } from "../../../lib/bytes.ts";

/** A client has one key, or two during a change; some have one for each of their machines. */
const MAX_KEYS = 10;

/** A shorter modulus can be factored (RFC 7518 §3.3). */
const MIN_RSA_BITS = 2048;

/** A client could slow down each verification by a longer modulus. */
const MAX_RSA_BITS = 8192;

/** A key id is copied into each JWT's header. */
const MAX_KEY_ID_CHARACTERS = 200;

/** RFC 7518 §6: members of private and symmetric keys. */
const SECRET_MEMBERS = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/** What is kept of a key: what verifies a signature, and what finds the key. */
const KEPT_MEMBERS = ["kty", "n", "e", "crv", "x", "y", "kid", "alg", "use"] as const;

/** Algorithms of RFC 7518 §3.1 by type of key. */
const ALGORITHMS: Readonly<Record<string, readonly string[]>> = {
  RSA: ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  EC: ["ES256"],
};

export type PublicKeys = { readonly keys: readonly Readonly<Record<string, string>>[] };

/** Of a set that its client publishes. Keys for other uses are left alone (RFC 7517 §5). */
export function usableKeys(published: unknown): PublicKeys | string {
  const keys = isObject(published) ? published.keys : undefined;
  if (!Array.isArray(keys)) return "is no JWK set";
  return { keys: keys.map(readKey).filter((key) => typeof key !== "string") };
}

/** Gives the keys, or says what is wrong with them. */
export function readPublicKeys(keySet: unknown): PublicKeys | string {
  const keys = isObject(keySet) ? keySet.keys : undefined;
  if (!Array.isArray(keys) || keys.length === 0) return "must be a JWK set: an object with keys";
  if (keys.length > MAX_KEYS) return `has more than ${MAX_KEYS} keys`;
  const read = keys.map(readKey);
  const fault = read.find((key) => typeof key === "string");
  if (fault !== undefined) return fault;
  const known = read.filter((key) => typeof key !== "string");
  const ids = known.map(({ kid }) => kid);
  // With several keys, a JWT's header has to say which one is meant.
  if (ids.length > 1 && (ids.includes(undefined) || new Set(ids).size < ids.length))
    return "has several keys, so each needs a kid of its own";
  return { keys: known };
}

function readKey(key: unknown): Record<string, string> | string {
  if (!isObject(key)) return "has a key that is no object";
  if (SECRET_MEMBERS.some((name) => Object.hasOwn(key, name)))
    return "has a private or symmetric key: only public keys belong here";
  const kept: Record<string, string> = {};
  for (const name of KEPT_MEMBERS) {
    const value = key[name];
    if (value === undefined) continue;
    if (typeof value !== "string") return `has a key whose ${name} is no text`;
    kept[name] = value;
  }
  const { kty = "", alg, use, kid = "" } = kept;
  const algorithms = Object.hasOwn(ALGORITHMS, kty) ? ALGORITHMS[kty] : undefined;
  if (!algorithms) return "has a key of a type other than RSA and EC";
  if (alg !== undefined && !algorithms.includes(alg))
    return `has a key with an alg other than ${algorithms.join(", ")}`;
  if (use !== undefined && use !== "sig") return "has a key whose use is not sig";
  if (kid.length > MAX_KEY_ID_CHARACTERS) return `has a kid of more than ${MAX_KEY_ID_CHARACTERS} characters`;
  return (kty === "RSA" ? rsaFault(kept) : curveFault(kept)) ?? kept;
}

function rsaFault({ n, e }: Record<string, string>): string | undefined {
  const [modulus, exponent] = [bytesOf(n), bytesOf(e)];
  if (!modulus || !exponent) return "has an RSA key without n and e";
  const bits = bitsOf(modulus);
  if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS)
    return `has an RSA key of ${bits} bits: it needs ${MIN_RSA_BITS} to ${MAX_RSA_BITS}`;
  // With an exponent of 1 anyone can sign, and no key has an even one.
  const isEven = ((exponent.at(-1) ?? 0) & 1) === 0;
  const length = bitsOf(exponent);
  return length < 2 || length > 32 || isEven ? "has an RSA key with an unusable e" : undefined;
}

function curveFault({ crv, x, y }: Record<string, string>): string | undefined {
  if (crv !== "P-256") return "has an EC key of a curve other than P-256";
  return bytesOf(x)?.length === 32 && bytesOf(y)?.length === 32 ? undefined : "has an EC key without its x and y";
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const bytesOf = (text: string | undefined) => (text ? fromBase64Url(text) : undefined);

function bitsOf(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first === -1 ? 0 : (bytes.length - first) * 8 - (Math.clz32(bytes[first] ?? 0) - 24);
}
