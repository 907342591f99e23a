// The names under which a soak's service and a host behind a proxy are reached. Forward
// authentication needs a domain above both, and nothing on this machine has to know these names.
import type { PageBrowserOptions } from "../../scripts/lib/page-browser.ts";

export const DOMAIN = "soak.test";
export const SERVICE_URL = `https://login.${DOMAIN}`;
export const WIKI_URL = `https://wiki.${DOMAIN}`;

/** A `fetch` for which the service at `origin` has the name SERVICE_URL. */
export const knowing =
  (origin: string): typeof fetch =>
  (input, init) =>
    fetch(String(input).replace(SERVICE_URL, origin), init);

/**
 * A browser's way to both hosts. The proxy before WIKI_URL does what those of docs/forward-auth.md
 * do: it asks the service about each request, and shows the page to whom it lets in.
 */
export const throughProxy =
  (fetchOver: typeof fetch): PageBrowserOptions["fetch"] =>
  async (request) => {
    const { origin, pathname, search } = new URL(request.url);
    const { method, headers } = request;
    const body = method === "POST" ? await request.text() : null;
    if (origin === SERVICE_URL) return fetchOver(request.url, { method, headers, body, redirect: "manual" });
    headers.set("X-Forwarded-Method", method);
    headers.set("X-Forwarded-Proto", "https");
    headers.set("X-Forwarded-Host", new URL(WIKI_URL).host);
    headers.set("X-Forwarded-URI", pathname + search);
    const verdict = await fetchOver(`${SERVICE_URL}/authz/forward-auth`, { headers, redirect: "manual" });
    return verdict.status === 200 ? new Response(`${verdict.headers.get("Remote-User")} is in the wiki`) : verdict;
  };
