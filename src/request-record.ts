// The record of the request that is being answered: what a line of the log, a data point and Server-Timing tell of it, and whether it
// may have written into the audit trail. It goes along with the request by itself, so that no flow has to hand it on. Nothing in it is a
// secret, and nothing names a person.
// The time of a Worker stands still while it computes, so these are times of waiting.

import { AsyncLocalStorage } from "node:async_hooks";

export type Place = "d1" | "object";

export class RequestRecord {
  /** Calls of D1 and of Durable Objects, and how long they were waited for; those at the same time are added up. */
  readonly waits: Readonly<Record<Place, { calls: number; ms: number }>> = {
    d1: { calls: 0, ms: 0 },
    object: { calls: 0, ms: 0 },
  };
  /** True once a batch in D1 has found that an administrator asks. */
  byAdministrator = false;
  /** True once a row of the audit trail may have been written. */
  mayHaveNoted = false;
  readonly #following: Promise<unknown>[] = [];
  readonly #makeTraceparent: () => string;
  #traceparent: string | undefined;

  constructor(makeTraceparent: () => string) {
    this.#makeTraceparent = makeTraceparent;
  }

  /** The trace that the request belongs to, in the form in which it is handed on. Few requests ask, so it is made when one does. */
  get traceparent(): string {
    this.#traceparent ??= this.#makeTraceparent();
    return this.#traceparent;
  }

  /** False once it is certain that no row is written. */
  get mayNote(): boolean {
    return this.mayHaveNoted || this.#following.length > 0;
  }

  /** `work` goes on after the reply. It does not reject. */
  follow(work: Promise<unknown>): void {
    this.#following.push(work);
  }

  /** Waits for all that goes on after the reply, which may write rows, too. */
  async finished(): Promise<void> {
    // Work may hand on more work, and this loop comes to that as well.
    for (const work of this.#following) await work;
  }
}

const CURRENT = new AsyncLocalStorage<RequestRecord>();

export const inRecord = <T>(record: RequestRecord, work: () => T): T => CURRENT.run(record, work);

/** Undefined outside requests: in cron and in objects. */
export const currentRecord = (): RequestRecord | undefined => CURRENT.getStore();

/** To be called by what may write a row of the audit trail. Outside requests it does nothing. */
export function noteRow(): void {
  const record = CURRENT.getStore();
  if (record) record.mayHaveNoted = true;
}

/** Adds the time of a call to the record. */
export async function waiting<T>(place: Place, call: () => Promise<T>): Promise<T> {
  const record = CURRENT.getStore();
  if (!record) return call();
  const began = Date.now();
  try {
    return await call();
  } finally {
    const wait = record.waits[place];
    wait.calls++;
    wait.ms += Date.now() - began;
  }
}
