// The cost of a step where it runs, in milliseconds: our CPU as measured with workerd on one
// machine in November 2026 (PIN_ITERATIONS 10000), and the time that storage takes to confirm a
// write on Cloudflare, which could not be measured and is an assumption.

export interface StepCosts {
  readonly cpu: { readonly trigger: number; readonly answer: number; readonly finalize: number };
  /** Until a write is confirmed, by D1 or by an object. */
  readonly commitMs: number;
}

export const COSTS: StepCosts = { cpu: { trigger: 5.9, answer: 1.5, finalize: 1.75 }, commitMs: 5 };
