// Limits the time of one request, with one timer: a second would cost a poll by /validate/check a
// twentieth of its time. A body that does not arrive is its sender's fault and should be answered
// as such. So the wait for the body ends two seconds before the request's time is up. Only a
// request that late takes a second timer.

const ANSWER_MS = 2_000;

export class TimeLimit {
  readonly #milliseconds: number;
  #endBody: (() => void) | undefined;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  /** Resolves as `work` does, or rejects when the time is up. The work itself is not stopped. */
  within<T>(work: Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const end = () => reject(new Error(`no answer within ${this.#milliseconds} ms`));
    let timer = setTimeout(() => {
      this.#endBody?.();
      timer = setTimeout(end, ANSWER_MS);
    }, this.#milliseconds - ANSWER_MS);
    work.then(resolve, reject).then(() => clearTimeout(timer));
    return promise;
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
