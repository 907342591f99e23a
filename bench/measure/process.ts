// The CPU time and the memory of a process, as the kernel reports them (Linux).
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The process id of the workerd that serves this state folder. */
export const workerdOf = (state: string): number => Number(readFileSync(join(state, "workerd.pid"), "utf8"));

/** What the process's own account may be behind or before its threads', in nanoseconds. */
const SLACK_NS = 20e6;

/**
 * The CPU time of a process, in the program and in the kernel. Each thread tells its own in
 * nanoseconds, and takes it along when it ends. So what a thread had at the last reading is kept.
 * What it ran after that is in the process's account, which knows ended threads but counts in
 * hundredths of a second: it is added as soon as both accounts differ by more than their slack.
 */
export class CpuClock {
  readonly #pid: number;
  #threads = new Map<string, number>();
  #endedNs = 0;

  constructor(pid: number) {
    this.#pid = pid;
  }

  /** Milliseconds since the process began. It never goes back. */
  readMs(): number {
    const accountedNs = accountOf(this.#pid);
    const threads = threadsOf(this.#pid);
    for (const [id, ns] of this.#threads) if ((threads.get(id) ?? -1) < ns) this.#endedNs += ns;
    this.#threads = threads;
    const aliveNs = [...threads.values()].reduce((sum, ns) => sum + ns, 0);
    this.#endedNs = Math.max(this.#endedNs, accountedNs - SLACK_NS - aliveNs);
    return (aliveNs + this.#endedNs) / 1e6;
  }
}

function threadsOf(pid: number): Map<string, number> {
  const threads = new Map<string, number>();
  for (const id of readdirSync(`/proc/${pid}/task`))
    try {
      threads.set(id, Number.parseInt(readFileSync(`/proc/${pid}/task/${id}/schedstat`, "utf8"), 10));
    } catch {
      // It ended just now.
    }
  return threads;
}

const TICK_NS = 10e6;

function accountOf(pid: number): number {
  // The second field is the program's name in brackets, which may hold spaces.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_NS;
}

export const residentMb = (pid: number): number => statusMb(pid, "VmRSS");
/** The most memory that it has had. */
export const peakMb = (pid: number): number => statusMb(pid, "VmHWM");

function statusMb(pid: number, field: string): number {
  const [, kb] = new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kb) / 1024;
}
