// A browser at the login page, without a script: it keeps cookies, sends its origin with forms, and
// reads the pages.

import { ORIGIN, type Reply, requestOver, type Send, worker } from "../service.ts";

export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #send: Send;

  constructor(send: Send = worker) {
    this.#send = send;
  }

  /** `headers` replace its own. */
  async request(path: string, init: RequestInit = {}): Promise<Reply> {
    const cookie = [...this.cookies].map((pair) => pair.join("=")).join("; ");
    const headers = { Origin: ORIGIN, "Sec-Fetch-Site": "same-origin", Cookie: cookie, ...init.headers };
    const reply = await requestOver(this.#send, path, { ...init, headers });
    for (const line of reply.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0\b/.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return reply;
  }

  post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Reply> {
    return this.request(path, { method: "POST", body: new URLSearchParams(fields), headers });
  }

  /** Fills the form in and sends it. */
  async begin(fields: Record<string, string>): Promise<PageLogin> {
    const reply = await this.post("/login/begin", fields);
    const [link, transactionId] = [linkIn(reply), hiddenIn(reply, "transaction_id")];
    if (link === undefined || transactionId === undefined) throw new Error(`no QR code: ${stateIn(reply)}`);
    return { reply, link, transactionId };
  }

  result(transactionId: string, response?: string): Promise<Reply> {
    return this.post("/login/result", { transaction_id: transactionId, ...(response ? { response } : {}) });
  }
}

export interface PageLogin {
  readonly reply: Reply;
  readonly link: string;
  readonly transactionId: string;
}

const plainText = (html: string): string =>
  html.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&lt;", "<").replaceAll("&amp;", "&");

/** The state of the page, as its script reads it. */
export const stateIn = ({ text }: Reply): string | undefined => /data-state="([^"]*)"/.exec(text)?.[1];
export const linkIn = ({ text }: Reply): string | undefined => {
  const link = /href="(tiqrauth:[^"]*)"/.exec(text)?.[1];
  return link && plainText(link);
};
export function hiddenIn({ text }: Reply, name: string): string | undefined {
  const value = new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`).exec(text)?.[1];
  return value === undefined ? undefined : plainText(value);
}
/** The address to which the page leads back. */
export function returnIn({ text }: Reply): URL | undefined {
  const tag = /<a [^>]*data-return[^>]*>/.exec(text)?.[0] ?? "";
  const address = /href="([^"]*)"/.exec(tag)?.[1];
  return address === undefined ? undefined : new URL(plainText(address));
}
