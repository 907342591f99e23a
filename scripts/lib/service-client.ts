// Calls the service over HTTP as an administrator, an application or a phone. For tests and load
// runs. Every reply is a value, whatever its status; only a broken connection throws.
import type { Phone } from "../../phone/phone.ts";
import { PROTOCOL_HEADER, readReply } from "../../src/tiqr/replies.ts";
import { newPhone, responseOf, sessionKeyIn, unlike } from "./service-phone.ts";

export interface ServiceReply {
  status: number;
  /** The code of TiQR-Reason; null if the reply has none. */
  reason: string | null;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: replies are looked into freely
  json: any;
}

export interface EnrolledPerson {
  readonly user: string;
  readonly pin: string;
  readonly serial: string;
  readonly phone: Phone;
}

/** An open transaction, with the phone's right response and a wrong one. */
export interface TestLogin {
  readonly user: string;
  readonly transactionId: string;
  readonly link: string;
  readonly right: string;
  readonly wrong: string;
}

type Fields = Record<string, string>;

export class Service {
  readonly origin: string;
  #admin: Fields = {};

  readonly fetch: typeof fetch;

  constructor(origin: string, fetchOver: typeof fetch = fetch) {
    this.origin = origin;
    this.fetch = fetchOver;
  }

  /** Signs in as the administrator that `asAdmin` uses from now on. */
  async signIn(username: string, password: string): Promise<void> {
    const reply = await this.post("/auth", { username, password });
    if (reply.status !== 200) throw new Error(`${username} cannot sign in: ${reply.text}`);
    this.#admin = { "PI-Authorization": reply.json.result.value.token };
  }

  async request(path: string, init: RequestInit = {}): Promise<ServiceReply> {
    const response = await this.fetch(new URL(path, this.origin), init);
    const text = await response.text();
    const [reason = null] = response.headers.get("TiQR-Reason")?.split(";") ?? [];
    return { status: response.status, headers: response.headers, reason, text, json: parse(text) };
  }

  post(path: string, fields: Fields, headers: Fields = {}): Promise<ServiceReply> {
    return this.request(path, { method: "POST", body: new URLSearchParams(fields), headers });
  }

  asAdmin(method: string, path: string, fields?: Fields): Promise<ServiceReply> {
    return this.request(path, {
      method,
      headers: this.#admin,
      ...(fields ? { body: new URLSearchParams(fields) } : {}),
    });
  }

  /** For routes whose values are more than texts. */
  postAsAdmin(path: string, value: object): Promise<ServiceReply> {
    const headers = { ...this.#admin, "Content-Type": "application/json" };
    return this.request(path, { method: "POST", headers, body: JSON.stringify(value) });
  }

  init(fields: Fields): Promise<ServiceReply> {
    return this.asAdmin("POST", "/token/init", { type: "tiqr", ...fields });
  }

  /** Makes a token and a phone that has enrolled it. `fields` go to /token/init. */
  async enrol(user: string, fields: Fields = {}): Promise<EnrolledPerson> {
    const pin = fields.pin ?? "1234";
    const reply = await this.init({ user, pin, ...fields });
    const phone = newPhone([], this.fetch);
    const outcome = await phone.enroll(reply.json?.detail?.tiqrenroll?.value ?? reply.text);
    if (outcome.told !== "enrolled") throw new Error(`${user} cannot enrol: ${JSON.stringify(outcome)}`);
    return { user, pin, serial: reply.json.detail.serial, phone };
  }

  check(fields: Fields): Promise<ServiceReply> {
    return this.post("/validate/check", fields);
  }

  async trigger({ user, pin, phone }: EnrolledPerson): Promise<TestLogin> {
    const { json, text } = await this.check({ user, pass: pin });
    if (json?.result?.authentication !== "CHALLENGE") throw new Error(`no challenge for ${user}: ${text}`);
    const { transaction_id: transactionId, attributes } = json.detail;
    const right = await responseOf(phone, attributes.value);
    return { user, transactionId, link: attributes.value, right, wrong: unlike(right) };
  }

  /** Answers as a phone does, and returns the reply's word, such as `ok` or `wrong-response:9`. */
  async answer({ link, user }: Pick<TestLogin, "link" | "user">, response: string): Promise<string> {
    // Users without a realm are in the DEFAULT_REALM of wrangler.toml.
    const form = { sessionKey: sessionKeyIn(link), userId: `${user}_default`, response, operation: "login" };
    const { text } = await this.post("/ttype/tiqr", form, { [PROTOCOL_HEADER]: "2" });
    const reply = readReply(text, "2");
    return reply?.word === "wrong-response" ? `${reply.word}:${reply.attemptsLeft}` : (reply?.word ?? text);
  }

  finalize({ transactionId, user }: Pick<TestLogin, "transactionId" | "user">): Promise<ServiceReply> {
    return this.check({ user, transaction_id: transactionId });
  }

  /** Returns the transaction_state, such as `answered`. */
  async stateOf(transactionId: string): Promise<string> {
    const { json } = await this.request(`/validate/polltransaction?transaction_id=${transactionId}`);
    return json.detail.transaction_state;
  }

  /** Returns the token as GET /token/ shows it, or undefined when there is none. */
  async tokenOf(serial: string): Promise<Record<string, unknown> | undefined> {
    return (await this.asAdmin("GET", `/token/?serial=${serial}`)).json.result.value.tokens[0];
  }

  async failCountOf(serial: string): Promise<number> {
    return Number((await this.tokenOf(serial))?.failcount);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
