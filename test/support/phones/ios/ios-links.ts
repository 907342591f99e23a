// How the iOS app reads links and metadata: as URLs in the strict sense, universal links only for
// its paths, and metadata almost without checks. A build may enforce hosts for universal links, as
// builds before June 2023 did; the measured build knows no host. The behaviour of a build that has
// hosts is known from the app's TiqrConfig.m, not measured.

import type { ScannedLogin } from "../test-phone.ts";

const URL_CHARACTERS = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/;

export function iosMetadataUrl(link: string, hosts?: readonly string[]): string | undefined {
  if (!URL_CHARACTERS.test(link)) return undefined;
  const scheme = /^tiqrenroll:\/\/(.+)$/.exec(link)?.[1];
  if (scheme !== undefined) return mended(scheme);
  const metadata = universal(link, "/tiqrenroll/", hosts)?.get("metadata") ?? undefined;
  // The metadata must be on one of the hosts, too.
  return metadata !== undefined && URL.canParse(metadata) && isOneOf(hosts, new URL(metadata).hostname)
    ? metadata
    : undefined;
}

/** It knows how a browser spoils a link, but only of https. */
function mended(text: string): string | undefined {
  const url = text.replace(/^https\/\//, "https://");
  return /^https?:\/\/./.test(url) ? url : undefined;
}

export function readIosLogin(link: string, hosts?: readonly string[]): ScannedLogin | undefined {
  if (!URL_CHARACTERS.test(link)) return undefined;
  const scheme = /^tiqrauth:\/\/(?:([^@/?#]*)@)?([^@/?#]+)([^?#]*)/.exec(link);
  if (scheme) {
    const [, user, service = "", path = ""] = scheme;
    // NSURL decodes the path before it splits it, so an escaped slash splits, too. Empty parts of
    // the path do not count.
    const [sessionKey, question, , version = "1"] = decodeURIComponent(path)
      .split("/")
      .filter((part) => part !== "");
    if (!sessionKey || !question) return undefined;
    return { user: user === undefined ? undefined : decodeURIComponent(user), service, sessionKey, question, version };
  }
  const query = universal(link, "/tiqrauth/", hosts);
  const [service, sessionKey, question] = ["i", "s", "q"].map((name) => query?.get(name));
  if (!service || !sessionKey || !question) return undefined;
  return { user: query?.get("u") ?? undefined, service, sessionKey, question, version: query?.get("v") ?? "1" };
}

/**
 * The query of a universal link. The path must match exactly: without its last slash it is no link
 * of the app.
 */
function universal(link: string, path: string, hosts: readonly string[] | undefined): URLSearchParams | undefined {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  return url?.protocol === "https:" && url.pathname === path && isOneOf(hosts, url.hostname)
    ? url.searchParams
    : undefined;
}

/** If no host is enforced, any host is allowed. */
const isOneOf = (hosts: readonly string[] | undefined, host: string): boolean =>
  hosts === undefined || hosts.some((each) => host === each || host.endsWith(`.${each}`));

export interface IosMetadata {
  readonly service: string | undefined;
  readonly identity: string | undefined;
  readonly suite: string;
  readonly authenticationUrl: string;
  readonly logoUrl: string | undefined;
  readonly enrollmentUrl: string | undefined;
}

/** There must be a service and an identity. Missing fields in them are noticed later, or never. */
export async function readIosMetadata(response: Response): Promise<IosMetadata | undefined> {
  const { service, identity } = parse(await response.text()) ?? {};
  if (response.status >= 400 || !service || !identity) return undefined;
  return {
    service: textOf(service.identifier),
    identity: textOf(identity.identifier),
    suite: textOf(service.ocraSuite) ?? "",
    authenticationUrl: textOf(service.authenticationUrl) ?? "",
    logoUrl: textOf(service.logoUrl),
    enrollmentUrl: textOf(service.enrollmentUrl),
  };
}

/** Null becomes the text `<null>`. */
const textOf = (value: unknown): string | undefined =>
  value === undefined ? undefined : value === null ? "<null>" : String(value);

type Fields = Readonly<Record<string, unknown>>;

function parse(text: string): { service?: Fields; identity?: Fields } | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
