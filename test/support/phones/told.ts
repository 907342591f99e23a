// What the four phones have in common for who holds one: what they are given, what they tell, which accounts they keep.
// How an app reads a URL, metadata or a reply is in its own file: nothing of that is shared.

import { fromHex, toHex } from "../../../src/lib/bytes.ts";
import type { Send } from "../service.ts";

/** What a scan ends with, in the app's own words. */
export interface Told {
  /** Enrolled, or logged in. */
  readonly ok: boolean;
  readonly said: string;
  readonly attemptsLeft?: number;
  /** The app shows that the account is blocked, and does not block it. */
  readonly shownAsBlocked?: true;
  /** The lock opens by itself. */
  readonly minutes?: number;
  /** What the app has blocked for good. */
  readonly blocks?: "this identity" | "ALL IDENTITIES";
}

/** The cell of a table: everything that was told, in one line. */
export const wordsOf = ({ said, attemptsLeft, shownAsBlocked, minutes, blocks }: Told): string =>
  [
    said,
    attemptsLeft === undefined ? "" : `, ${attemptsLeft} left`,
    shownAsBlocked ? " (shown as blocked)" : "",
    minutes === undefined ? "" : `, for ${minutes} min`,
    blocks === undefined ? "" : blocks === "ALL IDENTITIES" ? `, BLOCKS ${blocks}` : `, blocks ${blocks}`,
  ].join("");

export interface PhoneOptions {
  readonly send: Send;
  /** Where the phone can be woken. */
  readonly push?: { readonly type: string; readonly address: string };
}

/** A wrong PIN unlocks another secret: the app notices nothing and answers something else. */
export type Pin = "right PIN" | "wrong PIN";

export interface TestPhone {
  readonly accounts: readonly Account[];
  enroll(link: string): Promise<Told>;
  login(link: string, pin?: Pin): Promise<Told>;
  /** What the person who holds the phone does with an account. */
  delete(account: Account): void;
  /** Which identity the app looks for when it scans this login; undefined when the link names none or is refused. */
  userIn(link: string): string | undefined;
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

  /** In the place of one with the same identity. */
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
