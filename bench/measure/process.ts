// The CPU time and the memory of a process, as the kernel reports them (Linux).
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Linux tells CPU time to programs in hundredths of a second, whatever its own clock is. */
const TICK_MS = 10;

/** The process id of the workerd that serves this state folder. */
export const workerdOf = (state: string): number => Number(readFileSync(join(state, "workerd.pid"), "utf8"));

/** Milliseconds of CPU, in the program and in the kernel, of all its threads since it began. */
export function cpuMs(pid: number): number {
  // The second field is the program's name in brackets, which may hold spaces.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

export const residentMb = (pid: number): number => statusMb(pid, "VmRSS");
/** The most memory that it has had. */
export const peakMb = (pid: number): number => statusMb(pid, "VmHWM");

function statusMb(pid: number, field: string): number {
  const [, kb] = new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kb) / 1024;
}
