// A person who has just enrolled a phone has shown link, phone and PIN, with which anybody could
// sign in now. So the test login begins the browser's session, and confirms the recovery codes
// once.

import { randomId, sha256Hex, toHex } from "../../lib/bytes.ts";
import { noteOnSuccess } from "../audit/audit.ts";
import type { Call } from "../call.ts";
import { type LastLogin, rememberSignIn } from "../login/known-browser.ts";
import { amrOf } from "../login/transaction/beginning-session.ts";
import type { Ports } from "../ports/index.ts";
import type { BrowserKey, BrowserSession } from "../ports/oidc/browser-sessions.ts";
import type { WithPhone } from "./link.ts";
import type { TrialFactor } from "./link-trial.ts";

/** Later, somebody else may sit at a browser in which the page was left open. */
const AFTER_ENROLMENT_MS = 10 * 60_000;

const SECRET_BYTES = 32;

export interface SignedInBrowser {
  /** Its name: ../oidc/sessions/browser-name.ts. */
  readonly name: string;
  readonly earlier: BrowserKey | undefined;
  /** The people who have signed in before in this browser. */
  readonly known: readonly LastLogin[];
}

export interface FirstSignIn {
  readonly session: BrowserSession;
  /** Of the session's cookie. */
  readonly secret: string;
  /** For the browser to keep, to be recognised. */
  readonly keep: string;
}

/**
 * Undefined when nobody is signed in: the PIN was not asked, it is late, the token has just been
 * changed, or it is an administrator's, whose phone opens the console by its own rules.
 */
export async function signInEnrolled(
  ports: Ports,
  { link: { user, realm, serial, database }, token }: WithPhone,
  factor: TrialFactor,
  { name, earlier, known }: SignedInBrowser,
  call: Call,
): Promise<FirstSignIn | undefined> {
  const { randomBytes, settings, sealer } = ports;
  const { nowMs, client } = call;
  const isLate = nowMs > (token.sessionExpiresAtMs ?? 0) + AFTER_ENROLMENT_MS;
  if (factor === "unasked" || isLate || realm === settings.adminRealm) return undefined;
  const [id, secret] = [randomId(randomBytes), toHex(randomBytes(SECRET_BYTES))];
  const whose = { user, realm, serial };
  const expiresAtMs = nowMs + settings.sessionMaxMs;
  const moment = { id: token.id, generation: token.generation };
  const amr = amrOf({ byPin: factor === "pin", typed: false, byPass: false });
  const session = { id, ...whose, token: moment, amr, signedInAtMs: nowMs, expiresAtMs, database };
  const noted = (event: "BROWSER_SESSION_BEGUN" | "SELF_CONFIRMED") =>
    noteOnSuccess(call, event, { ...whose, authentication: "ACCEPT" });
  const origin = { secretHash: await sha256Hex(secret), client, browser: name, earlier };
  const begun = await ports.browserSessions.begin(session, origin, noted("BROWSER_SESSION_BEGUN"));
  if (!begun) return undefined;
  if (factor === "pin" && settings.selfService.includes("recovery"))
    await ports.self.confirm(begun.session, "recovery", nowMs, noted("SELF_CONFIRMED"));
  return {
    session: begun.session,
    secret,
    keep: await rememberSignIn(sealer, known, { user, realm, tokenId: token.id }, nowMs),
  };
}
