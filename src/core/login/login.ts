// The start of a login, for applications: a PIN, or a caller who vouches, opens a transaction.

import { entryOf } from "../audit/audit.ts";
import type { AdminCall, Call, LoginCall } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { Bindings, BrowserPart } from "../ports/tokens/challenge.ts";
import type { JudgedRefusal } from "../ports/tokens/tokens.ts";
import { type ProximityRule, startOfSignIn } from "../proximity/proximity.ts";
import { type Outcome, type Reason, type ReasonOf, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import type { PassUse } from "../token/pass.ts";
import type { Subject, SubjectView, TokenRecord } from "../token.ts";
import { FirstFactor, type FirstFactorFailure, judgeVouched } from "./first-factor.ts";
import { knowsBrowser, type LastLogin } from "./known-browser.ts";
import { dropEmptyPins, rehash } from "./mend-hashes.ts";
import { type NewLogin, openTransaction } from "./open-transaction.ts";
import { serialsOf } from "./transaction/challenge.ts";

/** Whether the reason tells a stranger who has a token. Settings.hidesUsers then hides it. */
const tellsOfUsers = ({ code }: Reason, { named }: Subject): boolean =>
  named !== undefined || code !== "unknown-serial";

/**
 * Strangers could lock administrators out of the console with wrong PINs on their tokens. Those are
 * for /auth alone, so they are left out here (decision 015).
 */
export function ofApplications(view: SubjectView, { settings }: Ports, realms: readonly string[] = []): SubjectView {
  const isTheirs = ({ realm }: TokenRecord) =>
    realm !== settings.adminRealm && (realms.length === 0 || realms.includes(realm ?? ""));
  return { ...view, tokens: view.tokens.filter(isTheirs), others: view.others.filter(isTheirs) };
}

/** The browser in which our page begins a login, and who has signed in there before. */
export interface PageOrigin {
  readonly browser: BrowserPart;
  readonly known: readonly LastLogin[];
  /** The application's own rule about the distance of the phone. */
  readonly rule: ProximityRule | undefined;
  /** The realms whose users may sign in; all if empty. Others count as unknown. */
  readonly realms: readonly string[];
  readonly passes: PassUse;
}

/** Why a PIN opens no login. */
export type LoginFailure = FirstFactorFailure | "too-many-requests" | "unavailable";

/** Tokens may change between looks. After this many, the application is told to try again. */
const MAX_LOOKS = 4;

/** What checkPin judges next, and what has come of the looks before. */
interface Look {
  readonly shown: SubjectView;
  /** Whether the trail has the refusal; undefined while only a replica has been asked. */
  readonly noted: boolean | undefined;
  readonly counted: boolean;
}

/**
 * Judges at the nearest replica, which is enough for a right PIN. A replica may lag, so the primary
 * decides every refusal in the batch that counts it. It counts only if it shows no usable token but
 * those judged; otherwise what it showed is judged next. Without a PIN the page's application
 * vouches for the person.
 */
export async function checkPin(
  ports: Ports,
  subject: Subject,
  pin: string | undefined,
  call: LoginCall,
  page?: PageOrigin,
): Promise<Outcome<NewLogin, LoginFailure>> {
  const ofApi = ports.settings.dayPass === "everywhere" ? "taken" : "none";
  const factor = new FirstFactor(ports, pin, call, page?.passes ?? ofApi);
  const { hidesUsers } = ports.settings;
  const hides = hidesUsers === "everywhere" || (page !== undefined && hidesUsers === "at-login");
  // `isOff`: the PIN of a person who is kept out was judged, on tokens that are off.
  const onPrimary = (check: "browser" | "pin", refusal?: JudgedRefusal, isOff = false) =>
    ports.tokens.viewAndCount(subject, check, refusal, call.nowMs, page !== undefined || isOff);
  let look: Look = { shown: await ports.tokens.view(subject), noted: undefined, counted: false };
  for (let looks = 0; looks < MAX_LOOKS; looks++) {
    const next = await judged(look);
    if ("ok" in next) return next;
    look = next;
  }
  return refuse({ code: "unavailable" });

  async function judged({ shown, noted, counted }: Look): Promise<Look | Outcome<NewLogin, LoginFailure>> {
    const view = ofApplications(shown, ports, page?.realms);
    const isKnown = page !== undefined && (await knowsBrowser(page.known, view.tokens));
    const verdict = await (page && pin !== undefined
      ? factor.judgeBeforeStrangers(view, subject, isKnown)
      : factor.judge(view, subject));
    if (verdict.ok) {
      if (await dropEmptyPins(ports, pin, verdict.tokens)) {
        const primary = await onPrimary("pin");
        return { shown: primary.view, noted: primary.noted, counted };
      }
      call.afterwards(() => rehash(ports, factor, verdict.tokens));
      return openTransaction(ports, verdict, call, page ? bindingsOf(ports, page, isKnown, call) : {});
    }
    const { counts } = verdict;
    const whose = { ...refusedIn(view), reason: verdict.reason.code };
    // A lagging replica may show an open lock as closed, so its look refuses nothing. A refusal is
    // final once counted, or once the primary shows the same and there is nothing to count.
    if (noted !== undefined && (counts.length === 0 || counted)) {
      if (hides) await factor.takeTime();
      // Our own page shows one notice for unknown names and wrong PINs, so it hides this itself.
      const hidden = hides && !page && tellsOfUsers(verdict.reason, subject);
      const reason: ReasonOf<FirstFactorFailure> = hidden ? { code: "wrong-pin" } : verdict.reason;
      // The batch has noted it. If a token changed in that instant, it is written here.
      if (noted) return refuse(reason);
      return refuseAndNote(ports, { ...call, afterwards: call.onceReplied }, reason, whose, "counted");
    }
    const entry = entryOf(call, { ...whose, success: false });
    const isOff = counts.some(({ active }) => !active);
    const check = verdict.check === "browser" ? "browser" : "pin";
    const primary = await onPrimary(check, { entry, counts, shown, ofParty: check === "browser" }, isOff);
    return { shown: primary.view, noted: primary.noted, counted: primary.counted };
  }
}

const bindingsOf = (ports: Ports, { browser, rule }: PageOrigin, isKnown: boolean, call: Call): Bindings => ({
  browser: { ...browser, isKnown },
  begun: startOfSignIn(ports.settings, call, { isKnown, rule }),
});

/** Opens a transaction for all usable tokens of a user for whom the caller vouches. */
export async function triggerChallenge(
  ports: Ports,
  subject: Subject,
  call: AdminCall & LoginCall,
): Promise<Outcome<NewLogin>> {
  const viewed = await ports.management.viewFor(call.caller, "triggerchallenge", subject);
  if (!viewed.ok) return refuseAndNote(ports, call, viewed.reason);
  const view = ofApplications(viewed, ports);
  const verdict = await judgeVouched(ports, view, subject, call);
  if (verdict.ok) return openTransaction(ports, verdict, call);
  // The application may let anyone type names, so only the first few of these are rows.
  return refuseAndNote(ports, call, verdict.reason, refusedIn(view), "counted");
}

/** Which tokens and user were refused, for the audit entry. */
const refusedIn = ({ user, tokens }: SubjectView) => ({
  serial: serialsOf(tokens),
  user: user?.name ?? tokens[0]?.user ?? "",
  realm: user?.realm ?? tokens[0]?.realm ?? "",
  ...(user?.known === false ? { unknown: "user" as const } : {}),
});
