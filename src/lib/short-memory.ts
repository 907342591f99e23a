// Values that this isolate keeps for a short time, a bounded number of them. It never keeps a
// promise, because a promise belongs to the request that made it.

export class ShortMemory<Value> {
  readonly #kept = new Map<string, { readonly value: Value; readonly untilMs: number }>();
  readonly #ms: number;
  readonly #most: number;

  constructor(ms: number, most: number) {
    this.#ms = ms;
    this.#most = most;
  }

  find(name: string, nowMs: number): Value | undefined {
    const kept = this.#kept.get(name);
    return kept && nowMs < kept.untilMs ? kept.value : undefined;
  }

  keep(name: string, value: Value, nowMs: number): void {
    this.forget(name);
    // Requests choose the names and could fill the memory, so the oldest value makes room.
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size >= this.#most) this.#kept.delete(oldest);
    this.#kept.set(name, { value, untilMs: nowMs + this.#ms });
  }

  forget(name: string): void {
    this.#kept.delete(name);
  }
}
