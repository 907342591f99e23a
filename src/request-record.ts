// The record of the request that is being answered: what a line of the log, a data point and
// Server-Timing tell about it, and whether it may have written into the audit trail. It follows the
// request by itself, so that no flow has to pass it on. It holds no secret and names no person.
// A Worker's clock stands still while it computes, so these are times of waiting.

import { AsyncLocalStorage } from "node:async_hooks";

export class RequestRecord {
  /** Calls of D1 and of Durable Objects, and how long each took; simultaneous ones are added up. */
  readonly waits = { d1: { calls: 0, ms: 0 }, object: { calls: 0, ms: 0 } };
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

  /** The request's trace, as it is passed on. Few requests need it, so it is made on first use. */
  get traceparent(): string {
    this.#traceparent ??= this.#makeTraceparent();
    return this.#traceparent;
  }

  /** False if no row was written, and no work goes on that could write one. */
  get mayNote(): boolean {
    return this.mayHaveNoted || this.#following.length > 0;
  }

  /** Remembers `work` that goes on after the reply. It must not reject. */
  follow(work: Promise<unknown>): void {
    this.#following.push(work);
  }

  /** Waits for all work that goes on after the reply. */
  async finished(): Promise<void> {
    // Work may add more work, which this loop reaches as well.
    for (const work of this.#following) await work;
  }
}

const CURRENT = new AsyncLocalStorage<RequestRecord>();

export const inRecord = <T>(record: RequestRecord, work: () => T): T => CURRENT.run(record, work);

/** Undefined outside requests: in cron and in objects. */
export const currentRecord = (): RequestRecord | undefined => CURRENT.getStore();

/** Whatever may write a row of the audit trail calls this. Outside requests it does nothing. */
export function noteRow(): void {
  const record = CURRENT.getStore();
  if (record) record.mayHaveNoted = true;
}

/** Adds the time of a call to the record. */
export async function waiting<T>(kind: keyof RequestRecord["waits"], call: () => Promise<T>): Promise<T> {
  const record = CURRENT.getStore();
  if (!record) return call();
  const began = Date.now();
  try {
    return await call();
  } finally {
    const wait = record.waits[kind];
    wait.calls++;
    wait.ms += Date.now() - began;
  }
}
