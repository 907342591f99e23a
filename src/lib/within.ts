// Bounds a wait. The work itself is not stopped; its result is ignored once the time is up.

/** Resolves as `work` does, or rejects when it has not ended after `milliseconds`. */
export function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  // Each poll waits here, so one promise and one timer: Promise.race would make three more.
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  const end = () => clearTimeout(timer);
  work.then(resolve, reject).then(end);
  return promise;
}
