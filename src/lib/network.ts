// Addresses of clients, as text. A guesser could spell one address in many ways and be counted
// apart for each, so an address has one spelling here (RFC 5952 §4). A household or a server owns
// an IPv6 /64 and could send each guess from another address in it, so IPv6 is counted by /64.
// ::ffff:a.b.c.d is how an IPv6 socket shows an IPv4 client. It is read as IPv4: otherwise a client
// would be counted in two places, and all of IPv4 would be one /64.

/** Leading zeros are not allowed, because some programs read them as octal. */
const BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const IPV4 = new RegExp(`^${BYTE}(?:\\.${BYTE}){3}$`);
/** `x:x:x:x:x:x:ddd.ddd.ddd.ddd` with all digits, the longest form of RFC 4291 §2.2. */
const MAX_ADDRESS_CHARACTERS = 45;
const GROUPS = 8;

/** The address in its one spelling; undefined for a zone, a port, a mask or `010.0.0.1`. */
export function readAddress(text: string): string | undefined {
  if (isIpv4(text)) return text;
  if (text.length > MAX_ADDRESS_CHARACTERS || !/^[0-9a-f:.]+$/i.test(text)) return undefined;
  // The platform's URL parser reads IPv6 and writes the one spelling, in brackets.
  const canonical = URL.parse(`http://[${text}]/`)?.hostname.slice(1, -1);
  if (!canonical?.startsWith("::ffff:")) return canonical;
  const groups = groupsOf(canonical);
  return groups[5] === 0xffff ? [...bytesOf(groups[6]), ...bytesOf(groups[7])].join(".") : canonical;
}

/** The key under which guesses are counted: the /64 for IPv6, the text if it is not an address. */
export const networkOf = (address: string): string => prefixOf(address, 4);

/** The same by /48, where a /56 or /48 of one line, with up to 65 536 networks, would be many. */
export const siteOf = (address: string): string => prefixOf(address, 3);

function prefixOf(address: string, groups: number): string {
  const canonical = readAddress(address);
  if (canonical === undefined || isIpv4(canonical)) return canonical ?? address;
  const prefix = groupsOf(canonical)
    .slice(0, groups)
    .map((group) => group.toString(16));
  return `${readAddress(`${prefix.join(":")}::`)}/${16 * groups}`;
}

/** A network in the notation of RFC 4632 §3.1 and RFC 4291 §2.3. */
export interface Network {
  /** In its one spelling, always with the length of the prefix. */
  readonly text: string;
  readonly first: bigint;
  /** The bits of an address, and how many of them differ between hosts of this network. */
  readonly bits: number;
  readonly hostBits: number;
}

/**
 * An address alone is a network of one. `10.1.2.3/8` gives undefined: an operator who meant one
 * machine must not trust millions. So does `/0`, which would trust everybody.
 */
export function readNetwork(text: string): Network | undefined {
  const [, address = "", prefix] = /^([^/]*)(?:\/([1-9]\d{0,2}))?$/.exec(text) ?? [];
  const canonical = readAddress(address);
  if (canonical === undefined) return undefined;
  const { value, bits } = numberOf(canonical);
  // In ::ffff:a.b.c.d/n the prefix counts bits of IPv6, so it would say little of an IPv4 network.
  if (prefix !== undefined && (Number(prefix) > bits || (bits === 32 && address.includes(":")))) return undefined;
  const hostBits = bits - Number(prefix ?? bits);
  const first = (value >> BigInt(hostBits)) << BigInt(hostBits);
  return first === value ? { text: `${canonical}/${bits - hostBits}`, first, bits, hostBits } : undefined;
}

/** `address` must be in its one spelling; any other text is in no network. */
export function isWithin(address: string, networks: readonly Network[]): boolean {
  if (networks.length === 0 || readAddress(address) !== address) return false;
  const { value, bits } = numberOf(address);
  return networks.some(
    (network) => network.bits === bits && (value ^ network.first) >> BigInt(network.hostBits) === 0n,
  );
}

/** Whether the network shares an address with one of the others. */
export function isOverlapping(text: string, networks: readonly Network[]): boolean {
  const one = readNetwork(text);
  return (
    one !== undefined &&
    networks.some(({ bits, first, hostBits }) => {
      const larger = BigInt(Math.max(hostBits, one.hostBits));
      return bits === one.bits && (first ^ one.first) >> larger === 0n;
    })
  );
}

function numberOf(canonical: string): { readonly value: bigint; readonly bits: number } {
  const [parts, width] = isIpv4(canonical) ? [canonical.split(".").map(Number), 8] : [groupsOf(canonical), 16];
  return {
    value: parts.reduce((value, part) => (value << BigInt(width)) | BigInt(part), 0n),
    bits: parts.length * width,
  };
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
