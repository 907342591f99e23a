// The TiQR app for Android since 2020 (Kotlin), as its own code was measured: test/vectors/phones-measured.json.
// It knows both forms of links, wants nine texts in the metadata, and reads a reply by its body alone, whatever the status
// and the headers say. It blocks nothing by itself.

import { OcraError } from "./hotp.ts";
import { kotlinOcra } from "./kotlin-ocra.ts";
import { Accounts, newSecretHex, type PhoneOptions, type Pin, secretUnder, type TestPhone, type Told } from "./told.ts";

const HEADERS = { Accept: "application/json", "X-TIQR-Protocol-Version": "2" };
const SERVICE = ["displayName", "identifier", "logoUrl", "infoUrl", "authenticationUrl", "ocraSuite", "enrollmentUrl"];
const refuses = (why: string): Told => ({ ok: false, said: `refuses the QR: ${why}` });

interface Login {
  readonly user: string | undefined;
  readonly service: string;
  readonly sessionKey: string;
  readonly question: string;
  readonly version: string;
}

export class KotlinPhone implements TestPhone {
  readonly #options: PhoneOptions;
  readonly #accounts = new Accounts();

  constructor(options: PhoneOptions) {
    this.#options = options;
  }

  get accounts() {
    return this.#accounts.all;
  }

  async enroll(link: string): Promise<Told> {
    const url = metadataUrlOf(link);
    if (url === undefined) return refuses("INVALID_CHALLENGE");
    const response = await this.#options.send(new Request(url, { headers: HEADERS }));
    const metadata = response.status < 400 ? readMetadata(await response.text()) : undefined;
    if (!metadata) return refuses("INVALID_CHALLENGE");
    const [service, identity] = [metadata.service.identifier ?? "", metadata.identity.identifier ?? ""];
    if (this.#accounts.find(service, identity)) return refuses("account exists");
    const secretHex = newSecretHex();
    const body = await this.#post(metadata.service.enrollmentUrl, { secret: secretHex, language: "en" }, "register");
    if (body === "") return { ok: false, said: "CONNECTION" };
    if (bareWord(body) !== "OK" && codeOf(body)?.responseCode !== 1) return { ok: false, said: "INVALID_RESPONSE" };
    const { ocraSuite: suite = "", authenticationUrl = "" } = metadata.service;
    this.#accounts.put({ service, identity, suite, authenticationUrl, secretHex, blocked: false });
    return { ok: true, said: "success" };
  }

  async login(link: string, pin: Pin = "right PIN"): Promise<Told> {
    const login = readLogin(link);
    if (!login) return refuses("INVALID_CHALLENGE");
    // The version is taken for a number, unchecked.
    if (!/^\d+$/.test(login.version)) return { ok: false, said: "crash" };
    const accounts = this.#accounts.of(login.service);
    if (accounts.length === 0) return refuses("INVALID_IDENTITY_PROVIDER");
    const account = login.user === undefined ? accounts[0] : this.#accounts.find(login.service, login.user);
    if (!account) return refuses("INVALID_IDENTITY");
    const { sessionKey, question } = login;
    const keyHex = secretUnder(account, pin);
    try {
      const response = await kotlinOcra({ suite: account.suite, keyHex, question, sessionKey });
      const fields = { sessionKey, userId: account.identity, response, language: "en" };
      return readReply(await this.#post(account.authenticationUrl, fields, "login"));
    } catch (error) {
      if (error instanceof OcraError) return { ok: false, said: "crash" };
      throw error;
    }
  }

  userIn(link: string): string | undefined {
    return readLogin(link)?.user;
  }

  async #post(url = "", fields: Record<string, string>, operation: string): Promise<string> {
    const { push, send } = this.#options;
    const waking = push && { notificationType: push.type, notificationAddress: push.address };
    const body = new URLSearchParams({ ...fields, ...waking, operation }).toString();
    const headers = { ...HEADERS, "Content-Type": "application/x-www-form-urlencoded" };
    return (await send(new Request(url, { method: "POST", headers, body }))).text();
  }
}

function metadataUrlOf(link: string): string | undefined {
  const scheme = /^tiqrenroll:\/\/(https?:\/\/.+)$/.exec(link)?.[1];
  return scheme ?? (/^https:\/\/[^/]+\/tiqrenroll\/?\?/.test(link) ? parameter(link, "metadata") : undefined);
}

function readLogin(link: string): Login | undefined {
  const scheme = /^tiqrauth:\/\/([^/?#]*)([^?#]*)/.exec(link);
  if (scheme) {
    const [, authority = "", path = ""] = scheme;
    const at = authority.lastIndexOf("@");
    const [sessionKey, question, , version = "1"] = path.split("/").slice(1);
    const user = at < 0 ? undefined : decodeURIComponent(authority.slice(0, at));
    return sessionKey && question
      ? { user, service: authority.slice(at + 1), sessionKey, question, version }
      : undefined;
  }
  if (!/^https:\/\/[^/]+\/tiqrauth\/?\?/.test(link)) return undefined;
  const [service, sessionKey, question] = ["i", "s", "q"].map((name) => parameter(link, name));
  if (!service || !sessionKey || !question) return undefined;
  return { user: parameter(link, "u"), service, sessionKey, question, version: parameter(link, "v") ?? "1" };
}

const parameter = (link: string, name: string): string | undefined => new URL(link).searchParams.get(name) ?? undefined;

type Texts = Readonly<Record<string, string | undefined>>;

function readMetadata(text: string): { readonly service: Texts; readonly identity: Texts } | undefined {
  const metadata = parse(text) as { service?: Record<string, unknown>; identity?: Record<string, unknown> } | undefined;
  const complete =
    SERVICE.every((field) => typeof metadata?.service?.[field] === "string") &&
    ["identifier", "displayName"].every((field) => typeof metadata?.identity?.[field] === "string");
  return complete ? (metadata as { service: Texts; identity: Texts }) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Coded {
  readonly responseCode: number;
  readonly attemptsLeft?: number;
  readonly duration?: number;
}

const codeOf = (body: string): Coded | undefined => {
  const parsed = parse(body) as Coded | null | undefined;
  return typeof parsed?.responseCode === "number" ? parsed : undefined;
};

/** Quotes and white space around a word make no difference. */
const bareWord = (body: string): string | undefined => /^\s*"?([^\s"<>{}]+)"?\s*$/.exec(body)?.[1];

function readReply(body: string): Told {
  if (body === "") return { ok: false, said: "CONNECTION" };
  const coded = codeOf(body);
  const [word = "", left] = bareWord(body)?.split(":") ?? [];
  if (!coded && !word) return { ok: false, said: "UNKNOWN" };
  if (word === "OK" || coded?.responseCode === 1) return { ok: true, said: "success" };
  if (word === "INVALID_CHALLENGE" || coded?.responseCode === 203) return { ok: false, said: "INVALID_CHALLENGE" };
  if (word === "INVALID_REQUEST" || coded?.responseCode === 202) return { ok: false, said: "INVALID_REQUEST" };
  if (word === "INVALID_USERID" || coded?.responseCode === 205) return { ok: false, said: "INVALID_USER" };
  if (coded?.responseCode === 204 && coded.duration !== undefined)
    return { ok: false, said: "ACCOUNT_TEMPORARY_BLOCKED", minutes: coded.duration };
  if (word === "ACCOUNT_BLOCKED" || coded?.responseCode === 204) return { ok: false, said: "ACCOUNT_BLOCKED" };
  // All that is left is a wrong response, with no tries unless a number is given.
  const attemptsLeft = coded?.attemptsLeft ?? Number(left ?? 0);
  return { ok: false, said: "INVALID_RESPONSE", attemptsLeft, ...(attemptsLeft < 1 && { shownAsBlocked: true }) };
}
