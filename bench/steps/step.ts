// One step of an enrolment or a login, as the load generator runs it.
import type { LoadConnection, LoadReply } from "../load/connection.ts";
import type { BenchCrew } from "./crew.ts";

export interface Step {
  /** Runs before the clock: what a phone or an application computes by itself. */
  readonly prepare?: (crew: BenchCrew) => Promise<void>;
  readonly run: (connection: LoadConnection, crew: BenchCrew) => Promise<void>;
}

/** A benchmark of refusals would look fast, so each reply must say what the step is for. */
export function expectReply({ status, body }: LoadReply, expected: string): void {
  if (status !== 200 || !body.includes(expected))
    throw new Error(`expected ${expected}, got ${status} ${body.slice(0, 500)}`);
}
