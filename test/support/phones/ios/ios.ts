// The TiQR app for iOS, as measured from its own code: test/vectors/phones-measured.json. It sends
// no protocol header, because it would repeat the version of a reply that it has not had yet; it
// chooses text or JSON only by the reply's header. Form values are escaped like a URL, which leaves
// + & = @ as they are, and a missing value is written `(null)`. If an account is blocked, it blocks
// that one; if no try is left, it blocks all its accounts. A new enrolment takes the place of a
// blocked account (not measured: EnrolmentChallenge.m).

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
import { type IosMetadata, iosMetadataUrl, readIosLogin, readIosMetadata } from "./ios-links.ts";
import { iosOcraV1, iosOcraV2 } from "./ios-ocra.ts";
import { readIosEnrolment, readIosJson, readIosText } from "./ios-replies.ts";

export interface IosOptions extends TestPhoneOptions {
  /**
   * This build accepts universal links only of these hosts; builds since June 2023 accept those of
   * any host.
   */
  readonly enforcedHosts?: readonly string[];
}

/** TiqrUserAgent.swift, since June 2022. */
const NAMES_ITSELF = { "User-Agent": "tiqr/3.0.1 (tiqr 3.0.1/27; iOS 15.4.1/19E258; iPhone10,1)" };

const refuses = (why: string): ScanResult => ({ ok: false, words: `refuses the QR: ${why}` });
/**
 * Nothing for five seconds, or a broken connection. Only then the app shows its digits
 * (AuthenticationPINViewController.m).
 */
const NO_CONNECTION: ScanResult = { ok: false, words: "no connection", digits: true };
const INVALID_QR = refuses("invalid QR/challenge");

export class IosPhone implements TestPhone {
  readonly #options: IosOptions;
  readonly #accounts = new Accounts();

  constructor(options: IosOptions) {
    this.#options = options;
  }

  get accounts() {
    return this.#accounts.all;
  }

  async enroll(link: string): Promise<ScanResult> {
    const url = iosMetadataUrl(link, this.#options.enforcedHosts);
    if (url === undefined) return INVALID_QR;
    const metadata = await readIosMetadata(await this.#options.send(new Request(url, { headers: NAMES_ITSELF })));
    if (!metadata) return refuses("invalid response");
    const { service, identity, logoUrl, enrollmentUrl } = metadata;
    const known = this.#accounts.of(service ?? "")[0];
    // It downloads the logo only of a service that it does not know yet.
    if (!known && !(await this.#reaches(logoUrl))) return INVALID_QR;
    if (this.#accounts.find(service ?? "", identity ?? "")?.blocked === false) return refuses("account exists");
    if (enrollmentUrl === undefined) return { ok: false, words: "never completes" };
    const secretHex = newSecretHex().toUpperCase();
    const result = readIosEnrolment(
      await this.#post(
        enrollmentUrl,
        `secret=${secretHex}&language=en&${this.#waking()}&version=(null)&operation=register`,
      ),
    );
    return result.ok ? this.#keep(metadata, known, secretHex) : result;
  }

  async login(link: string, pin: Pin = "right PIN"): Promise<ScanResult> {
    const login = readIosLogin(link, this.#options.enforcedHosts);
    if (!login) return INVALID_QR;
    const { service, user, sessionKey, question, version } = login;
    const account = user === undefined ? this.#accounts.of(service)[0] : this.#accounts.find(service, user);
    if (!account) return refuses("unknown identity");
    if (account.blocked) return refuses("ACCOUNT_BLOCKED");
    const input = { suite: account.suite, keyHex: secretUnder(account, pin), question, sessionKey };
    try {
      // ChallengeService.m: a text is the number 0.
      const response = await (Number.parseInt(version, 10) >= 2 ? iosOcraV2 : iosOcraV1)(input);
      const values = `sessionKey=${escaped(sessionKey)}&userId=${escaped(account.identity)}&response=${response}`;
      const body = `${values}&language=en&${this.#waking()}&operation=login&version=(null)`;
      const reply = await this.#post(account.authenticationUrl, body).catch(() => undefined);
      if (!reply) return NO_CONNECTION;
      return this.#obey(reply.json ? readIosJson(reply.body) : readIosText(reply.body), account);
    } catch (error) {
      if (error instanceof OcraError) return { ok: false, words: "crash" };
      throw error;
    }
  }

  delete(account: Account): void {
    this.#accounts.remove(account);
  }

  userIn(link: string): string | undefined {
    return readIosLogin(link, this.#options.enforcedHosts)?.user;
  }

  /** Suite and address are those of the service's first account. */
  #keep(metadata: IosMetadata, known: Account | undefined, secretHex: string): ScanResult {
    const { service, identity } = metadata;
    if (service === undefined || identity === undefined) return { ok: false, words: "crash" };
    const { suite, authenticationUrl } = known ?? metadata;
    this.#accounts.put({ service, identity, suite, authenticationUrl, secretHex, blocked: false });
    return { ok: true, words: "success" };
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

  /** The system adds it. */
  #languages(): Record<string, string> {
    const { languages } = this.#options;
    return languages === undefined ? {} : { "Accept-Language": languages };
  }

  #waking(): string {
    const { type, address } = this.#options.push ?? { type: "APNS", address: "(null)" };
    return `notificationType=${escaped(type)}&notificationAddress=${escaped(address)}`;
  }

  /** Any answer will do, even a 404; if the text is no address, nothing is requested. */
  async #reaches(url: string | undefined): Promise<boolean> {
    if (url === undefined || !/^https?:/.test(url)) return true;
    try {
      await this.#options.send(new Request(url));
      return true;
    } catch {
      return false;
    }
  }

  async #post(url: string, body: string): Promise<{ body: string; json: boolean }> {
    const headers = {
      ...NAMES_ITSELF,
      ...this.#languages(),
      Accept: "application/json",
      "Content-Type": "application/x-www-form-urlencoded",
    };
    const response = await this.#options.send(new Request(url, { method: "POST", headers, body }));
    const version = Number.parseInt(response.headers.get("X-TIQR-Protocol-Version") ?? "1", 10);
    return { body: await response.text(), json: version > 1 };
  }
}

/** Escapes the characters that no URL may contain, and no others. */
const escaped = (value: string): string => encodeURI(value).replaceAll("#", "%23");
