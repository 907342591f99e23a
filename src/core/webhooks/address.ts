// Which addresses events may be sent to. An account could otherwise make this service send requests into the operator's own network
// (SSRF). A name may still lead to a private address, since names are not resolved here. A Worker at Cloudflare reaches only the public
// internet; `npm run serve`, which is for trials, reaches more. `fetch` follows no redirect.

/** Longer than any address of a receiver, and few for a row. */
const MAX_URL_CHARACTERS = 2000;

/**
 * The URL parser leaves out line breaks and tabs, so `https://example.org⏎.evil.example` leads to another host than a reader sees. Invisible
 * characters and those that turn the direction of text mislead a reader, too.
 */
const UNSEEN = /[\s\p{C}]/u;

/** What is wrong with the address, as `expected ...`; undefined when it may be used. */
export function addressFault(text: string, allowPrivate: boolean): string | undefined {
  if (text.length > MAX_URL_CHARACTERS || UNSEEN.test(text) || !URL.canParse(text)) return "an address";
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
  const name = host.replace(/\.+$/, "");
  return (
    !name.includes(".") ||
    /(^|\.)(localhost|local|internal|lan|home\.arpa|intranet|corp|onion|test|invalid)$/.test(name)
  );
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
