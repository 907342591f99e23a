// Polls, by which an application or its page learns that the phone has answered, or how far an
// enrolment is. A poll may wait (`wait`). Anyone who knows the id may poll: it finalizes nothing.

import type { Context, MiddlewareHandler } from "hono";
import { enrolmentJson, hasSecret, pollEnrolment } from "../../core/enrolment/progress.ts";
import { pollTransaction } from "../../core/login/finalize.ts";
import type { ChallengeState } from "../../core/ports/tokens/challenge.ts";
import type { EnrolmentProgress } from "../../core/ports/tokens/enrolments.ts";
import { type Outcome, refuse } from "../../core/reasons.ts";
import type { Parameter } from "../../tiqr/requests.ts";
import { crossOrigin } from "../answer/cross-origin.ts";
import { success } from "../answer/envelope.ts";
import { onlyMethods } from "../answer/methods.ts";
import { READY } from "../answer/ready-headers.ts";
import { refused } from "../answer/reason-to-wire.ts";
import type { HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";
import { inTime } from "../guard/request-timeout.ts";
import { Hono } from "../hono.ts";
import { withParameters } from "../request/params.ts";
import { readWait } from "../request/wait.ts";

/**
 * Nearly every poll: an id as we make them, and nothing else. It has no parameter to be read, so
 * this is looked at first.
 */
const PLAIN = /^[^?#]*\/validate\/polltransaction(?:\/|\?transaction_id=)(\d{20})$/;
const NONE: Parameter = () => undefined;

type Poll = (c: Context<HttpEnv>, id: string, waitMs: number) => Promise<Response>;

export function pollRoutes({ ports }: Deps): Hono<HttpEnv> {
  const { pollOrigins } = ports.settings;
  const app = new Hono<HttpEnv>();
  // Pages of other origins poll here, every 300 ms.
  const polling = crossOrigin(pollOrigins);

  const tellTransaction: Poll = async (c, id, waitMs) => {
    c.set("ready", READY["no-cache"]);
    const polled = await inTime(pollTransaction(ports, id, waitMs), waitMs);
    return polled.ok ? toldTransaction(c, polled) : refused(c, polled.reason);
  };
  poll("/validate/polltransaction", "transaction_id", tellTransaction, async (c, next) => {
    const [, id] = (c.req.raw.body === null && PLAIN.exec(c.req.url)) || [];
    if (id === undefined) return next();
    c.set("parameter", NONE);
    return tellTransaction(c, id, 0);
  });
  poll("/validate/pollenrollment", "enrollment_id", async (c, id, waitMs) => {
    const known = readKnown(c.var.parameter);
    if (!known.ok) return refused(c, known.reason);
    const polled = await inTime(pollEnrolment(ports, id, known.progress, waitMs), waitMs);
    return polled.ok ? toldEnrolment(c, polled.progress) : refused(c, polled.reason);
  });
  return app;

  /** The id is in the path or in a parameter. */
  function poll(base: string, idName: string, answer: Poll, first?: MiddlewareHandler<HttpEnv>): void {
    for (const path of [base, `${base}/:id`]) {
      app.use(path, polling);
      if (first) app.get(path, first);
      app.get(path, withParameters, async (c) => {
        const parameter = c.get("parameter");
        const id = c.req.param("id") ?? parameter(idName);
        if (!id) return refused(c, { code: "missing-parameter", name: idName });
        const read = readWait(parameter("wait"));
        return read.ok ? answer(c, id, read.waitMs) : refused(c, read.reason);
      });
      onlyMethods(app, path, ["GET"]);
    }
  }
}

interface Polled {
  readonly state: ChallengeState;
  readonly refused?: "phone-elsewhere";
}

/** Clients stumble over any other word. As in privacyIDEA, a login that is over is `pending`. */
const CHALLENGE_STATUS: Readonly<Record<ChallengeState, "accept" | "pending" | "declined">> = {
  open: "pending",
  answered: "accept",
  used: "pending",
  expired: "pending",
  cancelled: "pending",
  blocked: "declined",
  unknown: "pending",
};

function toldTransaction(c: Context, { state, refused }: Polled): Response {
  const detail = { challenge_status: CHALLENGE_STATUS[state], transaction_state: state, ...(refused && { refused }) };
  const value = state === "answered";
  return success<"GET /validate/polltransaction/:id">(c, {
    value,
    authentication: value ? "ACCEPT" : "REJECT",
    detail,
  });
}

/** The progress that the caller has heard of. One that names none has seen only the QR code. */
function readKnown(parameter: Parameter): Outcome<{ readonly progress: EnrolmentProgress }> {
  const state = parameter("state") ?? "started";
  const uses = parameter("qr_code_uses") ?? "0";
  if (state !== "started" && state !== "fetched" && state !== "unproven")
    return refuse({ code: "invalid-parameter", message: "Invalid state: expected started, fetched or unproven." });
  if (!/^\d{1,9}$/.test(uses))
    return refuse({ code: "invalid-parameter", message: "Invalid qr_code_uses: expected a whole number." });
  return { ok: true, progress: { state, qrCodeUses: Number(uses) } };
}

const toldEnrolment = (c: Context, progress: EnrolmentProgress): Response =>
  success<"GET /validate/pollenrollment/:id">(c, {
    value: hasSecret(progress),
    detail: { enrollment: enrolmentJson(progress) },
  });
