// Records workerd's memory and file descriptors every second, as the kernel reports them (Linux).
import { readdirSync } from "node:fs";
import { residentMb } from "../measure/process.ts";

interface ProcessSample {
  readonly residentMb: number;
  readonly descriptors: number;
}

const EVERY_MS = 1000;

export class ProcessWatch {
  readonly samples: ProcessSample[] = [];
  readonly #pid: number;
  readonly #timer: NodeJS.Timeout;

  constructor(pid: number) {
    this.#pid = pid;
    this.#timer = setInterval(() => this.samples.push(this.look()), EVERY_MS);
  }

  look(): ProcessSample {
    const descriptors = readdirSync(`/proc/${this.#pid}/fd`).length;
    return { residentMb: Math.round(residentMb(this.#pid)), descriptors };
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /**
   * Returns the least memory between two fractions of the run. The least, because garbage and
   * caches come on top of it.
   */
  residentBetween(from: number, to: number): number {
    const part = this.samples.slice(Math.floor(from * this.samples.length), Math.ceil(to * this.samples.length));
    return Math.min(...part.map(({ residentMb }) => residentMb));
  }
}
