// W3C Trace Context §3.2: which trace a request belongs to. As it says there, a malformed header
// begins a new trace, so nothing else that a client writes there gets into the log.

import { type RandomBytes, toHex } from "../../lib/bytes.ts";

const TRACE_BYTES = 16;
const SPAN_BYTES = 8;

/** Later versions may add fields after the four of version 00. ff is not a version. */
const FORM = /^(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const ZEROS = /^0+$/;

/** The header for requests that this one makes: the same trace, with our span as the parent. */
export function traceparentFor(header: string | undefined, randomBytes: RandomBytes): string {
  const random = toHex(randomBytes(TRACE_BYTES + SPAN_BYTES));
  const span = random.slice(2 * TRACE_BYTES);
  const read = readTraceparent(header);
  return read ? `00-${read.trace}-${span}-${read.flags}` : `00-${random.slice(0, 2 * TRACE_BYTES)}-${span}-00`;
}

export const traceOf = (traceparent: string): string => traceparent.slice(3, 3 + 2 * TRACE_BYTES);

function readTraceparent(header: string | undefined): { readonly trace: string; readonly flags: string } | undefined {
  const [, version, trace = "", parent = "", flags = "", more] = FORM.exec(header ?? "") ?? [];
  if (version === undefined || ZEROS.test(trace) || ZEROS.test(parent)) return undefined;
  if (version === "00" && more !== undefined) return undefined;
  // Version 00 defines only the lowest flag, so no other is passed on.
  return { trace, flags: Number.parseInt(flags, 16) % 2 === 1 ? "01" : "00" };
}
