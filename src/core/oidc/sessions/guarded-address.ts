// The address of a request to an application behind a proxy, as the proxy tells it. It decides
// whose rules hold, and where the browser goes after a sign-in. A parser that reads the host
// differently than browsers would send people elsewhere. So only a plain name is taken, literally:
// no user info, other ports or schemes, final dot or list. The browser gets an address that is made
// here.

import type { Settings } from "../../../settings.ts";

type Place = Pick<Settings, "forwardAuthDomain" | "publicUrl">;

export interface GuardedAddress {
  /** In lower case. The storage says whether a client has it. */
  readonly host: string;
  readonly address: string;
}

/** After the host only some software takes `\` for `/`, so only these characters may follow it. */
const ADDRESS = /^(https?):\/\/([a-z0-9.-]+)(?::(\d{1,5}))?((?:[/?].*)?)$/is;

const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** A path that fits a header unchanged. Any other leads to the front page of its host. */
const PLAIN_PATH = /^[/?][\x21-\x7e]*$/;

/** In another address's query it may triple, and proxies take few kilobytes of headers. */
const MAX_ENCODED_CHARACTERS = 2000;

/** Where people sign in for a host behind a proxy. */
export const SIGN_IN_PATH = "/authz/sign-in";

export const signInAddress = ({ publicUrl }: Pick<Settings, "publicUrl">, { address }: GuardedAddress): string =>
  `${publicUrl}${SIGN_IN_PATH}?rd=${encodeURIComponent(address)}`;

/** Undefined unless a guarded host can have the address: scheme and port are PUBLIC_URL's. */
export function readGuarded(text: string, { forwardAuthDomain, publicUrl }: Place): GuardedAddress | undefined {
  const [, scheme = "", name = "", port, rest = ""] = ADDRESS.exec(text) ?? [];
  const host = name.toLowerCase();
  const own = new URL(publicUrl);
  // Browsers send the cookie only below this domain, and this service is not an application.
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
