// A login that this service's own page begins. The transaction_id stands in the page, which may be copied or saved, so the
// browser also holds a secret in a cookie, and only a request with that secret gets the result or may end the login.
// If the login leads back to an application, the result is a one-time code for it: ./redeem.ts.

import { type RandomBytes, sha256Hex, toBase64Url } from "../../lib/bytes.ts";
import { entryOf } from "../audit.ts";
import type { Call } from "../call.ts";
import type { ReturnTo } from "../challenge.ts";
import type { Claim } from "../claim.ts";
import { loginLink } from "../open-challenge.ts";
import type { Ports } from "../ports/index.ts";
import type { BrowserView } from "../ports/transactions.ts";
import type { Outcome, Reason } from "../reasons.ts";
import type { NamedUser } from "../token.ts";
import { rememberSignIn, type SignedInBefore } from "./known-browser.ts";
import { checkPin } from "./login.ts";
import type { Triggered } from "./open-transaction.ts";
import { addressWithCode } from "./return-to.ts";

/** 256 bits: a browser's secret, and the part of a code that is not the transaction_id. */
const SECRET_BYTES = 32;

export const makeBrowserSecret = (randomBytes: RandomBytes): string => toBase64Url(randomBytes(SECRET_BYTES));

export interface PageBegin {
  readonly named: NamedUser;
  readonly pin: string;
  readonly secret: string;
  /** The people who have signed in before in this browser. */
  readonly known: readonly SignedInBefore[];
  readonly returnTo: ReturnTo | null;
}

/** The same first factor as an application's, at the same cost. */
export async function beginPageLogin(
  ports: Ports,
  { named, pin, secret, known, returnTo }: PageBegin,
  call: Call,
): Promise<Outcome<Triggered>> {
  const browser = { secretHash: await sha256Hex(secret), returnTo, code: null };
  return checkPin(ports, { named, serial: undefined }, pin, call, { browser, known });
}

/** The login, and the secret of the browser that claims to have begun it. */
export interface PageClaim {
  readonly transactionId: string;
  readonly secret: string;
}

const browserClaimOf = async ({ secret }: PageClaim): Promise<Claim> => ({
  kind: "browser",
  secretHash: await sha256Hex(secret),
});

export type PageResult =
  | {
      readonly done: true;
      readonly user: string;
      readonly realm: string;
      readonly serial: string;
      /** Where the browser goes now, with the code. */
      readonly address: string | undefined;
      /** The browser keeps this from now on, to be recognised. */
      readonly keep: string | undefined;
    }
  /** `view` is undefined for a browser that did not begin this login, or when it ended long ago. */
  | { readonly done: false; readonly reason: Reason; readonly view: BrowserView | undefined };

/** Finalizes the login, once, if the phone has answered; otherwise tells its state. `response`: the digits that the phone shows. */
export async function finalizePageLogin(
  ports: Ports,
  page: PageClaim,
  response: string | undefined,
  known: readonly SignedInBefore[],
  { action, client, nowMs }: Call,
): Promise<PageResult> {
  const { transactions, sealer, randomBytes } = ports;
  const { transactionId } = page;
  const [claim, origin] = [await browserClaimOf(page), { action, client }];
  const answer =
    response === undefined ? undefined : await transactions.answerByDigits(transactionId, claim, response, origin);
  const codeSecret = makeBrowserSecret(randomBytes);
  const finished = await transactions.finalize(transactionId, claim, origin, await sha256Hex(codeSecret));
  if (finished.ok) {
    const { user, realm, serial, tokenId, returnTo } = finished;
    const keep =
      tokenId === undefined ? undefined : await rememberSignIn(sealer, known, { user, realm, tokenId }, nowMs);
    return {
      done: true,
      keep,
      user,
      realm,
      serial,
      address: returnTo && addressWithCode(returnTo, `${transactionId}.${codeSecret}`),
    };
  }
  const view = await transactions.look(transactionId, claim);
  const late = answer && !answer.ok && view?.state === "open" ? answer : finished;
  return { done: false, reason: late.reason, view };
}

/** Cancels a login that is not finalized yet, and tells where it would have led back to. */
export async function cancelPageLogin(ports: Ports, page: PageClaim, call: Call): Promise<BrowserView | undefined> {
  const claim = await browserClaimOf(page);
  const { state, ...whose } = await ports.transactions.cancel(page.transactionId, claim);
  if (state === "open" || state === "answered") {
    const entry = entryOf(call, { success: true, event: "CHALLENGE_CANCELLED", ...whose });
    call.afterwards(() => ports.audit.write(entry));
  }
  return ports.transactions.look(page.transactionId, claim);
}

/** Draws the QR code of an open login again, and gives its text. */
export async function redraw(ports: Ports, view: BrowserView) {
  const link = loginLink(ports.settings, view, view);
  return { link, image: await ports.qrImage(link, "png") };
}
