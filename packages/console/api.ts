// The console's only way to the service: it calls the public API inside this worker with the
// session's token. So a session can do only what its account can do with a token of /auth, the
// trail notes each decision as that call, and no rule is written twice. The definitions of
// src/http say what each call answers.

import type { Context } from "hono";
import { type Answers, ENROLLMENT_HEADER, type Health, REASON_HEADER, type Right } from "../../src/for-console.ts";
import type { ConsolePlace } from "./frame/places.ts";
import { type ApiReason, apiReason, readReason } from "./frame/reason.ts";

/** Answers a request as the service answers one from outside. */
export type AskApi = (c: Context, request: Request) => Response | Promise<Response>;

/** Method and route, such as `DELETE /token/:serial`. */
type Call = keyof Answers;

interface ReplyHead {
  readonly status: number;
  /** The reason of an error. */
  readonly reason: ApiReason | undefined;
  /** The message of an error, in English. */
  readonly message: string;
  /** The id of an enrolment that the call has begun. */
  readonly enrolmentId: string;
}
export type ApiRefusal = ReplyHead & { readonly ok: false };
export type SuccessReply<C extends Call> = ReplyHead & { readonly ok: true } & Answers[C];
export type ApiReply<C extends Call> = ApiRefusal | SuccessReply<C>;

/** The names in a route, such as `serial` in `/token/:serial`. */
type NamesIn<Route extends string> = Route extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesIn<Rest>
  : Route extends `${string}:${infer Name}`
    ? Name
    : never;

/** The route's own fields and others; empty ones are left out of a query. A body may have lists. */
type Fields<C extends Call> = Readonly<Record<string, unknown>> & Readonly<Record<NamesIn<C>, string>>;

/** The part of a body that is the same for all calls. */
interface Envelope {
  readonly result?: { readonly status: boolean; readonly error?: { readonly message: string } };
  readonly detail?: unknown;
}

const headOf = ({ status, headers }: Response, result: Envelope["result"]): ReplyHead => ({
  status,
  reason: readReason(headers.get(REASON_HEADER)),
  message: result?.error?.message ?? "",
  enrolmentId: headers.get(ENROLLMENT_HEADER) ?? "",
});

/** A refusal that takes the page's place. */
export class RefusedCall extends Error {
  readonly place: ConsolePlace;
  readonly reply: ApiRefusal;

  constructor(place: ConsolePlace, reply: ApiRefusal) {
    super(reply.message);
    this.place = place;
    this.reply = reply;
  }
}

/** For a page whose forms this account could not send: what the API would answer to them. */
export const lacking = (place: ConsolePlace, right: Right): RefusedCall => {
  const reason = apiReason("missing-right", { right });
  return new RefusedCall(place, { ok: false, status: 403, reason, message: "", enrolmentId: "" });
};

export class Api {
  readonly #c: Context;
  readonly #ask: AskApi;
  readonly #token: string | undefined;

  constructor(c: Context, ask: AskApi, token?: string) {
    this.#c = c;
    this.#ask = ask;
    this.#token = token;
  }

  async call<C extends Call>(
    call: C,
    ...[fields]: [NamesIn<C>] extends [never] ? [Fields<C>?] : [Fields<C>]
  ): Promise<ApiReply<C>> {
    const response = await this.#ask(this.#c, this.#requestOf(call, fields ?? {}));
    const { result, detail } = (await response.json()) as Envelope;
    const head = headOf(response, result);
    // The routes use the same types, so a body without an error has the type of this call.
    return result?.status === true
      ? ({ ...head, ok: true, ...result, detail } as unknown as SuccessReply<C>)
      : { ...head, ok: false };
  }

  /** Makes a call without whose success there is no page; `place` is where a refusal is shown. */
  async need<C extends Call>(
    place: ConsolePlace,
    call: C,
    ...fields: [NamesIn<C>] extends [never] ? [Fields<C>?] : [Fields<C>]
  ): Promise<SuccessReply<C>> {
    const reply = await this.call(call, ...fields);
    if (!reply.ok) throw new RefusedCall(place, reply);
    return reply;
  }

  /** GET /health is for monitors and has no envelope. Returns undefined when it cannot tell. */
  async housekeeping(): Promise<Health["housekeeping"]> {
    const response = await this.#ask(this.#c, new Request(new URL("/health", this.#c.req.url)));
    return ((await response.json()) as Pick<Health, "housekeeping">).housekeeping;
  }

  /** Returns the answer of a call that gives a file. */
  async file(call: string, fields: Readonly<Record<string, string>>): Promise<Response | ApiRefusal> {
    const response = await this.#ask(this.#c, this.#requestOf(call, fields));
    if (response.ok) return response;
    const { result } = (await response.json()) as Envelope;
    return { ...headOf(response, result), ok: false };
  }

  #requestOf(call: string, fields: Readonly<Record<string, unknown>>): Request {
    const [method = "", route = ""] = call.split(" ");
    const rest = new Map(Object.entries(fields));
    const path = route.replace(/:(\w+)/g, (_, name: string) => {
      const value = String(rest.get(name) ?? "");
      rest.delete(name);
      return encodeURIComponent(value);
    });
    const headers = new Headers();
    if (this.#token) headers.set("PI-Authorization", this.#token);
    const url = new URL(path, this.#c.req.url);
    if (method === "GET" || method === "DELETE") {
      // src/http/request/params.ts decodes the values of a query twice, so they are encoded twice.
      for (const [name, value] of rest) if (value) url.searchParams.append(name, encodeURIComponent(String(value)));
      return new Request(url, { method, headers });
    }
    headers.set("Content-Type", "application/json");
    return new Request(url, { method, headers, body: JSON.stringify(Object.fromEntries(rest)) });
  }
}
