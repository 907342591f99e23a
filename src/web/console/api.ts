// The console's only way to the service: the API that anyone could call, asked inside this worker with the session's token.
// So a session can do what its account can do with a token of /auth and nothing else, each decision is noted in the audit
// trail as that call, and no rule is written twice.

import type { Context } from "hono";
import { ENROLLMENT_HEADER, REASON_HEADER } from "../../http/headers.ts";
import { readReason, type ToldReason } from "./reason.ts";

/** Answers a request as the service does from outside. */
export type Ask = (c: Context, request: Request) => Response | Promise<Response>;

export interface Reply {
  readonly ok: boolean;
  readonly status: number;
  /** Of an error. */
  readonly reason: ToldReason | undefined;
  /** Of an error or a rejection, in English. */
  readonly message: string;
  readonly authentication: string | undefined;
  /** Of an enrolment that was begun. */
  readonly enrolmentId: string;
  // biome-ignore lint/suspicious/noExplicitAny: what each call answers is in docs/api.md; a page reads what it shows
  readonly value: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly detail: any;
}

export type Fields = Readonly<Record<string, string | undefined>>;

export class Api {
  readonly #c: Context;
  readonly #ask: Ask;
  readonly #token: string | undefined;

  constructor(c: Context, ask: Ask, token?: string) {
    this.#c = c;
    this.#ask = ask;
    this.#token = token;
  }

  /** Values of a query are decoded twice (src/http/params.ts), so they are encoded twice. */
  get(path: string, fields: Fields = {}): Promise<Reply> {
    const query = given(fields).map(([name, value]) => `${name}=${encodeURIComponent(encodeURIComponent(value))}`);
    return this.#send("GET", query.length > 0 ? `${path}?${query.join("&")}` : path);
  }

  post(path: string, fields: Fields = {}): Promise<Reply> {
    return this.#send("POST", path, JSON.stringify(fields));
  }

  delete(path: string): Promise<Reply> {
    return this.#send("DELETE", path);
  }

  async #send(method: string, path: string, json?: string): Promise<Reply> {
    const headers = new Headers();
    if (this.#token) headers.set("PI-Authorization", this.#token);
    if (json !== undefined) headers.set("Content-Type", "application/json");
    const url = new URL(path, this.#c.req.url);
    const response = await this.#ask(
      this.#c,
      new Request(url, { method, headers, ...(json === undefined ? {} : { body: json }) }),
    );
    const { result, detail } = (await response.json()) as {
      result?: { status: boolean; value?: unknown; authentication?: string; error?: { message: string } };
      detail?: { message?: string } | null;
    };
    return {
      ok: result?.status === true,
      status: response.status,
      reason: readReason(response.headers.get(REASON_HEADER)),
      message: result?.error?.message ?? detail?.message ?? "",
      authentication: result?.authentication,
      enrolmentId: response.headers.get(ENROLLMENT_HEADER) ?? "",
      value: result?.value,
      detail,
    };
  }
}

/** An empty field of a search is none. */
const given = (fields: Fields): [string, string][] =>
  Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined && field[1] !== "");

/** The path of one token. */
export const tokenPath = (action: string, serial: string): string =>
  `/token/${action}${action && "/"}${encodeURIComponent(serial)}`;
