// The common parts of the four phones for the person who holds one: inputs, results, and stored
// accounts. Each app reads URLs, metadata and replies in its own way, so none of that is shared.

import { fromHex, toHex } from "../../../src/lib/bytes.ts";
import type { Send } from "../send.ts";

/** The end of a scan, in the app's own words. */
export interface ScanResult {
  /** Enrolled, or logged in. */
  readonly ok: boolean;
  readonly words: string;
  /** The sentence of the service that the app shows in place of its own. */
  readonly sentence?: string;
  readonly attemptsLeft?: number;
  /** The app shows its digits, to be typed in. */
  readonly digits?: true;
  /** The app shows that the account is blocked, and does not block it. */
  readonly shownAsBlocked?: true;
  /** The lock opens by itself. */
  readonly minutes?: number;
  /** The accounts that the app has blocked permanently. */
  readonly blocks?: "this identity" | "ALL IDENTITIES";
}

/** The cell of a table: the whole result, in one line. */
export const resultLine = ({ words, attemptsLeft, shownAsBlocked, minutes, blocks }: ScanResult): string =>
  [
    words,
    attemptsLeft === undefined ? "" : `, ${attemptsLeft} left`,
    shownAsBlocked ? " (shown as blocked)" : "",
    minutes === undefined ? "" : `, for ${minutes} min`,
    blocks === undefined ? "" : blocks === "ALL IDENTITIES" ? `, BLOCKS ${blocks}` : `, blocks ${blocks}`,
  ].join("");

export interface TestPhoneOptions {
  readonly send: Send;
  /** The address for push messages. */
  readonly push?: { readonly type: string; readonly address: string };
  /** The Accept-Language that the system sends, if it sends one. */
  readonly languages?: string;
}

/** A wrong PIN unlocks another secret: the app notices nothing and gives another response. */
export type Pin = "right PIN" | "wrong PIN";

export interface TestPhone {
  readonly accounts: readonly Account[];
  enroll(link: string): Promise<ScanResult>;
  login(link: string, pin?: Pin): Promise<ScanResult>;
  /** What a person can do with an account on the phone. */
  delete(account: Account): void;
  /**
   * The identity that the app looks for when it scans this login; undefined if the link names none
   * or is refused.
   */
  userIn(link: string): string | undefined;
}

/** The parts of a login's link. */
export interface ScannedLogin {
  readonly user: string | undefined;
  readonly service: string;
  readonly sessionKey: string;
  readonly question: string;
  readonly version: string;
}

export interface Account {
  readonly service: string;
  readonly identity: string;
  readonly suite: string;
  readonly authenticationUrl: string;
  /** In the case in which the app writes it. */
  readonly secretHex: string;
  readonly blocked: boolean;
}

export const newSecretHex = (): string => toHex(crypto.getRandomValues(new Uint8Array(32)));

export const secretUnder = ({ secretHex }: Account, pin: Pin): string =>
  pin === "right PIN" ? secretHex : toHex((fromHex(secretHex) ?? new Uint8Array(0)).map((byte) => byte ^ 0x5a));

/** The accounts of one phone, filed under service and identity. */
export class Accounts {
  #all: readonly Account[] = [];

  get all(): readonly Account[] {
    return this.#all;
  }

  of(service: string): readonly Account[] {
    return this.#all.filter((account) => account.service === service);
  }

  find(service: string, identity: string): Account | undefined {
    return this.of(service).find((account) => account.identity === identity);
  }

  /** Replaces one with the same identity. */
  put(account: Account): void {
    const { service, identity } = account;
    this.#all = [...this.#all.filter((each) => each.service !== service || each.identity !== identity), account];
  }

  remove(account: Account): void {
    this.#all = this.#all.filter((each) => each !== account);
  }

  blockAll(which: (account: Account) => boolean = () => true): void {
    this.#all = this.#all.map((account) => (which(account) ? { ...account, blocked: true } : account));
  }
}
