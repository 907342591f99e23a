// A simulated TiQR phone: it scans links, keeps accounts and answers challenges, as an app of
// protocol 1 or 2 does. It imports src/ocra, src/tiqr and src/lib: all that a phone knows.

import { type Bytes, fromHex, type RandomBytes, toHex } from "../src/lib/bytes.ts";
import { computeResponse } from "../src/ocra/response.ts";
import { parseSuite } from "../src/ocra/suite.ts";
import { type HeardReply, PROTOCOL_HEADER, readReply } from "../src/tiqr/replies.ts";
import { answerForm, enrolmentForm } from "../src/tiqr/requests.ts";
import { readLoginQrText } from "../src/tiqr/urls.ts";
import { type App, metadataUrlIn } from "./enrolment-link.ts";
import { readMetadata } from "./read-metadata.ts";

/** An account, identified by service and identity. */
export interface PhoneAccount {
  readonly service: string;
  readonly serviceName: string;
  readonly identity: string;
  readonly name: string;
  readonly authenticationUrl: string;
  readonly suite: string;
  readonly secretHex: string;
  /** Set once the service has replied that the account is blocked. */
  readonly blocked: boolean;
}

export interface PhoneOptions {
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  readonly randomBytes: RandomBytes;
  /** 1 asks for text replies, 2 for JSON replies, as apps since 2012 do. */
  readonly protocol: 1 | 2;
  /** The app whose enrolment links this phone can read. By default it reads those of all. */
  readonly app?: App | undefined;
  readonly accounts: readonly PhoneAccount[];
}

/** The outcome that the phone shows to its owner; phone/words.ts has the texts. */
export type PhoneOutcome =
  | { readonly told: "enrolled"; readonly account: PhoneAccount }
  | { readonly told: "logged-in"; readonly account: PhoneAccount; readonly response: string }
  | { readonly told: "refused"; readonly reply: HeardReply; readonly account: PhoneAccount }
  /** The service was not reached or has not heard the answer, so the phone shows its digits. */
  | { readonly told: "digits"; readonly response: string; readonly account: PhoneAccount; readonly problem: string }
  | {
      readonly told:
        | "not-a-link"
        | "bad-metadata"
        | "bad-suite"
        | "unknown-account"
        | "blocked-account"
        | "no-such-reply";
    }
  | { readonly told: "account-exists"; readonly account: PhoneAccount }
  | { readonly told: "no-network"; readonly problem: string };

/** An enrolment whose metadata the phone has, with the address that takes the secret. */
interface Pending {
  readonly account: Omit<PhoneAccount, "secretHex">;
  readonly enrollmentUrl: string;
}

export class Phone {
  readonly #options: PhoneOptions;
  #accounts: readonly PhoneAccount[];
  #pending: Pending | undefined;

  constructor(options: PhoneOptions) {
    this.#options = options;
    this.#accounts = options.accounts;
  }

  /** Keep these for the next scan. */
  get accounts(): readonly PhoneAccount[] {
    return this.#accounts;
  }

  /** Scans an enrolment QR code: fetches the metadata, makes a secret and posts it. */
  async enroll(link: string): Promise<PhoneOutcome> {
    this.#pending = undefined;
    const url = metadataUrlIn(link, this.#options.app);
    if (!url) return { told: "not-a-link" };
    return this.#online(async () => {
      const response = await this.#send(url, { headers: this.#headers() });
      const metadata = response.status < 400 ? readMetadata(await response.text()) : undefined;
      if (!metadata) return { told: "bad-metadata" };
      const { service, identity } = metadata;
      const known = this.#find(service.identifier, identity.identifier);
      if (known && !known.blocked) return { told: "account-exists", account: known };
      if (!parseSuite(service.ocraSuite).ok) return { told: "bad-suite" };
      const account = {
        service: service.identifier,
        serviceName: service.displayName,
        identity: identity.identifier,
        name: identity.displayName,
        authenticationUrl: service.authenticationUrl,
        suite: service.ocraSuite,
        blocked: false,
      };
      this.#pending = { account, enrollmentUrl: service.enrollmentUrl };
      return this.#postSecret(this.#pending);
    });
  }

  /** Whether the phone has metadata whose secret nobody has confirmed: its owner may tap again. */
  get mayTapAgain(): boolean {
    return this.#pending !== undefined;
  }

  /** Taps again after an enrolment that heard no reply: the apps then make another secret. */
  async tapAgain(): Promise<PhoneOutcome> {
    const pending = this.#pending;
    return pending ? this.#online(() => this.#postSecret(pending)) : { told: "not-a-link" };
  }

  async #postSecret({ account: begun, enrollmentUrl }: Pending): Promise<PhoneOutcome> {
    const account: PhoneAccount = { ...begun, secretHex: toHex(this.#options.randomBytes(32)) };
    const reply = await this.#post(enrollmentUrl, enrolmentForm(account.secretHex, "en"));
    if (!reply) return { told: "no-such-reply" };
    if (reply.word !== "ok") return { told: "refused", reply, account };
    this.#pending = undefined;
    const isOther = ({ service, identity }: PhoneAccount) =>
      service !== account.service || identity !== account.identity;
    this.#accounts = [...this.#accounts.filter(isOther), account];
    return { told: "enrolled", account };
  }

  /** Scans a login QR code and answers. `wrong`: with another secret, as after a wrong PIN. */
  async login(link: string, wrong = false): Promise<PhoneOutcome> {
    const challenge = readLoginQrText(link);
    if (!challenge) return { told: "not-a-link" };
    const account = this.#find(challenge.serviceIdentifier, challenge.userId);
    if (!account) return { told: "unknown-account" };
    if (account.blocked) return { told: "blocked-account" };
    const suite = parseSuite(account.suite);
    if (!suite.ok) return { told: "bad-suite" };
    // With protocol 2 the apps read the digits of an N question as hex digits (tiqr app Ocra.kt).
    const questionReading = challenge.version === "1" ? "rfc" : "digits-as-hex";
    const input = { question: challenge.question, session: challenge.sessionKey, questionReading } as const;
    const secret = wrong ? this.#options.randomBytes(32) : (fromHex(account.secretHex) as Bytes);
    const computed = await computeResponse(suite.suite, secret, input);
    if (!computed.ok) return { told: "bad-suite" };
    const { response } = computed;
    const outcome = await this.#online(async () => {
      const form = answerForm(challenge.sessionKey, account.identity, response, "en");
      const reply = await this.#post(account.authenticationUrl, form);
      if (!reply) return { told: "no-such-reply" };
      if (reply.word === "ok") return { told: "logged-in", account, response };
      if (reply.word === "show-digits") return { told: "no-network", problem: reply.message ?? "" };
      if (reply.word === "account-blocked")
        this.#accounts = this.#accounts.map((each) => (each === account ? { ...each, blocked: true } : each));
      return { told: "refused", reply, account };
    });
    return outcome.told === "no-network" ? { told: "digits", account, response, problem: outcome.problem } : outcome;
  }

  /** A link without a user means the service's only account. */
  #find(service: string, identity: string | undefined): PhoneAccount | undefined {
    const accounts = this.#accounts.filter((account) => account.service === service);
    if (identity === undefined) return accounts.length === 1 ? accounts[0] : undefined;
    return accounts.find((account) => account.identity === identity);
  }

  async #post(url: string, body: URLSearchParams): Promise<HeardReply | undefined> {
    const response = await this.#send(url, { method: "POST", body, headers: this.#headers() });
    return readReply(await response.text(), response.headers.get(PROTOCOL_HEADER));
  }

  /** Android's OkHttp sends a request whose reply is lost once more by itself; iOS never does. */
  async #send(url: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#options.fetch(url, init);
    } catch (error) {
      if (this.#options.app !== "android") throw error;
      return this.#options.fetch(url, init);
    }
  }

  #headers(): Record<string, string> {
    const accept = { Accept: "application/json" };
    return this.#options.protocol === 2 ? { ...accept, [PROTOCOL_HEADER]: "2" } : accept;
  }

  async #online(work: () => Promise<PhoneOutcome>): Promise<PhoneOutcome> {
    try {
      return await work();
    } catch (error) {
      return { told: "no-network", problem: error instanceof Error ? error.message : String(error) };
    }
  }
}
