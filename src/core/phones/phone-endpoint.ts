// A phone's requests to /ttype/tiqr: it fetches metadata, pushes its secret, answers challenges.
// TiqrToken.apiEndpoint calls these functions.

import { equalInConstantTime, fromHex } from "../../lib/bytes.ts";
import { buildMetadata, type Metadata } from "../../tiqr/metadata.ts";
import type { AnswerRequest, EnrolmentRequest, MetadataRequest } from "../../tiqr/requests.ts";
import { authenticationEndpoint, identityOf } from "../../tiqr/urls.ts";
import { entryOf } from "../audit/audit.ts";
import type { Call } from "../call.ts";
import { hashSession, openPhoneSession, type PhoneSession, sealPhoneSession } from "../phone-session.ts";
import type { Ports } from "../ports/index.ts";
import type { EnrolmentView, SessionRefusal } from "../ports/tokens/tokens.ts";
import { type Outcome, type Refusal, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import { sealNotification } from "../token/notification.ts";

/** In bytes. The apps make 32; RFC 6287's HMAC wants at least the output length of SHA-1. */
const SECRET_BYTES = { least: 20, most: 64 };

/**
 * The metadata spends the QR code's session and carries a fresh one in its enrollmentUrl, so that a
 * photograph of the QR code is useless afterwards.
 */
export async function fetchMetadata(
  ports: Ports,
  { session, serial }: MetadataRequest,
  call: Call,
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

/** Two phones may scan one QR code. D1 counts its uses, so only the first is accepted. */
async function spendSession(
  ports: Ports,
  serial: string,
  session: string,
  call: Call,
): Promise<Outcome<{ readonly view: EnrolmentView; readonly ticket: PhoneSession }>> {
  const sessionHash = await hashSession(session);
  const { publicUrl, serviceIdentifier } = ports.settings;
  const told = { authenticationUrl: authenticationEndpoint(publicUrl), serviceIdentifier };
  const view = await ports.tokens.useSession({ serial, sessionHash, nowMs: call.nowMs }, told);
  if (typeof view === "string") return refusedSession(ports, call, view, { serial });
  call.afterwards(() => ports.enrolments.ring(sessionHash));
  const { user, realm, expiresAtMs } = view;
  if (view.uses > 1) return refusedSession(ports, call, "session-used", { serial, user, realm });
  return { ok: true, view, ticket: { sessionHash, user, realm, expiresAtMs } };
}

/**
 * Of two requests that push a secret with one ticket, the first to reach D1 wins. Android and PHP
 * repeat a request whose reply is lost. A refusal would leave a token that no phone can answer for,
 * so the same secret gets the same answer and nothing is written.
 */
export async function takeSecret(
  ports: Ports,
  { serial, session, secretHex, notification }: EnrolmentRequest,
  call: Call,
): Promise<Outcome<{ readonly done: true }>> {
  const secret = fromHex(secretHex);
  if (!secret || secret.length < SECRET_BYTES.least || secret.length > SECRET_BYTES.most) {
    const message = `Invalid secret: expected ${SECRET_BYTES.least} to ${SECRET_BYTES.most} bytes in hex.`;
    return refuse({ code: "invalid-parameter", message });
  }
  // A client that skips the metadata spends the QR code's session here. No app does.
  const opened = await openPhoneSession(ports.sealer, serial, session, call.nowMs);
  const spent = opened ? { ok: true as const, ticket: opened } : await spendSession(ports, serial, session, call);
  if (!spent.ok) return spent;
  const { sessionHash, user, realm } = spent.ticket;
  const whose = { serial, user, realm };
  const enrolled = await ports.tokens.enroll(
    { serial, sessionHash, nowMs: call.nowMs },
    {
      sealedSecret: await ports.sealer.seal("secret", serial, secret),
      identity: identityOf(user, realm),
      notification: await sealNotification(ports.sealer, serial, notification),
    },
    { held: entryOf(call, { success: true, event: "TOKEN_ENROLLED", ...whose }) },
  );
  if (typeof enrolled === "object") {
    const isSame = equalInConstantTime(await ports.sealer.open("secret", serial, enrolled.sealedSecret), secret);
    return isSame ? { ok: true, done: true } : refusedSession(ports, call, "invalid-session", whose);
  }
  if (enrolled !== "enrolled") return refusedSession(ports, call, enrolled, whose);
  call.afterwards(() => ports.enrolments.ring(sessionHash));
  return { ok: true, done: true };
}

/** iOS garbles the userId, so it is not checked: the HMAC decides. */
export async function answerChallenge(
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
