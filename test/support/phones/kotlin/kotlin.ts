// The TiQR app for Android since 2020 (Kotlin), as measured from its own code:
// test/vectors/phones-measured.json. It knows both forms of links, needs nine texts in the
// metadata, and reads a reply only by its body, whatever the status and the headers say. It blocks
// nothing by itself. Suite and address of a service are those of its first account.

import { OcraError } from "../hotp.ts";
import {
  type Account,
  Accounts,
  newSecretHex,
  type Pin,
  type ScanResult,
  secretUnder,
  type TestPhone,
  type TestPhoneOptions,
} from "../test-phone.ts";
import { kotlinMetadataUrl, readKotlinLogin, readKotlinMetadata } from "./kotlin-links.ts";
import { kotlinOcra } from "./kotlin-ocra.ts";
import { CONNECTION, readKotlinEnrolment, readKotlinReply } from "./kotlin-replies.ts";

/** UserAgentInjector.kt and HeaderInjector.kt. */
const HEADERS = {
  Accept: "application/json",
  "X-TIQR-Protocol-Version": "2",
  "User-Agent": "tiqr/4.0.0 (tiqr 4.0.0/12; Android 14/34; Google Pixel 8) okhttp/4.9.3",
};
const refuses = (why: string): ScanResult => ({ ok: false, words: `refuses the QR: ${why}` });

export class KotlinPhone implements TestPhone {
  readonly #options: TestPhoneOptions;
  readonly #accounts = new Accounts();

  constructor(options: TestPhoneOptions) {
    this.#options = options;
  }

  get accounts() {
    return this.#accounts.all;
  }

  async enroll(link: string): Promise<ScanResult> {
    const url = kotlinMetadataUrl(link);
    if (url === undefined) return refuses("INVALID_CHALLENGE");
    const response = await this.#options.send(new Request(url, { headers: HEADERS }));
    const metadata = response.status < 400 ? readKotlinMetadata(await response.text()) : undefined;
    if (!metadata) return refuses("INVALID_CHALLENGE");
    const [service, identity] = [metadata.service.identifier ?? "", metadata.identity.identifier ?? ""];
    if (this.#accounts.find(service, identity)) return refuses("account exists");
    const secretHex = newSecretHex();
    const fields = { secret: secretHex, language: "en" };
    const result = readKotlinEnrolment(await this.#post(metadata.service.enrollmentUrl, fields, "register"));
    if (!result.ok) return result;
    const { ocraSuite, authenticationUrl: address } = metadata.service;
    const [first] = this.#accounts.of(service);
    const { suite, authenticationUrl } = first ?? { suite: ocraSuite ?? "", authenticationUrl: address ?? "" };
    this.#accounts.put({ service, identity, suite, authenticationUrl, secretHex, blocked: false });
    return result;
  }

  async login(link: string, pin: Pin = "right PIN"): Promise<ScanResult> {
    const login = readKotlinLogin(link);
    if (!login) return refuses("INVALID_CHALLENGE");
    // The version is read as a number, unchecked.
    if (!/^\d+$/.test(login.version)) return { ok: false, words: "crash" };
    const accounts = this.#accounts.of(login.service);
    if (accounts.length === 0) return refuses("INVALID_IDENTITY_PROVIDER");
    const account = login.user === undefined ? accounts[0] : this.#accounts.find(login.service, login.user);
    if (!account) return refuses("INVALID_IDENTITY");
    const { sessionKey, question } = login;
    const keyHex = secretUnder(account, pin);
    try {
      const response = await kotlinOcra({ suite: account.suite, keyHex, question, sessionKey });
      const fields = { sessionKey, userId: account.identity, response, language: "en" };
      const heard = this.#post(account.authenticationUrl, fields, "login");
      return await heard.then(readKotlinReply, () => CONNECTION);
    } catch (error) {
      if (error instanceof OcraError) return { ok: false, words: "crash" };
      throw error;
    }
  }

  delete(account: Account): void {
    this.#accounts.remove(account);
  }

  userIn(link: string): string | undefined {
    return readKotlinLogin(link)?.user;
  }

  async #post(url = "", fields: Record<string, string>, operation: string): Promise<string> {
    const { push, send } = this.#options;
    const waking = push && { notificationType: push.type, notificationAddress: push.address };
    const body = new URLSearchParams({ ...fields, ...waking, operation }).toString();
    const headers = { ...HEADERS, "Content-Type": "application/x-www-form-urlencoded" };
    return (await send(new Request(url, { method: "POST", headers, body }))).text();
  }
}
