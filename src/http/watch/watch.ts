// Watches a request: counts its record by step, and writes its facts to the log and, for
// administrators, to Server-Timing. URLs, headers and bodies hold secrets and names, so the facts
// have none of them: a route is named by its pattern.

import type { Context } from "hono";
import type { Meter } from "../../core/ports/meter.ts";
import type { Server } from "../../core/step-numbers.ts";
import { inRecord, RequestRecord } from "../../request-record.ts";
import type { Settings } from "../../settings.ts";
import type { HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";
import { isMadeForClient } from "../request/address.ts";
import { routeOf, stepOf } from "./step.ts";
import { traceOf, traceparentFor } from "./traceparent.ts";

const RAY = /^[0-9a-f]{16}(-[A-Z]{3})?$/;
const COLO = /^[A-Z]{3}$/;

/** The keys are those of the log line. */
export interface Facts {
  /** Cloudflare's ray, or the trace where there is none. */
  readonly id: string;
  readonly trace: string;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  /** The code of the refusal; empty when nothing was refused. */
  readonly reason: string;
  /** Which server has answered. */
  readonly by: Server;
  readonly ms: number;
  readonly d1_ms: number;
  readonly d1_calls: number;
  readonly object_ms: number;
  readonly object_calls: number;
  readonly colo: string;
}

export function createWatch({ ports: { settings, randomBytes, meter }, points, ringBell }: Deps) {
  return async (c: Context<HttpEnv>, answer: () => Promise<void>): Promise<void> => {
    // The console's own requests to the API belong to the request for its page.
    if (isMadeForClient(c.req.raw)) return answer();
    const began = Date.now();
    const record = new RequestRecord(() => traceparentFor(c.req.header("traceparent"), randomBytes));
    await inRecord(record, answer);
    if (ringBell && record.mayNote) c.executionCtx.waitUntil(ringWhenWritten(record, ringBell));
    const isPassed = c.get("passed") === true;
    if (meter) count(meter, c, record, settings);
    const isLogged = settings.logsRequests || isPassed;
    const isTimed = record.byAdministrator && !isPassed;
    // Most requests are polls, whose facts nobody asks for.
    if (!isLogged && !isTimed && !points) return;
    const facts = factsOf(c, record, Date.now() - began, settings);
    // Microsoft's support asks for its own name of a request.
    if (isLogged) console.log(JSON.stringify({ ...facts, client_request_id: c.get("clientRequestId") }));
    points?.writeDataPoint(pointOf(facts));
    if (isTimed) c.res.headers.set("Server-Timing", timingOf(facts));
  };
}

function count(meter: Meter, c: Context<HttpEnv>, { waits }: RequestRecord, settings: Settings): void {
  meter.count(stepOf(c, settings), serverOf(c), c.res.status, waits);
  const nowMs = Date.now();
  // The reply must neither wait for this nor start later because of it.
  if (meter.isDue(nowMs)) c.executionCtx.waitUntil(scheduler.wait(0).then(() => meter.handOver(nowMs)));
}

const serverOf = (c: Context<HttpEnv>): Server => (c.get("passed") ? "upstream" : "here");

/** One bell for all rows of the request, when those after its reply are written, too. */
async function ringWhenWritten(record: RequestRecord, ringBell: () => Promise<void>): Promise<void> {
  // Without this pause it could delay the reply.
  await scheduler.wait(0);
  await record.finished();
  if (!record.mayHaveNoted) return;
  await ringBell().catch((error) => console.error("webhooks: the bell was not rung:", error));
}

function factsOf(c: Context<HttpEnv>, { traceparent, waits }: RequestRecord, ms: number, settings: Settings): Facts {
  const trace = traceOf(traceparent);
  const ray = settings.trustedProxy === "on" ? (c.req.header("CF-Ray") ?? "") : "";
  const { colo } = (c.req.raw.cf ?? {}) as { readonly colo?: unknown };
  return {
    id: RAY.test(ray) ? ray : trace,
    trace,
    method: c.req.method,
    route: routeOf(c, settings),
    status: c.res.status,
    reason: c.get("reason") ?? "",
    by: serverOf(c),
    ms,
    d1_ms: waits.d1.ms,
    d1_calls: waits.d1.calls,
    object_ms: waits.object.ms,
    object_calls: waits.object.calls,
    colo: typeof colo === "string" && COLO.test(colo) ? colo : "",
  };
}

/** docs/watching.md has the columns. Sampling is by index: no rare route is lost among polls. */
const pointOf = ({ route, method, status, reason, by, colo, ...numbers }: Facts): AnalyticsEngineDataPoint => ({
  indexes: [route],
  blobs: [route, method, String(status), reason, by, colo],
  doubles: [numbers.ms, numbers.d1_ms, numbers.d1_calls, numbers.object_ms, numbers.object_calls],
});

const timingOf = ({ ms, d1_ms, d1_calls, object_ms, object_calls }: Facts): string =>
  [
    `d1;dur=${d1_ms};desc="${d1_calls} calls"`,
    `object;dur=${object_ms};desc="${object_calls} calls"`,
    `total;dur=${ms}`,
  ].join(", ");
