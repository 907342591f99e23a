// A phone's requests to /ttype/tiqr: it fetches metadata, pushes its secret, answers challenges.

import { equalInConstantTime, fromHex } from "../../lib/bytes.ts";
import { buildMetadata, type Metadata } from "../../tiqr/metadata.ts";
import type { AnswerRequest, EnrolmentRequest, MetadataRequest, PhoneRequest } from "../../tiqr/requests.ts";
import { authenticationEndpoint, identityOf } from "../../tiqr/urls.ts";
import { entryOf, noteOnSuccess } from "../audit/audit.ts";
import type { Call } from "../call.ts";
import { endUnanswerableOf } from "../end-unanswerable.ts";
import { hashPlace, hashSession, openPhoneSession, type PhoneSession, sealPhoneSession } from "../phone-session.ts";
import type { Ports } from "../ports/index.ts";
import type { EnrolmentView, SessionRefusal } from "../ports/tokens/enrolling.ts";
import { invalidValue, type Outcome, type Refusal, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import { sealNotification } from "../token/notification.ts";

/** Two phones in one network differ at least by their app, most often by its build and system. */
export interface PhoneCall extends Call {
  /** Only hashed, never stored or noted: it is free text from anyone. */
  readonly userAgent: string;
}

/** Metadata to a GET, a word to a POST. */
export function answerPhone(
  ports: Ports,
  request: PhoneRequest,
  call: PhoneCall,
): Promise<Outcome<{ readonly metadata: Metadata } | { readonly done: true }>> {
  switch (request.action) {
    case "metadata":
      return fetchMetadata(ports, request, call);
    case "enrollment":
      return takeSecret(ports, request, call);
    case "authentication":
      return answerChallenge(ports, request, call);
  }
}

/** In bytes. The apps make 32; RFC 6287's HMAC wants at least the output length of SHA-1. */
const SECRET_BYTES = { least: 20, most: 64 };

/**
 * The metadata spends the QR code's session and carries a fresh one in its enrollmentUrl, so that a
 * photograph of the QR code is useless afterwards. Android asks again by itself when the reply is
 * lost, and people scan again: the same phone may fetch it until it has sent a secret.
 */
async function fetchMetadata(
  ports: Ports,
  { session, serial }: MetadataRequest,
  call: PhoneCall,
): Promise<Outcome<{ readonly metadata: Metadata }>> {
  const spent = await spendSession(ports, serial, session, call);
  if (!spent.ok) return spent;
  const { view, ticket } = spent;
  const { user, realm } = ticket;
  call.afterwards(() =>
    ports.audit.write(entryOf(call, { success: true, event: "ENROLLMENT_FETCHED", serial, user, realm })),
  );
  const phoneSession = await sealPhoneSession(ports.sealer, serial, ticket);
  return { ok: true, metadata: buildMetadata(ports.settings, { ...view, serial, session: phoneSession }) };
}

/** Two phones may scan one QR code. D1 knows the first by its place, and refuses the other. */
async function spendSession(
  ports: Ports,
  serial: string,
  session: string,
  call: PhoneCall,
): Promise<Outcome<{ readonly view: EnrolmentView; readonly ticket: PhoneSession }>> {
  const sessionHash = await hashSession(session);
  const from = await hashPlace(session, call.client, call.userAgent);
  const { publicUrl, serviceIdentifier } = ports.settings;
  const address = { authenticationUrl: authenticationEndpoint(publicUrl), serviceIdentifier };
  const view = await ports.tokens.useSession({ serial, sessionHash, nowMs: call.nowMs }, from, address);
  if (typeof view === "string") return refusedSession(ports, call, view, { serial });
  call.afterwards(() => ports.enrolments.ring(sessionHash));
  const { user, realm, expiresAtMs, fetch, mayFetch } = view;
  if (!mayFetch) return refusedSession(ports, call, "session-used", { serial, user, realm });
  return { ok: true, view, ticket: { sessionHash, user, realm, fetch, expiresAtMs } };
}

/**
 * Of two requests that push a secret, the first to reach D1 wins. Android and PHP repeat a request
 * whose reply is lost, so the same secret gets the same answer and nothing is written. A person who
 * taps again sends another secret in the same session, and their phone has only that one. Another
 * session's secret is another phone's, and nobody can tell which of them is the owner's.
 */
async function takeSecret(
  ports: Ports,
  request: EnrolmentRequest,
  call: PhoneCall,
): Promise<Outcome<{ readonly done: true }>> {
  const { serial, session, secretHex, notification } = request;
  const secret = fromHex(secretHex);
  const { least, most } = SECRET_BYTES;
  if (!secret || secret.length < least || secret.length > most)
    return invalidValue(`Invalid secret: expected ${least} to ${most} bytes in hex.`);
  // A client that skips the metadata spends the QR code's session here. No app does.
  const opened = await openPhoneSession(ports.sealer, serial, session, call.nowMs);
  const spent = opened ? { ok: true as const, ticket: opened } : await spendSession(ports, serial, session, call);
  if (!spent.ok) return spent;
  const { sessionHash, user, realm, fetch } = spent.ticket;
  const whose = { serial, user, realm };
  const inSession = { serial, sessionHash, nowMs: call.nowMs };
  const enrolment = {
    fetch,
    sealedSecret: await ports.sealer.seal("secret", serial, secret),
    identity: identityOf(user, realm),
    notification: await sealNotification(ports.sealer, serial, notification),
  };
  const enrolled = await ports.tokens.enroll(inSession, enrolment, noteOnSuccess(call, "TOKEN_ENROLLED", whose));
  if (typeof enrolled === "object") {
    const { sealedSecret: before, isFinal } = enrolled;
    if (equalInConstantTime(await ports.sealer.open("secret", serial, before), secret)) return { ok: true, done: true };
    if (isFinal) return refusedSession(ports, call, "invalid-session", whose);
    const isSamePhone = enrolled.fetch === fetch;
    const changed = isSamePhone
      ? await ports.tokens.replaceSecret(
          inSession,
          before,
          enrolment,
          noteOnSuccess(call, "ENROLLMENT_KEY_REPLACED", whose),
        )
      : await ports.tokens.dropSecret(inSession, before, {
          held: entryOf(call, { success: false, reason: "two-phones", ...whose }),
        });
    // Another request has proved, replaced or dropped that secret first, so this one looks again.
    if (!changed) return takeSecret(ports, request, call);
    call.afterwards(() => ports.enrolments.ring(sessionHash));
    endUnanswerableOf(ports, [{ user, realm }], call);
    return isSamePhone ? { ok: true, done: true } : refuse({ code: "two-phones" });
  }
  if (enrolled !== "enrolled") return refusedSession(ports, call, enrolled, whose);
  call.afterwards(() => ports.enrolments.ring(sessionHash));
  return { ok: true, done: true };
}

/** iOS garbles the userId, so it is not checked: the HMAC decides. */
async function answerChallenge(
  ports: Ports,
  answer: AnswerRequest,
  call: Call,
): Promise<Outcome<{ readonly done: true }>> {
  const { action, client, phone, place } = call;
  const answered = await ports.transactions.answerByPhone(answer, { action, client, phone, place });
  return answered.ok ? { ok: true, done: true } : answered;
}

/** Anyone can make up serials, so only a refusal for one that exists is noted. */
function refusedSession(
  ports: Ports,
  call: Call,
  code: SessionRefusal | "session-used",
  whose: { readonly serial: string; readonly user?: string; readonly realm?: string },
): Refusal {
  const reason = { code } as const;
  return code === "unknown-serial" ? refuse(reason) : refuseAndNote(ports, call, reason, whose, "counted");
}
