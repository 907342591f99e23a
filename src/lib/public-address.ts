// The addresses that accounts name and that this service calls or has a browser fetch: those of events, of notices of a logout, and of
// applications' pictures. An account could otherwise make this service send requests into the operator's own network (SSRF). So an
// address is looked at when it is registered, and again before each use, since it may be older than this rule or the setting.
// A name may still lead to a private address, since names are not resolved here. A Worker at Cloudflare reaches only the public
// internet; `npm run serve`, which is for trials, reaches more. `fetch` follows no redirect.

/** Longer than any address of a receiver, and few for a row. */
const MAX_URL_CHARACTERS = 2000;

/**
 * The URL parser corrects what it reads: it leaves out line breaks, takes full-width letters and circled dots for plain ones, and adds
 * the slashes that `https:printer` lacks. The address would lead to another host than a reader, or another parser, sees. RFC 3986 §2
 * and §3.2 allow none of these, so an address has nothing but ASCII, and two slashes before its host.
 */
const AS_WRITTEN = /^[a-z]+:\/\/(?!\/)[!-[\]-~]+$/i;

/**
 * RFC 6761, 6762 (with appendix G), 7686, 8375, 9476; `localdomain` is what Linux adds, `svc` what Kubernetes does, `cluster.local`
 * among the rest. `fritz.box` is a router in many homes, below a domain that anybody may register.
 */
const PRIVATE_NAME =
  /(^|\.)(localhost|localdomain|local|internal|intranet|intra|private|corp|home|lan|home\.arpa|svc|alt|onion|test|invalid|fritz\.box)$/;

/** What is wrong with the address, as `expected ...`; undefined when it may be used. */
export function addressFault(text: string, allowPrivate: boolean): string | undefined {
  if (text.length > MAX_URL_CHARACTERS || !AS_WRITTEN.test(text) || !URL.canParse(text)) return "an address";
  const { protocol, username, password, hash, hostname } = new URL(text);
  if (username !== "" || password !== "" || hash !== "") return "an address without credentials or fragment";
  if (allowPrivate) return /^https?:$/.test(protocol) ? undefined : "an http or https address";
  if (protocol !== "https:") return "an https address";
  return isPrivate(hostname) ? "a public address" : undefined;
}

/** The URL parser has already written IPv4 addresses in decimal, whatever their form was. */
function isPrivate(host: string): boolean {
  if (host.startsWith("[")) return isPrivateV6(host.slice(1, -1));
  const parts = host.split(".");
  if (parts.length === 4 && parts.every((part) => /^\d+$/.test(part))) return isPrivateV4(parts.map(Number));
  const name = host.replace(/\.$/, "");
  // Other software may leave out an empty part, and find the address 127.0.0.1 in `127.0.0.1..`.
  return !/^[^.]+(\.[^.]+)+$/.test(name) || PRIVATE_NAME.test(name);
}

/** RFC 6890 and its registry: everything that is not global unicast. */
function isPrivateV4([a = 0, b = 0, c = 0]: readonly number[]): boolean {
  if (a === 0 || a === 10 || a === 127 || a >= 224) return true;
  if (a === 100) return b >= 64 && b < 128;
  if (a === 169) return b === 254;
  if (a === 172) return b >= 16 && b < 32;
  if (a === 192) return b === 168 || (b === 0 && (c === 0 || c === 2)) || (b === 88 && c === 99);
  if (a === 198) return b === 18 || b === 19 || (b === 51 && c === 100);
  return a === 203 && b === 0 && c === 113;
}

/**
 * Only 2000::/3 is global, and of that not the parts that carry an IPv4 address (2002::/16), are for protocols (2001::/23) or for
 * documents (2001:db8::/32, 3fff::/20). The URL parser has written the address without leading zeros.
 */
function isPrivateV6(host: string): boolean {
  return (
    !/^[23]/.test(host) ||
    host.indexOf(":") < 4 ||
    /^(2001:(1?[0-9a-f]{0,2}|db8):|2002:|3fff:[0-9a-f]{0,3}:)/.test(host)
  );
}
