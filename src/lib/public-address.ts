// Checks addresses that accounts name and this service calls or has a browser fetch (of events,
// notices of a logout, keys, pictures): they could lead into the operator's own network (SSRF).
// They are checked when registered, and before each use, since they may be older than this rule or
// the setting. Names are not resolved, so one may still lead to a private address: a Worker reaches
// only the public internet; `npm run serve`, which is for trials, more. Redirects are not followed.

/** Longer than any address of a receiver, and still little for a row. */
const MAX_URL_CHARACTERS = 2000;

/**
 * The URL parser corrects its input: it drops line breaks, reads full-width letters and circled
 * dots as plain ones, and adds the slashes that `https:printer` lacks. Such an address leads to
 * another host than a reader or another parser sees. RFC 3986 §2 and §3.2 allow none of these, so
 * an address must be ASCII, with two slashes before its host.
 */
const AS_WRITTEN = /^[a-z]+:\/\/(?!\/)[!-[\]-~]+$/i;

/**
 * RFC 6761, 6762 (with appendix G), 7686, 8375, 9476; ICANN delegates no `.mail`, `.arpa` has names
 * of addresses (RFC 3172), and an address of `ts.net` is in somebody's Tailscale network.
 * `fritz.box` is a router in many homes, though anybody may register names below `.box`.
 */
const PRIVATE_NAMES = [
  ...["localhost", "localdomain", "local", "internal", "intranet", "intra", "private", "corp", "home", "lan", "mail"],
  ...["domain", "workgroup", "alt", "onion", "test", "invalid", "arpa", "fritz\\.box", "ts\\.net"],
  // Kubernetes searches `svc.cluster.local`, so that `kubernetes.default` is a name there.
  ...["svc", "pod", "cluster", "default", "consul", "nomad", "docker", "podman", "lxd", "incus"],
];
const PRIVATE_NAME = new RegExp(`(^|\\.)(${PRIVATE_NAMES.join("|")})$`);

/** Fetch §2.9, port blocking: a request there could pass for one of another protocol. */
const BAD_PORTS = new Set(
  (
    "0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 " +
    "123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 " +
    "993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080"
  ).split(" "),
);

/** What is wrong with the address, as `expected ...`; undefined when it may be used. */
export function addressFault(text: string, allowPrivate: boolean): string | undefined {
  if (text.length > MAX_URL_CHARACTERS || !AS_WRITTEN.test(text) || !URL.canParse(text)) return "an address";
  const { protocol, username, password, hash, hostname, port } = new URL(text);
  // `fetch` refuses an address with credentials, and never sends a fragment.
  if (username !== "" || password !== "" || hash !== "") return "an address without credentials or fragment";
  if (allowPrivate) return /^https?:$/.test(protocol) ? undefined : "an http or https address";
  if (isPrivate(hostname)) return "a public address";
  if (protocol !== "https:") return "an https address";
  return BAD_PORTS.has(port) ? "an address with a port of HTTP" : undefined;
}

/** The URL parser has already written IPv4 addresses in decimal, whatever their form was. */
function isPrivate(host: string): boolean {
  if (host.startsWith("[")) return isPrivateV6(host.slice(1, -1));
  const parts = host.split(".");
  if (parts.length === 4 && parts.every((part) => /^\d+$/.test(part))) return isPrivateV4(parts.map(Number));
  const name = host.replace(/\.$/, "");
  // Other software may drop empty labels and read `127.0.0.1..` as 127.0.0.1, so none may be empty.
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
 * Only 2000::/3 is global, except what carries an IPv4 address (2002::/16) or is for protocols
 * (2001::/23) or documents (2001:db8::/32, 3fff::/20). The URL parser has dropped leading zeros.
 */
function isPrivateV6(host: string): boolean {
  return (
    !/^[23]/.test(host) ||
    host.indexOf(":") < 4 ||
    /^(2001:(1?[0-9a-f]{0,2}|db8):|2002:|3fff:[0-9a-f]{0,3}:)/.test(host)
  );
}
