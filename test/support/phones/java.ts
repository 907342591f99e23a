// The TiQR app for Android until 2019 (Java), as its own code was measured: test/vectors/phones-measured.json.
// It knows tiqrenroll:// and tiqrauth:// alone, and chooses text or JSON by the reply's X-TIQR-Protocol-Version header alone.
// Told that an account is blocked, it blocks that one; told that no try is left, it blocks all it has.

import { OcraError } from "./hotp.ts";
import { javaOcraV1, javaOcraV2 } from "./java-ocra.ts";
import {
  type Account,
  Accounts,
  newSecretHex,
  type PhoneOptions,
  type Pin,
  secretUnder,
  type TestPhone,
  type Told,
} from "./told.ts";

const HEADERS = { Accept: "application/json", "X-TIQR-Protocol-Version": "2" };
const UNKNOWN_FORM: Told = { ok: false, said: "does not know this form" };
const refuses = (why: string): Told => ({ ok: false, said: `refuses the QR: ${why}` });
const no = (said: string): Told => ({ ok: false, said });

interface Reply {
  readonly body: string;
  /** Of the reply; none and 1 mean text. */
  readonly json: boolean;
}

export class JavaPhone implements TestPhone {
  readonly #options: PhoneOptions;
  readonly #accounts = new Accounts();

  constructor(options: PhoneOptions) {
    this.#options = options;
  }

  get accounts() {
    return this.#accounts.all;
  }

  async enroll(link: string): Promise<Told> {
    const url = /^tiqrenroll:\/\/(https?:\/\/.+)$/.exec(link)?.[1];
    if (url === undefined) return UNKNOWN_FORM;
    const response = await this.#options.send(new Request(url, { headers: HEADERS }));
    const metadata = readMetadata(await response.text(), response.status);
    if (typeof metadata === "string") return refuses(metadata);
    const { service, identity, suite, authenticationUrl, enrollmentUrl } = metadata;
    if (this.#accounts.find(service, identity)?.blocked === false) return refuses("account exists");
    const secretHex = newSecretHex();
    const told = readEnrollment(await this.#post(enrollmentUrl, { secret: secretHex, language: "en" }, "register"));
    if (told.ok) this.#accounts.put({ service, identity, suite, authenticationUrl, secretHex, blocked: false });
    return told;
  }

  async login(link: string, pin: Pin = "right PIN"): Promise<Told> {
    if (!link.startsWith("tiqrauth://")) return UNKNOWN_FORM;
    const { service, user, path } = readUrl(link);
    const [, sessionKey, question, , version = "1"] = path.replace(/\/+$/, "").split("/");
    if (!sessionKey || !question) return refuses("INVALID_CHALLENGE");
    const accounts = this.#accounts.of(service);
    if (accounts.length === 0) return refuses("INVALID_IDENTITY_PROVIDER");
    const account = user === undefined ? accounts[0] : this.#accounts.find(service, user);
    if (!account) return refuses("INVALID_IDENTITY");
    if (account.blocked) return refuses("ACCOUNT_BLOCKED");
    const input = { suite: account.suite, keyHex: secretUnder(account, pin), question, sessionKey };
    try {
      const response = await (version === "1" ? javaOcraV1 : javaOcraV2)(input);
      const fields = { sessionKey, userId: account.identity, response, language: "en" };
      const { body, json } = await this.#post(account.authenticationUrl, fields, "login");
      return this.#obey(json ? readJson(body) : readText(body), account);
    } catch (error) {
      if (error instanceof OcraError) return no(version === "1" ? "crash" : "INVALID_CHALLENGE");
      throw error;
    }
  }

  userIn(link: string): string | undefined {
    return link.startsWith("tiqrauth://") ? readUrl(link).user : undefined;
  }

  #obey(told: Told, account: Account): Told {
    if (told.said === "ACCOUNT_BLOCKED") {
      this.#accounts.blockAll((each) => each.service === account.service && each.identity === account.identity);
      return { ...told, blocks: "this identity" };
    }
    if (told.attemptsLeft !== 0) return told;
    this.#accounts.blockAll();
    return { ...told, blocks: "ALL IDENTITIES" };
  }

  async #post(url: string, fields: Record<string, string>, operation: string): Promise<Reply> {
    const { push, send } = this.#options;
    const waking = push && { notificationType: push.type, notificationAddress: push.address };
    const body = new URLSearchParams({ ...fields, ...waking, operation }).toString();
    const headers = { ...HEADERS, "Content-Type": "application/x-www-form-urlencoded" };
    const response = await send(new Request(url, { method: "POST", headers, body }));
    const version = response.headers.get("X-TIQR-Protocol-Version");
    return { body: await response.text(), json: version !== null && version !== "1" };
  }
}

/** A Java URL with two @ has neither a user nor a host. A + in the user is a space. */
function readUrl(link: string): { service: string; user: string | undefined; path: string } {
  const [, authority = "", path = ""] = /^tiqrauth:\/\/([^/?#]*)([^?#]*)/.exec(link) ?? [];
  const parts = authority.split("@");
  if (parts.length > 2) return { service: "", user: undefined, path };
  const user = parts.length === 2 ? decodeURIComponent((parts[0] ?? "").replaceAll("+", " ")) : undefined;
  return { service: parts.at(-1) ?? "", user, path };
}

type Fields = Readonly<Record<string, unknown>>;

/** Each field must be there, but null will do (it becomes the text `null`); a suite may be missing. */
function readMetadata(text: string, status: number) {
  const metadata = parse(text) as { service?: Fields; identity?: Fields } | undefined;
  if (typeof metadata !== "object") return "INVALID_CHALLENGE";
  const { service, identity } = metadata;
  const fields = ["displayName", "identifier", "logoUrl", "infoUrl", "authenticationUrl", "enrollmentUrl"];
  const lacking = (of: Fields | undefined, names: readonly string[]) => names.some((name) => of?.[name] === undefined);
  if (status >= 400 || lacking(service, fields) || lacking(identity, ["identifier", "displayName"]))
    return "INVALID_RESPONSE";
  return {
    service: String(service?.identifier),
    identity: String(identity?.identifier),
    suite: String(service?.ocraSuite),
    authenticationUrl: String(service?.authenticationUrl),
    enrollmentUrl: String(service?.enrollmentUrl),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readEnrollment({ body, json }: Reply): Told {
  if (!json) return body === "OK" ? { ok: true, said: "success" } : no("UNKNOWN");
  const responseCode = (parse(body) as Fields | undefined)?.responseCode;
  if (typeof responseCode !== "number") return no("INVALID_RESPONSE");
  return responseCode === 1 ? { ok: true, said: "success" } : no("UNKNOWN");
}

/** Text is read line by line, which drops the last line break. Too short for `INVALID_RESPONSE:n` means INVALID_CHALLENGE. */
function readText(body: string): Told {
  const word = body.replace(/\r?\n$/, "");
  if (word === "OK") return { ok: true, said: "success" };
  if (["ACCOUNT_BLOCKED", "INVALID_CHALLENGE", "INVALID_REQUEST"].includes(word)) return no(word);
  if (word.length < 17) return no("INVALID_CHALLENGE");
  if (!word.startsWith("INVALID_RESPONSE:")) return no("UNKNOWN");
  const digit = word.charAt(17);
  return /\d/.test(digit) ? { ...no("INVALID_RESPONSE"), attemptsLeft: Number(digit) } : no("INVALID_CHALLENGE");
}

function readJson(body: string): Told {
  const { responseCode, attemptsLeft, duration } = (parse(body) ?? {}) as Record<string, number | undefined>;
  switch (responseCode) {
    case 1:
      return { ok: true, said: "success" };
    case 201:
      return attemptsLeft === undefined ? no("UNKNOWN") : { ...no("INVALID_RESPONSE"), attemptsLeft };
    case 202:
      return no("INVALID_REQUEST");
    case 203:
      return no("INVALID_CHALLENGE");
    case 204:
      return duration === undefined ? no("ACCOUNT_BLOCKED") : { ...no("ACCOUNT_TEMPORARY_BLOCKED"), minutes: duration };
    case 205:
      return no("INVALID_USER");
    default:
      return no("UNKNOWN");
  }
}
