// The console as a browser without script uses it: it keeps the cookie and follows redirects.

import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { ORIGIN, type Reply, requestOver, type Send, worker } from "../../../../test/support/service.ts";

export const SAME_ORIGIN = { "Sec-Fetch-Site": "same-origin", Origin: "null" };
export const CONSOLE_COOKIE = "__Host-console";

export class ConsoleBrowser {
  cookie: string | undefined;
  language: string | undefined;
  readonly #send: Send;

  constructor(send: Send = worker) {
    this.#send = send;
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Reply> {
    return this.#keep(
      await requestOver(this.#send, path, { redirect: "manual", headers: { ...this.#headers(), ...headers } }),
    );
  }

  /** `from`: the page that the browser names as the form's origin. */
  async post(path: string, fields: Record<string, string> = {}, from: Record<string, string> = SAME_ORIGIN) {
    const headers = { ...this.#headers(), ...from };
    return this.#keep(
      await requestOver(this.#send, path, {
        method: "POST",
        redirect: "manual",
        headers,
        body: new URLSearchParams(fields),
      }),
    );
  }

  /** The body need not be a form. */
  async postRaw(path: string, type: string, body: string): Promise<Reply> {
    const headers = { ...this.#headers(), ...SAME_ORIGIN, "Content-Type": type };
    return this.#keep(await requestOver(this.#send, path, { method: "POST", redirect: "manual", headers, body }));
  }

  signIn(username: string, password: string): Promise<Reply> {
    return this.post("/console/sign-in", { username, password });
  }

  /** Follows the redirects of a sign-in to the end. */
  async follow(signedIn: Reply): Promise<Reply> {
    const next = leadsTo(signedIn);
    return next?.startsWith("/console/sign-in/done") ? this.get(next) : signedIn;
  }

  #headers(): Record<string, string> {
    return {
      ...(this.cookie ? { Cookie: `${CONSOLE_COOKIE}=${this.cookie}` } : {}),
      ...(this.language ? { "Accept-Language": this.language } : {}),
    };
  }

  #keep(reply: Reply): Reply {
    for (const line of reply.headers.getSetCookie()) {
      const [, value = ""] = new RegExp(`^${CONSOLE_COOKIE}=([^;]*)`).exec(line) ?? [];
      this.cookie = value || undefined;
    }
    return reply;
  }
}

export async function signedInBrowser(name = "admin", password = ADMIN_PASSWORD): Promise<ConsoleBrowser> {
  const browser = new ConsoleBrowser();
  await browser.signIn(name, password);
  return browser;
}

/** The address to which a reply redirects. */
export const leadsTo = ({ status, headers }: Reply): string | undefined =>
  status === 303 ? headers.get("Location")?.replace(ORIGIN, "") : undefined;

/**
 * The address of the sign-in that leads back to this page. `over`: it says that the session has
 * ended.
 */
export function signInLeadingTo(path: string, over: "over" | "" = ""): string {
  const query = [path === "/console" ? "" : `to=${encodeURIComponent(path)}`, over].filter(Boolean).join("&");
  return query ? `/console/sign-in?${query}` : "/console/sign-in";
}

/**
 * The hidden fields of the form on a page; the choice of a language at its foot is another form.
 */
export const hiddenFields = ({ text }: Reply): Record<string, string> =>
  Object.fromEntries(
    [...text.replace(/<\/main>.*/s, "").matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
      ([, name = "", value = ""]) => [name, value.replaceAll("&amp;", "&")],
    ),
  );

/** What a form sends if somebody new is chosen for this name. */
export const newPerson = (user: string): string => JSON.stringify([user]);
