// A token of another server as the readers of ./formats give it. A reader is pure: bytes in,
// records out. It opens what is encrypted and decides nothing about this service:
// ./prepare/prepare.ts does that.
import { CommandError } from "../../../scripts/lib/project.ts";
import type { Failures } from "../../../src/core/token/lock.ts";
import type { Bytes } from "../../../src/lib/bytes.ts";
import type { Notification } from "../../../src/tiqr/requests.ts";

/** The PIN of a token, as far as its server has kept it. */
export type ForeignPin =
  /** The server knows no PINs, or this token has none. */
  | { readonly kind: "none" }
  | { readonly kind: "clear"; readonly pin: string }
  /** passlib's PBKDF2. It may be a hash of the empty PIN, which means that there is no PIN. */
  | {
      readonly kind: "pbkdf2-sha256" | "pbkdf2-sha512";
      readonly iterations: number;
      readonly salt: Bytes;
      readonly hash: Bytes;
    }
  /** As this service stores it (src/core/token/pin.ts). */
  | { readonly kind: "stored"; readonly text: string }
  /** SHA-256 of PIN and seed. */
  | { readonly kind: "digest"; readonly digestHex: string; readonly seed: Bytes }
  /** There is one, in a form that cannot come along. */
  | { readonly kind: "lost"; readonly why: string }
  /** Only the server behind the service can verify it. */
  | { readonly kind: "asked" };

/** The person behind a token, as its server names them. */
export interface ForeignOwner {
  /** By which the operator's map names the person; undefined where no map is needed. */
  readonly key?: string;
  /** Undefined where only a map says who it is. */
  readonly login: string | undefined;
  /** Undefined where the server knows none. */
  readonly realm: string | undefined;
}

/** A person as our own export has them. */
export interface ForeignPerson {
  readonly displayName: string | undefined;
  readonly email: string | undefined;
  /** Separated by commas. */
  readonly groups: string | undefined;
  /** By which applications know the person; undefined where the server has none. */
  readonly subject: string | undefined;
  /** The person's key at a directory. */
  readonly externalId: string | undefined;
  readonly knownSinceMs: number | undefined;
}

/** A user without a token. Only our own export has any. */
export interface ForeignUser extends ForeignPerson {
  readonly where: string;
  readonly user: string;
  readonly realm: string;
}

/**
 * What only a token of another tiqr-edge has. Such a token comes as it is, also without a user or a
 * phone.
 */
export interface OwnState {
  readonly failures: readonly Failures[];
  readonly assignedAtMs: number | undefined;
  /** How often the QR code of its enrolment was used. */
  readonly sessionUses: number | undefined;
  /** When its phone gave the first right answer; undefined until then. */
  readonly provenAtMs: number | undefined;
}

export interface ForeignToken extends ForeignPerson {
  /** Undefined where the server has no serials. */
  readonly serial: string | undefined;
  readonly owner: ForeignOwner | undefined;
  /** Tells apart several tokens of a person, where the server has no serials. */
  readonly registration: string | undefined;
  /** The phone's name for the account; undefined where it is `<login>_<realm>`. */
  readonly identity: string | undefined;
  /**
   * The service under which the phone has filed the account, and the address of its answers, where
   * the export says them.
   */
  readonly serviceIdentifier: string | undefined;
  readonly authenticationUrl: string | undefined;
  readonly suite: string;
  /** Undefined when no phone has enrolled. */
  readonly secret: Bytes | undefined;
  readonly pin: ForeignPin;
  readonly description: string;
  readonly maxFail: number | undefined;
  readonly failCount: number;
  /** Until an administrator resets it. */
  readonly locked: boolean;
  readonly active: boolean;
  readonly revoked: boolean;
  readonly validFromMs: number | undefined;
  readonly validUntilMs: number | undefined;
  readonly createdAtMs: number | undefined;
  readonly lastAuthMs: number | undefined;
  readonly notification: Notification | undefined;
  /** Texts that are kept with the token. */
  readonly info: Readonly<Record<string, string>>;
  /** Undefined for a token of another kind of server. */
  readonly own: OwnState | undefined;
}

/** A token, or why the reader can make none of it. `where` names its place in the file. */
export type ForeignRecord = { readonly where: string } & (
  | { readonly ok: true; readonly token: ForeignToken }
  | {
      readonly ok: false;
      readonly serial?: string | undefined;
      /** As its server calls the person. */
      readonly user?: string | undefined;
      readonly why: string;
    }
);

/** What a file holds, read bit by bit. */
export interface Foreign {
  /** Undefined when it is not known before the end. */
  readonly total: number | undefined;
  readonly records: Iterable<ForeignRecord>;
  readonly users?: Iterable<ForeignUser>;
  /** The services that its tokens name. */
  readonly services?: readonly string[];
  /** What the server's own settings say of its phones, where they are in the file. */
  readonly settings?: { readonly service: PhoneService; readonly authenticationUrl: string | undefined } | undefined;
  /** Of a file that stays open. */
  readonly close?: () => void;
}

/** The service under which phones have filed their accounts, and who says so. */
export interface PhoneService {
  readonly identifier: string;
  readonly source: string;
}

/**
 * A file that is not an export of the format, or a key that does not open it. The message is for
 * the operator and holds no secret.
 */
export class UnreadableExport extends CommandError {}

/**
 * How many elements a list has. It is read to its end for that before anything is made of it: that
 * it is damaged must not be found when half of it has been written.
 */
export function countOf<Element>(elements: Iterable<Element>, look: (element: Element) => void = () => {}): number {
  let count = 0;
  for (const element of elements) {
    look(element);
    count++;
  }
  return count;
}

/** Its order is that of the digest of a token (./prepare/prepare.ts), so it must not change. */
export const NO_TOKEN: ForeignToken = {
  serial: undefined,
  owner: undefined,
  registration: undefined,
  identity: undefined,
  displayName: undefined,
  email: undefined,
  groups: undefined,
  subject: undefined,
  knownSinceMs: undefined,
  serviceIdentifier: undefined,
  authenticationUrl: undefined,
  suite: "",
  secret: undefined,
  pin: { kind: "none" },
  description: "",
  maxFail: undefined,
  failCount: 0,
  locked: false,
  active: true,
  revoked: false,
  validFromMs: undefined,
  validUntilMs: undefined,
  createdAtMs: undefined,
  lastAuthMs: undefined,
  notification: undefined,
  info: {},
  own: undefined,
  externalId: undefined,
};
