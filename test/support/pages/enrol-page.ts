// The enrolment page as a browser without scripts uses it: cookies, forms, redirects.

import { expect } from "vitest";
import { asAdmin, ORIGIN, type Reply, type Send, worker } from "../service.ts";

/** Makes a link with these fields, and returns its path. */
export async function newLink(fields: Record<string, string>): Promise<string> {
  const { json } = await asAdmin("POST", "/token/enrollmentlink", fields);
  expect(json.result.value).toBe(true);
  expect(json.detail.link).toMatch(/^https:\/\/tiqr\.test\/enrol\/[A-Za-z0-9_-]{22}$/);
  return json.detail.link.slice(ORIGIN.length);
}

export class EnrolBrowser {
  readonly #send: Send;
  cookies = new Map<string, string>();
  /** The Set-Cookie headers of the last reply. */
  setCookies: string[] = [];
  language: string | undefined;
  /** Headers of every request, such as a User-Agent. */
  headers: Readonly<Record<string, string>> = {};

  constructor(send: Send = worker) {
    this.#send = send;
  }

  get = (path: string): Promise<Reply> => this.#request(path, { method: "GET" });

  post = (path: string, fields: Record<string, string>): Promise<Reply> =>
    this.#request(path, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { "Sec-Fetch-Site": "same-origin", Origin: "null" },
    });

  /** Takes a step of the page, with the headers by which a browser names its origin. */
  step(path: string, step: string, fields: Record<string, string> = {}, headers?: Record<string, string>) {
    return this.#request(`${path}/${step}`, {
      method: "POST",
      // Typed twice, as the page asks.
      body: new URLSearchParams(step === "pin" ? { repeat: fields.pin ?? "", ...fields } : fields),
      headers: headers ?? { "Sec-Fetch-Site": "same-origin", Origin: "null" },
    });
  }

  /** Opens a link and starts; returns the next page. */
  async start(path: string): Promise<Reply> {
    await this.get(path);
    expect((await this.step(path, "start")).status).toBe(303);
    return this.get(path);
  }

  /** The state that the page shows; with a QR code also its number of uses, as in `started-0`. */
  async state(path: string): Promise<string> {
    const { text } = await this.get(path);
    return /data-known="([^"]*)"/.exec(text)?.[1] ?? /data-state="([^"]*)"/.exec(text)?.[1] ?? "";
  }

  async #request(path: string, init: RequestInit): Promise<Reply> {
    const headers = new Headers({ ...this.headers, ...(init.headers as Record<string, string>) });
    if (this.language) headers.set("Accept-Language", this.language);
    if (this.cookies.size > 0) headers.set("Cookie", [...this.cookies].map((pair) => pair.join("=")).join("; "));
    const response = await this.#send(new Request(ORIGIN + path, { ...init, headers, redirect: "manual" }));
    this.setCookies = response.headers.getSetCookie();
    for (const line of this.setCookies) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(name, value);
    }
    const text = await response.text();
    const json = text.startsWith("{") ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, text, json };
  }
}

/** The target of the button for phones, which is also the text of the QR code. */
export const codeIn = ({ text }: Reply): string =>
  /href="(tiqr(?:enroll|auth):[^"]*)"/.exec(text)?.[1]?.replaceAll("&amp;", "&") ?? "";

/** The id that a page's script watches. */
export const enrolmentIn = ({ text }: Reply): string => /data-enrollment="([0-9a-f]*)"/.exec(text)?.[1] ?? "";

export const transactionIn = ({ text }: Reply): string => /name="transaction_id" value="(\d+)"/.exec(text)?.[1] ?? "";

/** The fields with which the page finishes a test login. */
export const trialIn = (reply: Reply): Record<string, string> => ({
  transaction_id: transactionIn(reply),
  factor: /name="factor" value="([^"]*)"/.exec(reply.text)?.[1] ?? "",
});

export const headingIn = ({ text }: Reply): string => /<h1[^>]*>([^<]*)/.exec(text)?.[1] ?? "";
