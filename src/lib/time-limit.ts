// The time of one request, kept by one timer, since each costs a poll a twentieth of its time or more. A body that does not arrive is its sender's
// failure, though, and nobody else's. So while the body is awaited, it is the body that the timer ends, and the request goes on to say so.

/** How long a request whose body was given up may take to answer. */
const ANSWER_MS = 2_000;

export class TimeLimit {
  readonly #milliseconds: number;
  #endBody: (() => void) | undefined;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  /** Resolves as the request's work does, or rejects when its time is up. The work itself is not stopped. */
  within<T>(work: Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const end = () => reject(new Error(`no answer within ${this.#milliseconds} ms`));
    let timer = setTimeout(() => {
      if (!this.#endBody) return end();
      this.#endBody();
      timer = setTimeout(end, ANSWER_MS);
    }, this.#milliseconds);
    work.then(resolve, reject).then(() => clearTimeout(timer));
    return promise;
  }

  /** Resolves as the reading does, or rejects when the request's time is up before. */
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
