// Every request to the service, as data. Things that an operation makes (a session, a secret, a
// transaction) are known by the number of that operation, so the model and the service can refer to
// the same thing without knowing its value. The number 0 stands for a thing that was never made: a
// guessed session, a wrong response, an invented transaction.

/** The subject that a request names; both fields for a serial that is claimed to be a user's. */
export interface ModelSubject {
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
  | ({ readonly ask: "check"; readonly pin: string } & ModelSubject)
  | ({ readonly ask: "trigger" } & ModelSubject)
  | { readonly ask: "answer"; readonly transaction: number; readonly secret: number; readonly protocol: Protocol }
  | ({ readonly ask: "respond"; readonly transaction: number; readonly secret: number } & ModelSubject)
  | { readonly ask: "poll"; readonly transaction: number }
  | ({ readonly ask: "finalize"; readonly transaction: number } & ModelSubject)
  | { readonly ask: "cancel"; readonly transaction: number }
  // administration
  | ({ readonly ask: Change } & ModelSubject)
  | ({ readonly ask: "setpin"; readonly pin: string } & ModelSubject)
  | ({ readonly ask: "set"; readonly maxFail: number } & ModelSubject)
  | { readonly ask: "assign"; readonly serial: string; readonly user: string; readonly pin?: string }
  | { readonly ask: "delete"; readonly serial: string }
  | { readonly ask: "forget"; readonly user: string }
  // the clock
  | { readonly ask: "pass"; readonly seconds: number };

/** The phone's protocol: 1 is text, 2 is JSON. */
export type Protocol = 1 | 2;

export interface NumberedOperation {
  readonly number: number;
  readonly operation: Operation;
}

/** `#3 check user=alice pin=1111` */
export function written({ number, operation: { ask, ...details } }: NumberedOperation): string {
  const words = Object.entries(details).map(([name, value]) => `${name}=${value === "" ? "<empty>" : value}`);
  return [`#${number} ${ask}`, ...words].join(" ");
}

/** A rule that others may come between, where it yields what it remembers. */
export type PausingRule<T> = Generator<unknown, T, void>;
