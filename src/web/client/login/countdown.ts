// Counts down even while the device sleeps, when one of the browser's clocks may stop; the other
// may be set. The longer time counts: a page that asks too early only learns what is left.

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
