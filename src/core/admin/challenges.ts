// Administrators list and cancel open logins. The trail says which were opened. Only each login's
// own object knows how it stands, and decides whether it is cancelled.

import { type EntryDetails, entryOf } from "../audit/audit.ts";
import type { AdminCall } from "../call.ts";
import { FINALIZE_GRACE_MS } from "../login/transaction/challenge.ts";
import type { Ports } from "../ports/index.ts";
import type { ListedOpening } from "../ports/tokens/open-logins.ts";
import type { ListedLogin } from "../ports/tokens/transactions.ts";
import { refuseRead } from "../reads.ts";
import { type ChangeCount, type Outcome, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";

/**
 * Trail and lists know a login by its attempt id alone, an operator by its transaction_id. Takes
 * either, or a pattern of attempt ids. A transaction_id is recognised by its proof.
 */
export const attemptIdOf = async ({ transactions }: Pick<Ports, "transactions">, id: string): Promise<string> =>
  (await transactions.namesOf(id))?.attemptId ?? id;

/** One token that may answer one login. */
export interface OpenChallenge {
  readonly serial: string;
  readonly question: string;
  readonly expiresAtMs: number;
  readonly answered: boolean;
  readonly opening: ListedOpening;
  readonly application: string | undefined;
  readonly country: string | undefined;
}

/** `count`: on all pages, according to the trail. */
export interface OpenChallenges {
  readonly count: number;
  readonly complete: boolean;
  readonly challenges: readonly OpenChallenge[];
}

/** Lists the open logins, newest first. A page asks one object for each of its logins. */
export async function listChallenges(
  ports: Ports,
  { serial, id }: { readonly serial: string | undefined; readonly id: string | undefined },
  page: { readonly number: number; readonly size: number },
  call: AdminCall,
): Promise<Outcome<OpenChallenges>> {
  const attemptId = id === undefined ? undefined : await attemptIdOf(ports, id);
  const sinceMs = call.nowMs - ports.settings.challengeValidityMs - FINALIZE_GRACE_MS;
  const opened = await ports.openLogins.opened(call.caller, { serial, attemptId }, sinceMs);
  if (!opened.ok) return refuseRead(ports, opened.reason, call);
  if (serial !== undefined && !opened.serialKnown) return refuse({ code: "unknown-serial" });
  const all = opened.logins.flatMap((login) =>
    login.serials.filter((one) => serial === undefined || one === serial).map((one) => ({ login, serial: one })),
  );
  const onPage = all.slice((page.number - 1) * page.size, page.number * page.size);
  const logins = onPage.map(({ login }) => login);
  const looks = await looksAt(ports, logins);
  const moments = [...looks.values()].flatMap(({ candidates }) => candidates);
  const current = moments.length > 0 ? await ports.openLogins.stillAt(moments) : new Set<number>();
  const challenges = onPage.flatMap(({ login, serial: one }) => {
    const look = looks.get(login.attemptId);
    const candidate = look?.candidates.find((token) => token.serial === one);
    // A token that got a new PIN, phone or user can no longer answer.
    if (!look || !candidate || !current.has(candidate.id)) return [];
    const { question, expiresAtMs, answeredBy, application, country } = look;
    const answered = answeredBy === one;
    return [{ opening: login, serial: one, question, expiresAtMs, answered, application, country }];
  });
  const { complete } = opened;
  return { ok: true, count: all.length - onPage.length + challenges.length, complete, challenges };
}

/** Gives the logins that wait for their answer or finalize, by attempt id. */
async function looksAt({ transactions }: Ports, logins: readonly ListedOpening[]) {
  const attemptIds = [...new Set(logins.map(({ attemptId }) => attemptId))];
  const looks = await Promise.all(
    attemptIds.map(async (attemptId) => {
      const sessionKey = await transactions.sessionKeyOfAttempt(attemptId);
      return [attemptId, sessionKey === undefined ? undefined : await transactions.lookListed(sessionKey)] as const;
    }),
  );
  const waiting = looks.flatMap(([attemptId, look]) => (look && isWaiting(look) ? [[attemptId, look] as const] : []));
  return new Map(waiting);
}

const isWaiting = ({ state }: Pick<ListedLogin, "state">): boolean => state === "open" || state === "answered";

/**
 * Cancels a login that waits for its answer or finalize. `id` is an application's transaction_id or
 * the list's attempt id. Either leads to the object without the trail.
 */
export async function cancelTransaction(ports: Ports, id: string, call: AdminCall): Promise<ChangeCount> {
  const { transactions, openLogins } = ports;
  const noted = (details: EntryDetails) => call.afterwards(() => ports.audit.write(entryOf(call, details)));
  const names = await transactions.namesOf(id);
  const sessionKey = names?.sessionKey ?? (await transactions.sessionKeyOfAttempt(id));
  const attemptId = names?.attemptId ?? (sessionKey === undefined ? "" : id); // else not noted
  const seen = sessionKey === undefined ? undefined : await transactions.lookListed(sessionKey);
  const { user = "", realm = "" } = seen ?? {};
  const may = await openLogins.mayCancel(call.caller, { user, realm });
  // The trail finds a login's rows among those of its user, so this row needs the user.
  if (!may.ok) return refuseAndNote(ports, call, may.reason, { attemptId, user, realm });
  if (sessionKey === undefined || !seen) {
    noted({ success: false, reason: "challenge-not-open" });
    return { ok: true, changed: 0 };
  }
  const { state, serial } = await transactions.cancelListed(sessionKey);
  const whose = { serial, user, realm, attemptId };
  const cancelled = isWaiting({ state });
  if (cancelled) noted({ success: true, event: "CHALLENGE_CANCELLED", ...whose });
  else noted({ success: false, reason: "challenge-not-open", ...whose });
  return { ok: true, changed: cancelled ? 1 : 0 };
}

/** Removes nothing, since expired logins end by themselves. privacyIDEA's clients may call it. */
export async function forgetExpired(ports: Ports, call: AdminCall): Promise<ChangeCount> {
  const may = await ports.admins.may(call.caller, "getchallenges");
  return may.ok ? { ok: true, changed: 0 } : refuseAndNote(ports, call, may.reason);
}
