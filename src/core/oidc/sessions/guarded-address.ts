// The address of a request to an application behind a proxy, as the proxy tells it. It decides which client's rules hold, and where
// the browser is sent after a sign-in. A parser that reads a host in another way than the browser does would send people elsewhere,
// so the host is taken as it stands, and anything but a plain name is refused: user info, other ports, other schemes, a dot at the
// end, a list. The address that the browser gets is put together here.

import type { Settings } from "../../../settings.ts";

type Place = Pick<Settings, "forwardAuthDomain" | "publicUrl">;

export interface GuardedAddress {
  /** In lower case. Whether a client has it says the storage. */
  readonly host: string;
  readonly address: string;
}

/** Behind the host a browser takes `\` for `/`, and others do not, so only these may begin what comes there. */
const ADDRESS = /^(https?):\/\/([a-z0-9.-]+)(?::(\d{1,5}))?((?:[/?].*)?)$/is;

const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** A path that can stand in a header as it is. Any other leads to the front page of its host. */
const PLAIN_PATH = /^[/?][\x21-\x7e]*$/;

/** In the query of another address it grows up to threefold, and proxies take few kilobytes of headers. */
const MAX_ENCODED_CHARACTERS = 2000;

/** Where people sign in for a host behind a proxy. */
export const SIGN_IN_PATH = "/authz/sign-in";

export const signInAddress = ({ publicUrl }: Pick<Settings, "publicUrl">, { address }: GuardedAddress): string =>
  `${publicUrl}${SIGN_IN_PATH}?rd=${encodeURIComponent(address)}`;

/** Undefined for an address that no guarded host can have: those have the scheme and the port of PUBLIC_URL. */
export function readGuarded(text: string, { forwardAuthDomain, publicUrl }: Place): GuardedAddress | undefined {
  const [, scheme = "", name = "", port, rest = ""] = ADDRESS.exec(text) ?? [];
  const [host, own] = [name.toLowerCase(), new URL(publicUrl)];
  // The browser sends the cookie below this domain only. This service itself is no application.
  if (forwardAuthDomain === "" || !host.endsWith(`.${forwardAuthDomain}`) || host === own.hostname) return undefined;
  if (`${scheme.toLowerCase()}:` !== own.protocol || !isPort(port, own)) return undefined;
  const path = PLAIN_PATH.test(rest) ? rest.replace(/^\?/, "/?") : "/";
  const address = `${own.protocol}//${host}${own.port === "" ? "" : `:${own.port}`}`;
  const isShort = encodeURIComponent(address + path).length <= MAX_ENCODED_CHARACTERS;
  return { host, address: address + (isShort ? path : "/") };
}

function isPort(port: string | undefined, { protocol, port: own }: URL): boolean {
  const byDefault = DEFAULT_PORTS[protocol.slice(0, -1)];
  return Number(port ?? byDefault) === Number(own || byDefault);
}
