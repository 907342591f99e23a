// A login that this service's own page begins. The page has the transaction_id and may be copied or
// saved, so a cookie holds a secret too: only a request with it gets the result or ends the login.
// The result becomes a browser session, and an application's answer: ../oidc/requests/sign-in.ts.

import { type RandomBytes, sha256Hex, toBase64Url } from "../../lib/bytes.ts";
import type { Settings } from "../../settings.ts";
import { entryOf } from "../audit/audit.ts";
import type { Call, LoginCall } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { SessionStart } from "../ports/oidc/browser-sessions.ts";
import type { Claim, CodeBefore, TransactionFailure } from "../ports/tokens/challenge.ts";
import type { BrowserLogin, BrowserView } from "../ports/tokens/transactions.ts";
import type { ProximityRule } from "../proximity/proximity.ts";
import type { Outcome, ReasonOf } from "../reasons.ts";
import type { PassUse } from "../token/pass.ts";
import type { NamedUser, UserReading } from "../user.ts";
import { type LastLogin, rememberSignIn } from "./known-browser.ts";
import { checkPin, type LoginFailure } from "./login.ts";
import { loginLink } from "./open-challenge.ts";
import type { NewLogin } from "./open-transaction.ts";

const SECRET_BYTES = 32;

export const makeBrowserSecret = (randomBytes: RandomBytes): string => toBase64Url(randomBytes(SECRET_BYTES));

export interface PageBegin {
  readonly named: NamedUser;
  /** The person's key at a directory, if the application knows the person by it. */
  readonly externalId: string | undefined;
  /** Undefined: the application vouches for the person. */
  readonly pin: string | undefined;
  readonly secret: string;
  /** The people who have signed in before in this browser. */
  readonly known: readonly LastLogin[];
  /** The code that the page showed before, if it knows of one. */
  readonly codeBefore: CodeBefore | undefined;
  /** The application that the person signs in to. */
  readonly application?: PageApplication | undefined;
}

export interface PageApplication {
  /** Its sealed request, which the login carries to its end. */
  readonly request: string;
  readonly name: string;
  readonly clientId: string;
  /** The realms whose users may sign in there; all if empty. */
  readonly realms: readonly string[];
  /** Its own rule about the distance of the phone; undefined where it has none. */
  readonly rule: ProximityRule | undefined;
  readonly takesPass: boolean;
  /** Whether no session of the browser begins with it. */
  readonly sessionless: boolean;
}

/** The same first factor as an application's, at the same cost. */
export async function beginPageLogin(
  ports: Ports,
  { named, externalId, pin, secret, known, codeBefore, application }: PageBegin,
  call: LoginCall,
): Promise<Outcome<NewLogin, LoginFailure>> {
  const browser = {
    secretHash: await sha256Hex(secret),
    request: application?.request ?? null,
    application: application?.name ?? null,
    clientId: application?.clientId,
    ...(application?.sessionless && { sessionless: true }),
    usedAtMs: null,
    codeBefore,
  };
  const realms = application?.realms ?? [];
  const rule = application?.rule;
  const passes = passUse(ports.settings, application?.takesPass ?? true);
  return checkPin(ports, { named, serial: undefined, externalId }, pin, call, { browser, known, realms, rule, passes });
}

function passUse({ dayPass }: Pick<Settings, "dayPass">, isTaken: boolean): PassUse {
  if (dayPass === "off") return "none";
  return isTaken ? "taken" : "elsewhere";
}

export interface PageClaim {
  readonly transactionId: string;
  readonly secret: string;
}

const browserClaimOf = async ({ secret }: PageClaim): Promise<Claim> => ({
  kind: "browser",
  secretHash: await sha256Hex(secret),
});

export interface FinishedPageLogin extends BrowserLogin, UserReading {
  readonly serial: string;
}

export type PageResult =
  /** The browser keeps `keep`, to be recognised. A day pass alone makes no browser known. */
  | { readonly done: FinishedPageLogin; readonly keep: string | undefined }
  /** `view`: undefined for a browser that did not begin this login, or long after its end. */
  | { readonly done: undefined; readonly reason: ReasonOf<TransactionFailure>; readonly view: BrowserView | undefined };

/**
 * Finalizes the login once the phone has answered, and begins the browser's session; else tells its
 * state. `response`: digits.
 */
export async function finalizePageLogin(
  { transactions, sealer }: Pick<Ports, "transactions" | "sealer">,
  page: PageClaim,
  response: string | undefined,
  known: readonly LastLogin[],
  start: SessionStart,
  { action, client, nowMs }: Call,
): Promise<PageResult> {
  const { transactionId } = page;
  const claim = await browserClaimOf(page);
  const origin = { action, client };
  const answer =
    response === undefined ? undefined : await transactions.answerByDigits(transactionId, claim, response, origin);
  const finished = await transactions.finalize(transactionId, claim, origin, start);
  if (finished.ok && finished.inBrowser) {
    const { user, realm, serial, inBrowser } = finished;
    const who = { user, realm, tokenId: inBrowser.token.id };
    const keep = inBrowser.byPass ? undefined : await rememberSignIn(sealer, known, who, nowMs);
    return { done: { ...inBrowser, user, realm, serial }, keep };
  }
  const view = await transactions.look(transactionId, claim);
  if (view?.state === "open" && view.elsewhere && !answer && !finished.ok && finished.reason.code === "not-answered")
    return { done: undefined, reason: { code: "phone-elsewhere" }, view };
  const late = answer && !answer.ok && view?.state === "open" ? answer : finished;
  return { done: undefined, reason: late.ok ? { code: "unavailable" } : late.reason, view };
}

/** Gives the login only to the browser that began it. */
export const lookAtPageLogin = async (ports: Pick<Ports, "transactions">, page: PageClaim) =>
  ports.transactions.look(page.transactionId, await browserClaimOf(page));

/** Cancels an unfinished login, and tells whose request it was for. */
export async function cancelPageLogin(ports: Ports, page: PageClaim, call: Call): Promise<BrowserView | undefined> {
  const claim = await browserClaimOf(page);
  const { state, path, ...whose } = await ports.transactions.cancel(page.transactionId, claim);
  if (state === "open" || state === "answered") {
    const entry = entryOf(call, { success: true, event: "CHALLENGE_CANCELLED", ...whose });
    // Whoever could open it may open and cancel it endlessly.
    call.afterwards(() => (path === "open" ? ports.audit.writeOrCount(entry) : ports.audit.write(entry)));
  }
  return ports.transactions.look(page.transactionId, claim);
}

/** Draws an open login's QR code again, and gives its text. */
export async function redraw(ports: Ports, view: BrowserView) {
  const link = loginLink(ports.settings, view, view, view.application ?? undefined);
  return { link, image: await ports.qrImage(link, "png") };
}
