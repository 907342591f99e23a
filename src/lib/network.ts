// Addresses of clients, as text. Each address is written in one spelling (RFC 5952 §4): otherwise a guesser could spell one
// address in many ways and be counted separately for each. A household or a server has a whole IPv6 /64 to draw addresses
// from and could send each guess from another one, so guesses from IPv6 are counted by /64.

/** Leading zeros are not allowed, because some programs read them as octal. */
const BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const IPV4 = new RegExp(`^${BYTE}(?:\\.${BYTE}){3}$`);
/** `x:x:x:x:x:x:ddd.ddd.ddd.ddd` with all digits, the longest form of RFC 4291 §2.2. */
const MAX_ADDRESS_CHARACTERS = 45;
const GROUPS = 8;
const GROUPS_OF_NETWORK = 4;

/** Returns the address in its one spelling, or undefined for anything else: a zone, a port, a mask, or an ambiguous `010.0.0.1`. */
export function readAddress(text: string): string | undefined {
  if (isIpv4(text)) return text;
  if (text.length > MAX_ADDRESS_CHARACTERS || !/^[0-9a-f:.]+$/i.test(text)) return undefined;
  // The platform's URL parser reads IPv6 and writes the one spelling, in brackets.
  const url = URL.parse(`http://[${text}]/`);
  return url === null ? undefined : url.hostname.slice(1, -1);
}

/** Returns the key under which guesses from this address are counted: the /64 for IPv6, the text itself for anything else. */
export function networkOf(address: string): string {
  const canonical = readAddress(address);
  if (canonical === undefined || isIpv4(canonical)) return address;
  const groups = groupsOf(canonical);
  // An IPv6 socket shows an IPv4 client as ::ffff:a.b.c.d. Counted by /64, all of IPv4 would be one network.
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
