// The TiQR app for Android until 2019 (Java), as measured from its own code:
// test/vectors/phones-measured.json. It knows only tiqrenroll:// and tiqrauth://, and chooses text
// or JSON only by the reply's X-TIQR-Protocol-Version header. If an account is blocked, it blocks
// that one; if no try is left, it blocks all its accounts. A blocked account has to be deleted
// before it can be enrolled again (not measured: EnrolmentService.java).

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
import { readJavaMetadata, readUrl } from "./java-links.ts";
import { javaOcraV1, javaOcraV2 } from "./java-ocra.ts";
import { type AppReply, readJavaEnrolment, readJavaJson, readJavaText } from "./java-replies.ts";

const HEADERS = { Accept: "application/json", "X-TIQR-Protocol-Version": "2" };
const UNKNOWN_FORM: ScanResult = { ok: false, words: "does not know this form" };
const refuses = (why: string): ScanResult => ({ ok: false, words: `refuses the QR: ${why}` });
const no = (words: string): ScanResult => ({ ok: false, words });

export class JavaPhone implements TestPhone {
  readonly #options: TestPhoneOptions;
  readonly #accounts = new Accounts();

  constructor(options: TestPhoneOptions) {
    this.#options = options;
  }

  get accounts() {
    return this.#accounts.all;
  }

  async enroll(link: string): Promise<ScanResult> {
    const url = /^tiqrenroll:\/\/(https?:\/\/.+)$/.exec(link)?.[1];
    if (url === undefined) return UNKNOWN_FORM;
    const response = await this.#options.send(new Request(url, { headers: HEADERS }));
    const metadata = readJavaMetadata(await response.text(), response.status);
    if (typeof metadata === "string") return refuses(metadata);
    const { service, identity, suite, authenticationUrl, enrollmentUrl } = metadata;
    if (this.#accounts.find(service, identity)) return refuses("account exists"); // even a blocked one
    const secretHex = newSecretHex();
    const result = readJavaEnrolment(
      await this.#post(enrollmentUrl, { secret: secretHex, language: "en" }, "register"),
    );
    if (result.ok) this.#accounts.put({ service, identity, suite, authenticationUrl, secretHex, blocked: false });
    return result;
  }

  async login(link: string, pin: Pin = "right PIN"): Promise<ScanResult> {
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
      return this.#obey(json ? readJavaJson(body) : readJavaText(body), account);
    } catch (error) {
      if (error instanceof OcraError) return no(version === "1" ? "crash" : "INVALID_CHALLENGE");
      throw error;
    }
  }

  delete(account: Account): void {
    this.#accounts.remove(account);
  }

  userIn(link: string): string | undefined {
    return link.startsWith("tiqrauth://") ? readUrl(link).user : undefined;
  }

  #obey(result: ScanResult, account: Account): ScanResult {
    if (result.words === "ACCOUNT_BLOCKED") {
      this.#accounts.blockAll((each) => each.service === account.service && each.identity === account.identity);
      return { ...result, blocks: "this identity" };
    }
    if (result.attemptsLeft !== 0) return result;
    this.#accounts.blockAll();
    return { ...result, blocks: "ALL IDENTITIES" };
  }

  async #post(url: string, fields: Record<string, string>, operation: string): Promise<AppReply> {
    const { push, send } = this.#options;
    const waking = push && { notificationType: push.type, notificationAddress: push.address };
    const body = new URLSearchParams({ ...fields, ...waking, operation }).toString();
    const headers = { ...HEADERS, "Content-Type": "application/x-www-form-urlencoded" };
    const response = await send(new Request(url, { method: "POST", headers, body }));
    const version = response.headers.get("X-TIQR-Protocol-Version");
    return { body: await response.text(), json: version !== null && version !== "1" };
  }
}
