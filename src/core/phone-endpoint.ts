// What a phone does at /ttype/tiqr: fetch the metadata, push its secret, answer a challenge.
// TiqrToken.apiEndpoint leads here.

import { fromHex } from "../lib/bytes.ts";
import { buildMetadata, type Metadata } from "../tiqr/metadata.ts";
import { type Parameter, readAnswerRequest, readEnrollmentRequest } from "../tiqr/requests.ts";
import { type Call, entryOf } from "./audit.ts";
import { hashSession, makeSession } from "./enrollment-session.ts";
import type { Ports, SessionRefusal } from "./ports.ts";
import { type Outcome, type Refusal, refuse } from "./reasons.ts";

/** In bytes. The apps make 32; the HMAC of RFC 6287 wants at least the length of SHA-1's output. */
const SECRET_BYTES = { least: 20, most: 64 };

/**
 * The metadata spends the QR code's session and carries a fresh one in its enrollmentUrl,
 * so that whoever photographed the QR code can do nothing with it later.
 */
export async function fetchMetadata(
  ports: Ports,
  parameter: Parameter,
  call: Call,
): Promise<Outcome<{ readonly metadata: Metadata }>> {
  const [session, serial] = [parameter("session"), parameter("serial")];
  if (!session) return refuse({ code: "missing-parameter", name: "session" });
  if (!serial) return refuse({ code: "missing-parameter", name: "serial" });
  const phoneSession = makeSession(ports.randomBytes);
  const view = await ports.tokens.fetchMetadata(
    { serial, sessionHash: await hashSession(session), nowMs: call.nowMs },
    await hashSession(phoneSession),
  );
  // A second fetch is told in the trail: somebody else may have had the QR code.
  if (typeof view === "string") return refusedSession(ports, call, serial, view);
  const { user, realm } = view;
  call.afterwards(() => ports.audit.write(entryOf(call, { success: true, serial, user, realm })));
  return { ok: true, metadata: buildMetadata(ports.settings, { ...view, serial, session: phoneSession }) };
}

/** Two phones that push a secret under one session: the first to reach D1 wins, the other finds the session gone. */
export async function takeSecret(
  ports: Ports,
  parameter: Parameter,
  call: Call,
): Promise<Outcome<{ readonly done: true }>> {
  const read = readEnrollmentRequest(parameter);
  if (!read.ok) return refuse({ code: "missing-parameter", name: read.missing });
  const { serial, session, secretHex, notification } = read.request;
  const secret = fromHex(secretHex);
  if (!secret || secret.length < SECRET_BYTES.least || secret.length > SECRET_BYTES.most) {
    const message = `Invalid secret: expected ${SECRET_BYTES.least} to ${SECRET_BYTES.most} bytes in hex.`;
    return refuse({ code: "invalid-parameter", message });
  }
  const enrolled = await ports.tokens.enroll(
    { serial, sessionHash: await hashSession(session), nowMs: call.nowMs },
    { sealedSecret: await ports.sealer.seal("secret", serial, secret), notification },
    { held: entryOf(call, { success: true, serial }) },
  );
  return enrolled === "enrolled" ? { ok: true, done: true } : refusedSession(ports, call, serial, enrolled);
}

/** The userId is not compared: iOS garbles it, and the HMAC decides. */
export async function answerChallenge(
  ports: Ports,
  parameter: Parameter,
  call: Call,
): Promise<Outcome<{ readonly done: true }>> {
  const read = readAnswerRequest(parameter);
  if (!read.ok) return refuse({ code: "missing-parameter", name: read.missing });
  const { sessionKey, response } = read.request;
  const { action, client } = call;
  const answered = await ports.transactions.answer(sessionKey, response, undefined, { action, client });
  return answered.ok ? { ok: true, done: true } : answered;
}

/** Noted only for a serial that exists: anybody can make others up. */
function refusedSession(ports: Ports, call: Call, serial: string, why: SessionRefusal): Refusal {
  if (why === "unknown-serial") return refuse({ code: "unknown-serial" });
  call.afterwards(() => ports.audit.write(entryOf(call, { success: false, serial, reason: why })));
  return refuse({ code: why });
}
