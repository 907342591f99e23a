// The console client of Stepup-tiqr (PHP), as measured: test/vectors/phones-measured.json. It is
// made for tests. It looks for the user exactly as the link writes it, without decoding; it prints
// the reply to a login and interprets nothing; an HTTP status of 400 or more is an exception. It
// keeps one suite and one address per service, the newest (not measured: Stepup-tiqr
// RegistrationCommand.php).

import { OcraError } from "./hotp.ts";
import { phpOcra } from "./php-ocra.ts";
import {
  type Account,
  Accounts,
  newSecretHex,
  type Pin,
  type ScanResult,
  secretUnder,
  type TestPhone,
  type TestPhoneOptions,
} from "./test-phone.ts";

const ACCEPT = { Accept: "application/json" };
const FAILURE: ScanResult = { ok: false, words: "failure" };

/** An exception of the client, in its own words. */
class Thrown extends Error {}

export class PhpPhone implements TestPhone {
  readonly #options: TestPhoneOptions;
  readonly #accounts = new Accounts();
  readonly #services = new Map<string, { suite: string; authenticationUrl: string }>();
  #printed = "";

  constructor(options: TestPhoneOptions) {
    this.#options = options;
  }

  get accounts() {
    return this.#accounts.all;
  }

  /** The reply to the last login, as it was printed. */
  get printed(): string {
    return this.#printed;
  }

  enroll(link: string): Promise<ScanResult> {
    return orFailure(async () => {
      const url = /^tiqrenroll:\/\/(.*)$/.exec(link)?.[1];
      if (url === undefined) return FAILURE;
      const { service, identity } = JSON.parse(await this.#ask(new Request(url, { headers: ACCEPT })));
      if (typeof service?.enrollmentUrl !== "string") return FAILURE;
      const secretHex = newSecretHex();
      const { type = "", address = "" } = this.#options.push ?? {};
      const waking = { notificationType: type, notificationAddress: address };
      const fields = { operation: "register", secret: secretHex, ...waking };
      if ((await this.#post(service.enrollmentUrl, fields)) !== "OK") return FAILURE;
      const { identifier = "", ocraSuite: suite = "", authenticationUrl = "" } = service;
      this.#services.set(identifier, { suite, authenticationUrl });
      const account = { service: identifier, identity: identity?.identifier ?? "", suite, authenticationUrl };
      this.#accounts.put({ ...account, secretHex, blocked: false });
      return { ok: true, words: "success" };
    });
  }

  login(link: string, pin: Pin = "right PIN"): Promise<ScanResult> {
    return orFailure(async () => {
      const { user, service: host, sessionKey, question } = readLogin(link);
      const service = this.#services.get(host);
      if (!service) return FAILURE;
      const account = user === undefined ? this.#accounts.of(host)[0] : this.#accounts.find(host, user);
      if (!account) return { ok: false, words: "identity not found" };
      const keyHex = secretUnder(account, pin);
      const response = await phpOcra({ suite: service.suite, keyHex, question, sessionKey });
      // A made-up address for push messages, unless one is given.
      const { type, address } = this.#options.push ?? {
        type: "APNS",
        address: "0000000000111111111122222222223333333333",
      };
      const waking = { notificationType: type, notificationAddress: address };
      const fields = { operation: "login", sessionKey, userId: account.identity, response, ...waking };
      this.#printed = await this.#post(service.authenticationUrl, fields);
      return { ok: this.#printed === "OK", words: "prints it" };
    });
  }

  delete(account: Account): void {
    this.#accounts.remove(account);
  }

  userIn(link: string): string | undefined {
    return readLogin(link).user;
  }

  #post(url: string, fields: Record<string, string>): Promise<string> {
    const headers = { ...ACCEPT, "Content-Type": "application/x-www-form-urlencoded" };
    return this.#ask(new Request(url, { method: "POST", headers, body: new URLSearchParams(fields).toString() }));
  }

  async #ask(request: Request): Promise<string> {
    const response = await this.#options.send(request);
    if (response.status >= 400) throw new Thrown(`throws on HTTP ${response.status}`);
    return response.text();
  }
}

/** ListPage at slashes, then at the @; if there are several @, the first two parts count. */
function readLogin(link: string) {
  const [authority = "", sessionKey = "", question = ""] = (/^tiqrauth:\/\/(.*)$/.exec(link)?.[1] ?? "").split("/");
  const [user, service = ""] = authority.includes("@") ? authority.split("@") : [undefined, authority];
  return { user, service, sessionKey, question };
}

async function orFailure(work: () => Promise<ScanResult>): Promise<ScanResult> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Thrown) return { ok: false, words: error.message };
    if (error instanceof OcraError || error instanceof SyntaxError) return FAILURE;
    throw error;
  }
}
