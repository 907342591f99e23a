// Counts down seconds even while the device sleeps. One of the browser's clocks may stop then, and the other may be set. So the
// one that says that more time has passed counts: a page that asks too early only learns how much is left.

export class Countdown {
  readonly #seconds: number;
  readonly #running = performance.now();
  readonly #wall = Date.now();

  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  secondsLeft(): number {
    const goneMs = Math.max(performance.now() - this.#running, Date.now() - this.#wall);
    return Math.max(0, Math.ceil(this.#seconds - goneMs / 1000));
  }
}
