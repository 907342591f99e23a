// A count of seconds that goes on while the device sleeps. One of the browser's clocks may stop then, the other may be set:
// whichever says that more time has gone by is believed, because who asks too early is only told the rest anew.

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
