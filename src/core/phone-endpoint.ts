// What a phone does at /ttype/tiqr: fetch the metadata, push its secret, answer a challenge.
// TiqrToken.apiEndpoint leads here.

import { fromHex } from "../lib/bytes.ts";
import { buildMetadata, type Metadata } from "../tiqr/metadata.ts";
import { type Parameter, readAnswerRequest, readEnrollmentRequest } from "../tiqr/requests.ts";
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
  nowMs: number,
): Promise<Outcome<{ readonly metadata: Metadata }>> {
  const [session, serial] = [parameter("session"), parameter("serial")];
  if (!session) return refuse({ code: "missing-parameter", name: "session" });
  if (!serial) return refuse({ code: "missing-parameter", name: "serial" });
  const phoneSession = makeSession(ports.randomBytes);
  const view = await ports.tokens.fetchMetadata(
    { serial, sessionHash: await hashSession(session), nowMs },
    await hashSession(phoneSession),
  );
  if (typeof view === "string") return sessionRefused(view);
  return { ok: true, metadata: buildMetadata(ports.settings, { ...view, serial, session: phoneSession }) };
}

/** Two phones that push a secret under one session: the first to reach D1 wins, the other finds the session gone. */
export async function takeSecret(
  ports: Ports,
  parameter: Parameter,
  nowMs: number,
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
    { serial, sessionHash: await hashSession(session), nowMs },
    { sealedSecret: await ports.sealer.seal("secret", serial, secret), notification },
  );
  return enrolled === "enrolled" ? { ok: true, done: true } : sessionRefused(enrolled);
}

/** The userId is not compared: iOS garbles it, and the HMAC decides. */
export async function answerChallenge(ports: Ports, parameter: Parameter): Promise<Outcome<{ readonly done: true }>> {
  const read = readAnswerRequest(parameter);
  if (!read.ok) return refuse({ code: "missing-parameter", name: read.missing });
  const { sessionKey, response } = read.request;
  const answered = await ports.transactions.answer(sessionKey, response, undefined);
  return answered.ok ? { ok: true, done: true } : answered;
}

const sessionRefused = (why: SessionRefusal): Refusal =>
  refuse({ code: why === "unknown-serial" ? "unknown-serial" : "invalid-session" });
