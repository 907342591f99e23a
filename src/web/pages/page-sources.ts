// What a page may use beside this host: the operator's logo and, for a sign-in, the picture of the application and, where its answer goes
// by form_post, the addresses to which a form may lead. All else is of this host (./page-headers.ts).

import type { Context } from "hono";
import { isWebHost } from "../../core/oidc/clients/client-uris.ts";
import type { Application } from "../login/view.ts";

const KEY = "pageSources";

interface PageSources {
  readonly image: string | undefined;
  readonly form: string | undefined;
}

export const allowSourcesOf = (c: Context, application: Pick<Application, "logo" | "refusal"> | undefined): void => {
  if (application) c.set(KEY, sourcesOf(application));
};

function sourcesOf({ logo, refusal }: Pick<Application, "logo" | "refusal">): PageSources {
  return {
    image: logo === undefined ? undefined : pictureSource(logo),
    form: refusal.responseMode === "form_post" ? formSources(refusal.redirectUri) : undefined,
  };
}

/**
 * Chromium holds form-action against the redirects as well that follow the form, and an application may lead on from its callback to any
 * of its hosts. So this names all of https. It is on each page of such a sign-in, since the script shows the last one in the first.
 */
function formSources(redirectUri: string): string {
  const { protocol } = new URL(redirectUri);
  const origin = protocol === "https:" ? undefined : originOf(redirectUri);
  return origin === undefined ? "https:" : `https: ${origin}`;
}

/** A host with a `;` or a `,` would write a directive of its own, so it is no source. No new address has one; a stored one may. */
function originOf(address: string): string | undefined {
  const { hostname, origin } = new URL(address);
  return isWebHost(hostname) ? origin : undefined;
}

/** A path with one of these would end the source, or the policy (CSP3 §2.3.1), so then the whole host may be used. */
function pictureSource(address: string): string | undefined {
  const origin = originOf(address);
  const { pathname } = new URL(address);
  return origin === undefined || /[;,']/.test(pathname) ? origin : `${origin}${pathname}`;
}

/** Adds them to the policy that the page has got. */
export function addPageSources(c: Context, brandLogo: string): void {
  const sources = c.get(KEY) as PageSources | undefined;
  const policy = c.res.headers.get(POLICY);
  const logo = brandLogo.startsWith("/") ? undefined : pictureSource(brandLogo);
  if (!policy || (!sources && !logo)) return;
  const add = (text: string, directive: string, source: string | undefined) =>
    source === undefined ? text : text.replace(directive, `${directive} ${source}`);
  const ours = add(policy, "img-src 'self'", logo);
  c.res.headers.set(POLICY, add(add(ours, "img-src 'self'", sources?.image), "form-action 'self'", sources?.form));
}

const POLICY = "Content-Security-Policy";
