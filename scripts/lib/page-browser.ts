// A browser without a screen, for walks over the pages of several sites: it keeps cookies by the
// rules of SameSite, says where a request comes from, goes where a page leads by itself, and sends
// forms. It runs no script. It takes any `fetch`, so that the tests give it the worker's own, and
// `npm run example` the network.

interface PageForm {
  readonly action: URL;
  readonly method: string;
  /** Fields of the form with the values that they have. */
  readonly fields: Readonly<Record<string, string>>;
  /** Marked for the script of our pages, which sends it as soon as the page is there. */
  readonly goesByItself: boolean;
}

/**
 * What the browser shows. An address that it does not ask, because no site is there, is shown as
 * status 0.
 */
export interface BrowserPage {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly forms: readonly PageForm[];
  /** Fields that were sent to `url` by POST. */
  readonly sent: Readonly<Record<string, string>> | undefined;
}

interface Cookie {
  readonly value: string;
  readonly host: string;
  /** Sent to the hosts below `host`, too. */
  readonly wide: boolean;
  readonly sameSite: string;
}

type Fields = Readonly<Record<string, string>>;

export interface PageBrowserOptions {
  readonly fetch: (request: Request) => Promise<Response>;
  /** Whether a site is at this address. The browser stops before all others. */
  readonly serves?: (url: URL) => boolean;
  /** Gets each request that is about to be sent. */
  readonly sees?: (request: Request) => void;
}

/** No page of ours leads further than this; more would be a loop. */
const MAX_HOPS = 10;

export class PageBrowser {
  readonly #options: PageBrowserOptions;
  #cookies = new Map<string, Cookie>();

  constructor(options: PageBrowserOptions) {
    this.#options = options;
  }

  /** Opens an address as a link on a page of `from` does, or as if it were typed in. */
  open(address: URL | string, from?: URL): Promise<BrowserPage> {
    return this.#go(new URL(address), undefined, from);
  }

  /** Sends the form of `page` whose action ends in this path, with these values. */
  submit(page: BrowserPage, path: string, values: Fields = {}): Promise<BrowserPage> {
    const form = page.forms.find(({ action }) => action.pathname === path);
    if (!form) throw new Error(`no form to ${path} at ${page.url}: ${textIn(page)}`);
    return this.post(form.action, { ...form.fields, ...values }, page.url);
  }

  /** Sends fields as a form on a page of `from` does. */
  post(address: URL | string, fields: Fields, from?: URL): Promise<BrowserPage> {
    return this.#go(new URL(address), fields, from);
  }

  /**
   * The cookies for this address, by name, as the browser sends them there from a page of the same
   * site.
   */
  cookiesFor(address: URL | string): Map<string, string> {
    const { hostname } = new URL(address);
    const fitting = [...this.#cookies].filter(([, cookie]) => isFor(cookie, hostname));
    return new Map(fitting.map(([key, { value }]) => [key.slice(key.indexOf(" ") + 1), value]));
  }

  /** Puts a cookie in, as an attacker may who has the browser for a moment. */
  plant(address: URL | string, name: string, value: string): void {
    const { hostname } = new URL(address);
    this.#cookies.set(`${hostname} ${name}`, { value, host: hostname, wide: false, sameSite: "lax" });
  }

  async #go(to: URL, fields: Fields | undefined, from: URL | undefined): Promise<BrowserPage> {
    let [url, sent, crossed] = [to, fields, from !== undefined && from.origin !== to.origin];
    for (let hop = 0; hop < MAX_HOPS; hop++) {
      const page = await this.#ask(url, sent, from, crossed);
      const onward = page.status === 0 ? undefined : leadsTo(page);
      if (!onward) return page;
      if (onward.url.origin !== url.origin) crossed = true;
      [url, sent] = [onward.url, onward.fields];
    }
    throw new Error(`a loop: ${url}`);
  }

  async #ask(url: URL, sent: Fields | undefined, from: URL | undefined, crossed: boolean): Promise<BrowserPage> {
    if (this.#options.serves && !this.#options.serves(url))
      return { url, status: 0, headers: new Headers(), text: "", forms: [], sent };
    const headers = new Headers({ Accept: "text/html", "Accept-Language": "en" });
    headers.set("Sec-Fetch-Site", crossed ? "cross-site" : from ? "same-origin" : "none");
    headers.set("Sec-Fetch-Mode", "navigate");
    headers.set("Sec-Fetch-Dest", "document");
    if (sent) headers.set("Origin", from?.origin ?? "null");
    const cookies = [...this.#cookies].filter(
      ([, cookie]) => isFor(cookie, url.hostname) && mayGo(cookie, crossed, sent),
    );
    if (cookies.length > 0)
      headers.set(
        "Cookie",
        cookies.map(([key, { value }]) => `${key.slice(key.indexOf(" ") + 1)}=${value}`).join("; "),
      );
    const body = sent ? { method: "POST", body: new URLSearchParams(sent) } : {};
    const request = new Request(url, { headers, redirect: "manual", ...body });
    this.#options.sees?.(request);
    const response = await this.#options.fetch(request);
    for (const line of response.headers.getSetCookie()) this.#keep(line, url.hostname);
    const text = await response.text();
    return { url, status: response.status, headers: response.headers, text, forms: formsIn(text, url), sent };
  }

  #keep(line: string, hostname: string): void {
    const [pair = "", ...rest] = line.split(/;\s*/);
    const attributes = new Map(rest.map((part) => part.toLowerCase().split("=", 2) as [string, string | undefined]));
    const [, name = "", value = ""] = /^([^=]+)=(.*)$/.exec(pair) ?? [];
    const host = attributes.get("domain") ?? hostname;
    const key = `${host} ${name}`;
    if (attributes.get("max-age") === "0") this.#cookies.delete(key);
    else
      this.#cookies.set(key, {
        value,
        host,
        wide: attributes.has("domain"),
        sameSite: attributes.get("samesite") ?? "lax",
      });
  }
}

const isFor = ({ host, wide }: Cookie, hostname: string): boolean =>
  hostname === host || (wide && hostname.endsWith(`.${host}`));

/**
 * Strict cookies stay at home when another site sends the browser, Lax ones only with a POST (RFC
 * 6265bis §5.5.1).
 */
const mayGo = ({ sameSite }: Cookie, crossed: boolean, sent: Fields | undefined): boolean =>
  !crossed || sameSite === "none" || (sameSite === "lax" && sent === undefined);

/** Where a page leads by itself: a redirect, Refresh, or a form that its script would send. */
function leadsTo({ url, status, headers, forms }: BrowserPage): { url: URL; fields: Fields | undefined } | undefined {
  const location = headers.get("Location");
  if (location && status >= 300 && status < 400) return { url: new URL(location, url), fields: undefined };
  const refresh = /^0;\s*url=(.+)$/i.exec(headers.get("Refresh") ?? "")?.[1];
  if (refresh) return { url: new URL(refresh, url), fields: undefined };
  const form = forms.find(({ goesByItself }) => goesByItself);
  return form && { url: form.action, fields: form.fields };
}

const attributeIn = (tag: string, name: string): string | undefined => {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? undefined : plainText(value);
};

export const plainText = (html: string): string =>
  html
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

function formsIn(text: string, url: URL): PageForm[] {
  return [...text.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, tag = "", inside = ""]) => ({
    action: new URL(attributeIn(` ${tag}`, "action") ?? url.href, url),
    method: (attributeIn(` ${tag}`, "method") ?? "get").toLowerCase(),
    goesByItself: /\sdata-return\b/.test(tag),
    fields: Object.fromEntries(
      [...inside.matchAll(/<input\b[^>]*>/g)].flatMap(([input]) => {
        const name = attributeIn(input, "name");
        return name === undefined ? [] : [[name, attributeIn(input, "value") ?? ""]];
      }),
    ),
  }));
}

/** The text of the page as a person reads it. */
export const textIn = ({ text }: Pick<BrowserPage, "text">): string =>
  plainText(
    (/<main\b[\s\S]*<\/main>/.exec(text)?.[0] ?? text)
      .replace(/<(script|style)\b[\s\S]*?<\/\1>/g, "")
      .replace(/<[^>]+>/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
  );

/** The link in the QR code, which the page also offers to a phone that shows it. */
export function qrTextIn({ text }: Pick<BrowserPage, "text">): string | undefined {
  const link = /href="(tiqrauth:[^"]*)"/.exec(text)?.[1];
  return link && plainText(link);
}
