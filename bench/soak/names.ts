// The names under which a soak's service and a host behind a proxy are reached. Forward
// authentication needs a domain above both, and nothing on this machine has to know these names.
import type { PageBrowserOptions } from "../../scripts/lib/page-browser.ts";

export const DOMAIN = "soak.test";
export const LOGIN = `https://login.${DOMAIN}`;
export const WIKI = `https://wiki.${DOMAIN}`;

/** A `fetch` for which the service at `origin` has the name LOGIN. */
export const knowing =
  (origin: string): typeof fetch =>
  (input, init) =>
    fetch(String(input).replace(LOGIN, origin), init);

/**
 * A browser's way to both hosts. The proxy before WIKI does what those of docs/forward-auth.md do:
 * it asks the service about each request, and shows the page to whom it lets in.
 */
export const throughProxy =
  (fetchOver: typeof fetch): PageBrowserOptions["fetch"] =>
  async (request) => {
    const { origin, pathname, search } = new URL(request.url);
    const { method, headers } = request;
    const body = method === "POST" ? await request.text() : null;
    if (origin === LOGIN) return fetchOver(request.url, { method, headers, body, redirect: "manual" });
    headers.set("X-Forwarded-Method", method);
    headers.set("X-Forwarded-Proto", "https");
    headers.set("X-Forwarded-Host", new URL(WIKI).host);
    headers.set("X-Forwarded-URI", pathname + search);
    const asked = await fetchOver(`${LOGIN}/authz/forward-auth`, { headers, redirect: "manual" });
    return asked.status === 200 ? new Response(`${asked.headers.get("Remote-User")} is in the wiki`) : asked;
  };
