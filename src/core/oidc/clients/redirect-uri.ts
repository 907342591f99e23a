// Whether a request may lead a browser to an address. A parser that reads it differently than
// browsers would let attackers have codes sent elsewhere, so it must equal a registered one (RFC
// 9700 §2.1). Only the port of the person's own machine may differ: an app takes a free one (RFC
// 8252 §7.3).

const LOOPBACK = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost))(?::(\d{1,5}))?((?:[/?].*)?)$/;
/** RFC 9293 §3.1: 16 bits. */
const MAX_PORT = 65_535;

export const isRegistered = (address: string, registered: readonly string[]): boolean =>
  registered.includes(address) || registered.some((uri) => differsInPortOnly(address, uri));

function differsInPortOnly(address: string, registered: string): boolean {
  const [wanted, known] = [LOOPBACK.exec(address), LOOPBACK.exec(registered)];
  if (!wanted || !known || Number(wanted[2] ?? 0) > MAX_PORT) return false;
  return wanted[1] === known[1] && wanted[3] === known[3];
}

/** Appends to the address unparsed: parsing and writing it could make it another address. */
export function withFields(address: string, fields: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams({ ...fields }).toString();
  if (query === "") return address;
  return `${address}${address.includes("?") ? "&" : "?"}${query}`;
}
