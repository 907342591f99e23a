// How the Android app since 2020 (Kotlin) reads links, of both forms and any host, and metadata,
// which must be complete.

import type { ScannedLogin } from "../test-phone.ts";

const SERVICE = ["displayName", "identifier", "logoUrl", "infoUrl", "authenticationUrl", "ocraSuite", "enrollmentUrl"];

export function kotlinMetadataUrl(link: string): string | undefined {
  const scheme = /^tiqrenroll:\/\/(.+)$/.exec(link)?.[1];
  return scheme !== undefined
    ? readAsOkHttp(scheme)
    : /^https:\/\/[^/]+\/tiqrenroll\/?\?/.test(link)
      ? parameter(link, "metadata")
      : undefined;
}

/**
 * OkHttp takes any number of slashes, even none, as the URL standard does, and keeps credentials to
 * itself.
 */
function readAsOkHttp(text: string): string | undefined {
  const url = /^https?:/.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (!url) return undefined;
  url.username = "";
  url.password = "";
  return url.href;
}

export function readKotlinLogin(link: string): ScannedLogin | undefined {
  const scheme = /^tiqrauth:\/\/([^/?#]*)([^?#]*)/.exec(link);
  if (scheme) {
    const [, authority = "", path = ""] = scheme;
    const at = authority.lastIndexOf("@");
    const [sessionKey, question, , version = "1"] = path.split("/").slice(1);
    const user = at < 0 ? undefined : decodeURIComponent(authority.slice(0, at));
    return sessionKey && question
      ? { user, service: authority.slice(at + 1), sessionKey, question, version }
      : undefined;
  }
  if (!/^https:\/\/[^/]+\/tiqrauth\/?\?/.test(link)) return undefined;
  const [service, sessionKey, question] = ["i", "s", "q"].map((name) => parameter(link, name));
  if (!service || !sessionKey || !question) return undefined;
  return { user: parameter(link, "u"), service, sessionKey, question, version: parameter(link, "v") ?? "1" };
}

const parameter = (link: string, name: string): string | undefined => new URL(link).searchParams.get(name) ?? undefined;

type Texts = Readonly<Record<string, string | undefined>>;

export function readKotlinMetadata(text: string): { readonly service: Texts; readonly identity: Texts } | undefined {
  const metadata = parse(text) as { service?: Record<string, unknown>; identity?: Record<string, unknown> } | undefined;
  const complete =
    SERVICE.every((field) => typeof metadata?.service?.[field] === "string") &&
    ["identifier", "displayName"].every((field) => typeof metadata?.identity?.[field] === "string");
  return complete ? (metadata as { service: Texts; identity: Texts }) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
