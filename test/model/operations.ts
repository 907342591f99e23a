// Every request to the service, as data. Things that an operation makes (a session, a secret, a
// transaction) are known by the number of that operation, so the model and the service can refer to
// the same thing without knowing its value. The number 0 stands for a thing that was never made: a
// guessed session, a wrong response, an invented transaction.

/** The subject that a request names; both fields for a serial that is claimed to be a user's. */
export interface Subject {
  readonly user?: string;
  readonly serial?: string;
}

type Change = "enable" | "disable" | "reset" | "revoke" | "unassign";

export type Operation =
  // enrolment
  | { readonly ask: "init"; readonly user: string; readonly serial: string; readonly pin?: string }
  | { readonly ask: "metadata"; readonly serial: string; readonly session: number }
  | { readonly ask: "enrol"; readonly serial: string; readonly session: number; readonly protocol: Protocol }
  // a login
  | ({ readonly ask: "check"; readonly pin: string } & Subject)
  | ({ readonly ask: "trigger" } & Subject)
  | { readonly ask: "answer"; readonly transaction: number; readonly secret: number; readonly protocol: Protocol }
  | ({ readonly ask: "respond"; readonly transaction: number; readonly secret: number } & Subject)
  | { readonly ask: "poll"; readonly transaction: number }
  | ({ readonly ask: "finalize"; readonly transaction: number } & Subject)
  | { readonly ask: "cancel"; readonly transaction: number }
  // administration
  | ({ readonly ask: Change } & Subject)
  | ({ readonly ask: "setpin"; readonly pin: string } & Subject)
  | ({ readonly ask: "set"; readonly maxFail: number } & Subject)
  | { readonly ask: "assign"; readonly serial: string; readonly user: string; readonly pin?: string }
  | { readonly ask: "delete"; readonly serial: string }
  | { readonly ask: "forget"; readonly user: string }
  // the clock
  | { readonly ask: "pass"; readonly seconds: number };

/** The phone's protocol: 1 is text, 2 is JSON. */
export type Protocol = 1 | 2;

export interface Numbered {
  readonly number: number;
  readonly operation: Operation;
}

/** `#3 check user=alice pin=1111` */
export function written({ number, operation: { ask, ...details } }: Numbered): string {
  const words = Object.entries(details).map(([name, value]) => `${name}=${value === "" ? "<empty>" : value}`);
  return [`#${number} ${ask}`, ...words].join(" ");
}

/** A rule that others may come between, where it yields what it remembers. */
export type Pausing<T> = Generator<unknown, T, void>;
