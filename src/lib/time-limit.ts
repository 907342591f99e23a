// Limits the time of one request, with one timer: a second would cost a poll by /validate/check a
// twentieth of its time. A body that does not arrive is its sender's fault and should be answered
// as such. So the wait for the body ends two seconds before the request's time is up. Only a
// request that late takes a second timer.

const ANSWER_MS = 2_000;

export class TimeLimit {
  #milliseconds: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #end: (() => void) | undefined;
  #endBody: (() => void) | undefined;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  /** Resolves as `work` does, or rejects when the time is up. The work itself is not stopped. */
  within<T>(work: Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    this.#end = () => reject(new Error(`no answer within ${this.#milliseconds} ms`));
    this.#start();
    work.then(resolve, reject).then(() => clearTimeout(this.#timer));
    return promise;
  }

  /** For a request that turns out to need another limit, be it before or after its work began. */
  change(milliseconds: number): void {
    this.#milliseconds = milliseconds;
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#start();
  }

  #start(): void {
    this.#timer = setTimeout(() => {
      this.#endBody?.();
      this.#timer = setTimeout(() => this.#end?.(), ANSWER_MS);
    }, this.#milliseconds - ANSWER_MS);
  }

  /** Resolves as the reading does, or rejects when it takes too long. */
  body<T>(reading: Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    this.#endBody = () => reject(new Error("the body did not arrive in time"));
    const done = () => {
      this.#endBody = undefined;
    };
    reading.then(resolve, reject).then(done);
    return promise;
  }
}
