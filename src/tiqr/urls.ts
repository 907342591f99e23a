// The URLs of TiQR: the texts of QR codes, and the addresses that a phone is sent to. For how each
// app decodes them see tiqr app Challenge.kt and iOS AuthenticationChallenge, protocol 2.

/** Every app reads `scheme` (tiqrauth://) in QR codes; since 2020 also `universal` (https://). */
export type UrlFormat = { readonly kind: "scheme" } | { readonly kind: "universal"; readonly base: string };

/** The account on a phone that a QR code asks for. */
export interface AccountName {
  /** The account's identity.identifier. If it is absent, the app asks which account to use. */
  readonly userId: string | undefined;
  /** The service's identity, a host name in lower case. */
  readonly serviceIdentifier: string;
}

/** A login as a QR code carries it. */
export interface AuthenticationLink extends AccountName {
  /** Hex digits, at most 128: the current Android app crashes on anything else. */
  readonly sessionKey: string;
  readonly question: string;
  readonly displayName: string;
}

/** The protocol of our QR codes. From version 2 on, every app hashes with the suite's own hash. */
const PROTOCOL_VERSION = "2";

/** The name under which a phone files an account, the same in metadata and `tiqrauth://`. */
export const identityOf = (user: string, realm: string): string => `${user}_${realm}`;

export const authenticationEndpoint = (publicUrl: string): string => `${publicUrl}/ttype/tiqr`;
const withSession = (publicUrl: string, action: string, session: string, serial: string): string =>
  `${authenticationEndpoint(publicUrl)}?action=${action}&session=${encodeURIComponent(session)}` +
  `&serial=${encodeURIComponent(serial)}`;

export const metadataUrl = (publicUrl: string, session: string, serial: string): string =>
  withSession(publicUrl, "metadata", session, serial);
export const enrollmentUrl = (publicUrl: string, session: string, serial: string): string =>
  withSession(publicUrl, "enrollment", session, serial);

/** Writes the text of an enrolment QR code. iOS needs the trailing slash of the universal form. */
export const enrolmentQrText = (metadata: string, format: UrlFormat): string =>
  format.kind === "scheme"
    ? `tiqrenroll://${metadata}`
    : `${format.base}/tiqrenroll/?metadata=${encodeURIComponent(metadata)}`;

/**
 * Writes the text of a login QR code. Every part is percent-encoded once, a space as %20: with
 * privacyIDEA's `+` for a space, Kotlin and iOS find no identity, and raw non-ASCII fails on iOS.
 * iOS decodes the path before it splits it, and would read what follows a `/` in a name as an old
 * protocol's version. So a `/` becomes a `-`.
 */
export function loginQrText(link: AuthenticationLink, format: UrlFormat): string {
  const { userId, serviceIdentifier, sessionKey, question, displayName } = link;
  const user = userId === undefined ? undefined : encodeURIComponent(userId);
  if (format.kind === "scheme") {
    const at = user === undefined ? "" : `${user}@`;
    const name = encodeURIComponent(displayName.replaceAll("/", "-"));
    return `tiqrauth://${at}${serviceIdentifier}/${sessionKey}/${question}/${name}/${PROTOCOL_VERSION}`;
  }
  const u = user === undefined ? "" : `u=${user}&`;
  return `${format.base}/tiqrauth/?${u}s=${sessionKey}&q=${question}&i=${serviceIdentifier}&v=${PROTOCOL_VERSION}`;
}

/** Reads the metadata URL from an enrolment QR text of either form. Undefined for another text. */
export function readEnrolmentQrText(text: string): string | undefined {
  const scheme = /^tiqrenroll:\/\/(https?:\/\/.+)$/.exec(text);
  if (scheme) return scheme[1];
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && /^\/tiqrenroll\/?$/.test(url.pathname) ? (url.searchParams.get("metadata") ?? undefined) : undefined;
}

/** Reads the login from a login QR text of either form. Returns undefined for any other text. */
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
 * Writes an enrolment as a link on a page. A browser drops the colon of an empty port (URL
 * standard), so the app gets `tiqrenroll://https//host`. iOS mends that (tiqr app
 * EnrollmentChallenge.m); on Android OkHttp finds no scheme in `https//host`. So Android gets
 * `https:x@host`, which no browser changes and OkHttp reads as https://host with a user `x` that it
 * does not send. iOS cannot read that form.
 */
export const enrolmentLink = (metadata: string, onAndroid: boolean): string =>
  `tiqrenroll://${onAndroid ? metadata.replace("://", ":x@") : metadata}`;

/**
 * Rewrites a login or an enrolment as tiqrauth:// or tiqrenroll://, which apps also open from a
 * page. Undefined for any other text. The name is not in a universal link: its host stands in.
 */
export function schemeLink(text: string, onAndroid: boolean): string | undefined {
  const login = readLoginQrText(text);
  if (login) return loginQrText(login, { kind: "scheme" });
  const metadata = readEnrolmentQrText(text);
  return metadata === undefined ? undefined : enrolmentLink(metadata, onAndroid);
}

function decodeOrUndefined(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
