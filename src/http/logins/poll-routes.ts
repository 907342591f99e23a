// Polls, by which an application or its page learns that the phone has answered, or how far an
// enrolment is. A poll may wait (`wait`). Anyone who knows the id may poll: it finalizes nothing.

import { enrolmentJson, hasSecret, pollEnrolment } from "../../core/enrolment/progress.ts";
import { pollTransaction } from "../../core/login/finalize.ts";
import type { ChallengeState } from "../../core/ports/tokens/challenge.ts";
import type { EnrolmentProgress } from "../../core/ports/tokens/enrolments.ts";
import { type Outcome, refuse } from "../../core/reasons.ts";
import type { Parameter } from "../../tiqr/requests.ts";
import { crossOrigin } from "../answer/cross-origin.ts";
import { type AnswerOf, envelope } from "../answer/envelope.ts";
import { READY } from "../answer/ready-headers.ts";
import { refused } from "../answer/reason-to-wire.ts";
import type { RouteContext } from "../context.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { inTime } from "../guard/request-timeout.ts";
import { readWait } from "../request/wait.ts";

/**
 * Nearly every poll: an id as we make them, and nothing else. It has no parameter to be read, so
 * this is looked at first.
 */
const PLAIN = /^[^?#]*\/validate\/polltransaction(?:\/|\?transaction_id=)(\d{20})$/;
const NONE: Parameter = () => undefined;

export function pollRoutes({ app, on }: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  // Pages of other origins poll here, every 300 ms.
  const polling = crossOrigin(ports.settings.pollOrigins);

  for (const path of ["/validate/polltransaction", "/validate/polltransaction/:id"]) {
    app.use(path, polling);
    app.get(path, async (c, next) => {
      const [, id] = (c.req.raw.body === null && PLAIN.exec(c.req.url)) || [];
      if (id === undefined) return next();
      c.set("parameter", NONE);
      c.set("ready", READY["no-cache"]);
      const polled = await inTime(pollTransaction(ports, id, 0));
      return polled.ok ? envelope(c, transactionAnswer(polled)) : refused(c, polled.reason);
    });
  }
  on(
    ["GET /validate/polltransaction", "GET /validate/polltransaction/:id"],
    (c) => {
      const read = readPoll(c, "transaction_id");
      if (!read.ok) return read;
      c.set("ready", READY["no-cache"]);
      return inTime(pollTransaction(ports, read.id, read.waitMs), read.waitMs);
    },
    (polled) => transactionAnswer(polled),
  );

  for (const path of ["/validate/pollenrollment", "/validate/pollenrollment/:id"]) app.use(path, polling);
  on(
    ["GET /validate/pollenrollment", "GET /validate/pollenrollment/:id"],
    (c) => {
      const read = readPoll(c, "enrollment_id");
      if (!read.ok) return read;
      const known = readKnown(c.get("parameter"));
      return known.ok ? inTime(pollEnrolment(ports, read.id, known.progress, read.waitMs), read.waitMs) : known;
    },
    ({ progress }) => ({ value: hasSecret(progress), detail: { enrollment: enrolmentJson(progress) } }),
  );
}

type Polling = `GET /validate/poll${"transaction" | "enrollment"}${"" | "/:id"}`;

/** The id is in the path or in a parameter. */
function readPoll(c: RouteContext<Polling>, idName: string): Outcome<{ readonly id: string; readonly waitMs: number }> {
  const parameter = c.get("parameter");
  const id = c.req.param("id") ?? parameter(idName);
  if (!id) return refuse({ code: "missing-parameter", name: idName });
  const read = readWait(parameter("wait"));
  return read.ok ? { ok: true, id, waitMs: read.waitMs } : read;
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

function transactionAnswer({ state, refused }: Polled): AnswerOf<"GET /validate/polltransaction"> {
  const detail = { challenge_status: CHALLENGE_STATUS[state], transaction_state: state, ...(refused && { refused }) };
  const value = state === "answered";
  return { value, authentication: value ? "ACCEPT" : "REJECT", detail };
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
