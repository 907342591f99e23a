// The URLs of TiQR: what stands in the QR codes, and the addresses that a phone is sent to.
// Strings in, strings out. How each app decodes them: tiqr app Challenge.kt, iOS AuthenticationChallenge; protocol 2.

/** How QR codes are written: `scheme` (tiqrauth://) is known to every app, `universal` (https://) to those since 2020. */
export type UrlFormat = { readonly kind: "scheme" } | { readonly kind: "universal"; readonly base: string };

/** A login as it stands in a QR code. */
export interface AuthenticationLink {
  /** The account's identity.identifier. May be absent: the app then asks which account. */
  readonly userId: string | undefined;
  /** The service's identity, a host name in lower case. */
  readonly serviceIdentifier: string;
  /** Hex digits, at most 128: the current Android app crashes on anything else. */
  readonly sessionKey: string;
  readonly question: string;
  readonly displayName: string;
}

/** The protocol version that our QR codes announce. With it every app hashes with the suite's own hash. */
const PROTOCOL_VERSION = "2";

/** The identity a phone files an account under: the same string in metadata and in `tiqrauth://`. */
export const identityOf = (user: string, realm: string): string => `${user}_${realm}`;

const endpoint = (publicUrl: string): string => `${publicUrl}/ttype/tiqr`;
const withSession = (publicUrl: string, action: string, session: string, serial: string): string =>
  `${endpoint(publicUrl)}?action=${action}&session=${encodeURIComponent(session)}&serial=${encodeURIComponent(serial)}`;

export const authenticationEndpoint = endpoint;
export const metadataUrl = (publicUrl: string, session: string, serial: string): string =>
  withSession(publicUrl, "metadata", session, serial);
export const enrollmentUrl = (publicUrl: string, session: string, serial: string): string =>
  withSession(publicUrl, "enrollment", session, serial);

/** What an enrolment QR code says. The trailing slash of the universal form is needed by iOS. */
export const enrolmentQrText = (metadata: string, format: UrlFormat): string =>
  format.kind === "scheme"
    ? `tiqrenroll://${metadata}`
    : `${format.base}/tiqrenroll/?metadata=${encodeURIComponent(metadata)}`;

/**
 * What a login QR code says. Every part is percent-encoded once, a space as %20:
 * privacyIDEA's `+` for a space makes Kotlin and iOS find no identity, raw non-ASCII fails on iOS.
 */
export function loginQrText(link: AuthenticationLink, format: UrlFormat): string {
  const { userId, serviceIdentifier, sessionKey, question, displayName } = link;
  const user = userId === undefined ? undefined : encodeURIComponent(userId);
  if (format.kind === "scheme") {
    const at = user === undefined ? "" : `${user}@`;
    const name = encodeURIComponent(displayName);
    return `tiqrauth://${at}${serviceIdentifier}/${sessionKey}/${question}/${name}/${PROTOCOL_VERSION}`;
  }
  const u = user === undefined ? "" : `u=${user}&`;
  return `${format.base}/tiqrauth/?${u}s=${sessionKey}&q=${question}&i=${serviceIdentifier}&v=${PROTOCOL_VERSION}`;
}

/** The metadata URL in an enrolment QR code of either form; undefined when it is none. */
export function readEnrolmentQrText(text: string): string | undefined {
  const scheme = /^tiqrenroll:\/\/(https?:\/\/.+)$/.exec(text);
  if (scheme) return scheme[1];
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && /^\/tiqrenroll\/?$/.test(url.pathname) ? (url.searchParams.get("metadata") ?? undefined) : undefined;
}

/** The login in an authentication QR code of either form; undefined when it is none. */
export function readLoginQrText(text: string): (AuthenticationLink & { version: string }) | undefined {
  const scheme = /^tiqrauth:\/\/(?:([^@/]*)@)?([^/@]+)\/([^/]+)\/([^/?]+)(?:\/([^/?]*))?(?:\/([^/?]*))?(?:\?.*)?$/.exec(
    text,
  );
  if (scheme) {
    const [, user, serviceIdentifier = "", sessionKey = "", question = "", name = "", version = "1"] = scheme;
    const userId = user === undefined ? undefined : decodeOrUndefined(user);
    if (user !== undefined && userId === undefined) return undefined;
    return { userId, serviceIdentifier, sessionKey, question, displayName: decodeOrUndefined(name) ?? name, version };
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^\/tiqrauth\/?$/.test(url.pathname)) return undefined;
  const [sessionKey, question, serviceIdentifier] = ["s", "q", "i"].map((name) => url.searchParams.get(name));
  if (!sessionKey || !question || !serviceIdentifier) return undefined;
  const userId = url.searchParams.get("u") ?? undefined;
  const version = url.searchParams.get("v") ?? "1";
  return { userId, serviceIdentifier, sessionKey, question, displayName: serviceIdentifier, version };
}

/**
 * The same login or enrolment as tiqrauth:// or tiqrenroll://, which an app opens from a button on a page, too; undefined for
 * what is neither. A universal link has no name of the service, so the host stands in its place.
 */
export function schemeLink(text: string): string | undefined {
  const login = readLoginQrText(text);
  if (login) return loginQrText(login, { kind: "scheme" });
  const metadata = readEnrolmentQrText(text);
  return metadata === undefined ? undefined : enrolmentQrText(metadata, { kind: "scheme" });
}

function decodeOrUndefined(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
