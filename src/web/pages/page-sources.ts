// What a page may use besides this host: the operator's logo and, at a sign-in, the application's
// picture and, for form_post, the addresses a form may lead to (the rest: ./page-headers.ts).

import type { Context } from "hono";
import { isWebHost } from "../../core/oidc/clients/client-uris.ts";
import type { AuthorizationResponse } from "../../core/oidc/requests/answer.ts";

const KEY = "pageSources";

/** What a sign-in shows of the application, and the answer that leads back to it. */
interface ApplicationSources {
  readonly logo: string | undefined;
  readonly refusal: AuthorizationResponse;
}

interface PageSources {
  readonly image: string | undefined;
  readonly form: string | undefined;
}

export const allowSourcesOf = (c: Context, application: ApplicationSources | undefined): void => {
  if (application) c.set(KEY, sourcesOf(application));
};

/** Of a page that shows an application and leads to no address of it. */
export const allowPicture = (c: Context, picture: string | null): void => {
  if (picture !== null) c.set(KEY, { image: pictureSource(picture), form: undefined } satisfies PageSources);
};

function sourcesOf({ logo, refusal }: ApplicationSources): PageSources {
  return {
    image: logo === undefined ? undefined : pictureSource(logo),
    form: refusal.responseMode === "form_post" ? formSources(refusal.redirectUri) : undefined,
  };
}

/**
 * Chromium applies form-action to redirects after a form, too, and an application may lead on to
 * any of its hosts, so this is all of https. Each page of such a sign-in has it, for the script
 * shows the last one in the first.
 */
function formSources(redirectUri: string): string {
  const { protocol } = new URL(redirectUri);
  const origin = protocol === "https:" ? undefined : originOf(redirectUri);
  return origin === undefined ? "https:" : `https: ${origin}`;
}

/**
 * A host with `;` or `,`, which a stored one may have, would add a directive, so it is left out.
 */
function originOf(address: string): string | undefined {
  const { hostname, origin } = new URL(address);
  return isWebHost(hostname) ? origin : undefined;
}

/** Such a path would end the source or the policy (CSP3 §2.3.1): then the whole host is named. */
function pictureSource(address: string): string | undefined {
  const origin = originOf(address);
  const { pathname } = new URL(address);
  return origin === undefined || /[;,']/.test(pathname) ? origin : `${origin}${pathname}`;
}

/** Adds them to the policy of the page. */
export function addPageSources(c: Context, brandLogo: string): void {
  const sources: PageSources | undefined = c.get(KEY);
  const policy = c.res.headers.get(POLICY);
  const logo = brandLogo.startsWith("/") ? undefined : pictureSource(brandLogo);
  if (!policy || (!sources && !logo)) return;
  const add = (text: string, directive: string, source: string | undefined) =>
    source === undefined ? text : text.replace(directive, `${directive} ${source}`);
  const ours = add(policy, "img-src 'self'", logo);
  c.res.headers.set(POLICY, add(add(ours, "img-src 'self'", sources?.image), "form-action 'self'", sources?.form));
}

const POLICY = "Content-Security-Policy";
