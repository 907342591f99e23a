// The service as an application and an administrator see it: black box, over the worker's own fetch.

import { exports } from "cloudflare:workers";

export const ORIGIN = "https://tiqr.test";

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: replies are looked into freely
  json: any;
}

export async function request(path: string, init: RequestInit = {}): Promise<Reply> {
  const response = await exports.default.fetch(new Request(ORIGIN + path, init));
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parse(text) };
}

export const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Reply> =>
  request(path, { method: "POST", body: new URLSearchParams(fields), headers });

let token: string | undefined;

/** The administrator's headers. */
export async function admin(): Promise<Record<string, string>> {
  token ??= (await post("/auth", { username: "admin", password: "test" })).json.result.value.token as string;
  return { "PI-Authorization": token };
}

export const asAdmin = async (method: string, path: string, fields?: Record<string, string>): Promise<Reply> =>
  request(path, { method, headers: await admin(), ...(fields ? { body: new URLSearchParams(fields) } : {}) });

export const initToken = (fields: Record<string, string>): Promise<Reply> => asAdmin("POST", "/token/init", { type: "tiqr", ...fields });

export const check = (fields: Record<string, string>): Promise<Reply> => post("/validate/check", fields);
export const poll = (transactionId: string): Promise<Reply> => request(`/validate/polltransaction?transaction_id=${transactionId}`);

/** The one token of a serial, as the administrator sees it. */
export async function tokenOf(serial: string): Promise<Record<string, unknown>> {
  return (await asAdmin("GET", `/token/?serial=${serial}`)).json.result.value.tokens[0];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
