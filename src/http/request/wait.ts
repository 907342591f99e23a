// How long a request may wait for news.

import { type Outcome, refuse } from "../../core/reasons.ts";

/** A call goes on even when its client has left, so the wait is short. */
const MAX_WAIT_SECONDS = 20;

export function readWait(text = "0"): Outcome<{ readonly waitMs: number }> {
  if (/^\d{1,2}$/.test(text) && Number(text) <= MAX_WAIT_SECONDS) return { ok: true, waitMs: Number(text) * 1000 };
  const message = `wait must be a whole number of seconds from 0 to ${MAX_WAIT_SECONDS}`;
  return refuse({ code: "invalid-parameter", message });
}
