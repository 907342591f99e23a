// Addresses of clients, as text. An address is told in one spelling (RFC 5952 §4), because what is counted by address must
// not be counted apart for another spelling. A household or a server has a whole IPv6 /64 to draw addresses from, so
// guesses are counted by that: otherwise each guess could come from an address of its own.

/** Without leading zeros, which some programs read as octal. */
const BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const IPV4 = new RegExp(`^${BYTE}(?:\\.${BYTE}){3}$`);
/** `x:x:x:x:x:x:ddd.ddd.ddd.ddd` with all digits, the longest form of RFC 4291 §2.2. */
const MAX_ADDRESS_CHARACTERS = 45;
const GROUPS = 8;
const GROUPS_OF_NETWORK = 4;

/** The address in its one spelling. Undefined: no address at all, with a zone, a port or a mask, or ambiguous (`010.0.0.1`). */
export function readAddress(text: string): string | undefined {
  if (isIpv4(text)) return text;
  if (text.length > MAX_ADDRESS_CHARACTERS || !/^[0-9a-f:.]+$/i.test(text)) return undefined;
  // The platform's own reader of IPv6, which writes the one spelling in brackets.
  const url = URL.parse(`http://[${text}]/`);
  return url === null ? undefined : url.hostname.slice(1, -1);
}

/** What guesses from this address are counted by: IPv4 itself, IPv6 its /64, anything else itself. */
export function networkOf(address: string): string {
  const canonical = readAddress(address);
  if (canonical === undefined || isIpv4(canonical)) return address;
  const groups = groupsOf(canonical);
  // ::ffff:a.b.c.d is an IPv4 client seen by an IPv6 socket. By /64, all of IPv4 would be one network.
  if (groups.slice(0, 6).join() === "0,0,0,0,0,65535") return [...bytesOf(groups[6]), ...bytesOf(groups[7])].join(".");
  const network = groups.slice(0, GROUPS_OF_NETWORK).map((group) => group.toString(16));
  return `${readAddress(`${network.join(":")}::`)}/64`;
}

const isIpv4 = (text: string): boolean => IPV4.test(text);

function groupsOf(canonical: string): number[] {
  const [front = "", back] = canonical.split("::");
  const [before, after] = [front, back ?? ""].map((part) => (part === "" ? [] : part.split(":"))) as [
    string[],
    string[],
  ];
  const zeros = Array<string>(GROUPS - before.length - after.length).fill("0");
  return [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16));
}

const bytesOf = (group = 0): [number, number] => [group >> 8, group & 0xff];
