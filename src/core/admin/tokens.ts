// Changes of tokens by administrators. Each is one batch that checks the caller's right itself.
// What it changes guards answers and finalizes, so open transactions are affected at once.

import { randomId } from "../../lib/bytes.ts";
import { noteOnSuccess } from "../audit/audit.ts";
import type { AdminCall } from "../call.ts";
import type { Right } from "../caller.ts";
import type { GivingAct } from "../callers/acts.ts";
import { withProof } from "../desk/proven.ts";
import { endUnanswerableOf } from "../end-unanswerable.ts";
import { serialsOf } from "../login/transaction/challenge.ts";
import { tellPerson } from "../mail-person.ts";
import type { Ports } from "../ports/index.ts";
import type { ChangeResult, TokenChange, TokenFilter, TokenList, TokenPaging } from "../ports/tokens/management.ts";
import { noteRead, refuseRead } from "../reads.ts";
import { type ChangeCount, type Outcome, type Reason, type Refusal, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import { readNewOwner } from "../token/owner.ts";
import { GivenPin, readPin } from "../token/pin.ts";
import { sealPin } from "../token/seal-pin.ts";
import type { Subject, SubjectView, TokenRecord } from "../token.ts";
import { type NamedUser, readingsOf, type UserReading } from "../user.ts";

export async function listTokens(
  ports: Ports,
  filter: TokenFilter,
  page: TokenPaging,
  call: AdminCall,
): Promise<Outcome<TokenList>> {
  const listed = await ports.management.list(call.caller, "tokenlist", filter, page, call.nowMs);
  if (!listed.ok) return refuseRead(ports, listed.reason, call);
  const { user } = listed;
  if (user && !user.known) return refuse({ code: "user-not-found" });
  const whose = user ? { user: user.name, realm: user.realm } : {};
  noteRead(ports, "TOKENS_READ", call, { serial: filter.serial ?? "", ...whose });
  return listed;
}

/** `found`: the tokens as they were before. */
type ChangedTokens = Outcome<{ readonly changed: number; readonly found: ChangeResult["found"] }>;

/** Changes the token of the subject's serial, or all tokens of its user. */
export const changeTokens = (
  ports: Ports,
  right: Right,
  subject: Subject,
  change: TokenChange,
  call: AdminCall,
): Promise<ChangedTokens> => changeAs(ports, right, subject, async () => change, call);

/** An empty PIN takes the PIN away, unless a token must have one. `undo`: the id of its undo. */
export async function setPin(
  ports: Ports,
  right: Right,
  subject: Subject,
  pin: string,
  call: AdminCall,
): Promise<Outcome<{ readonly changed: number; readonly undo: string | undefined }>> {
  const read = readPin(pin, ports.settings);
  if (!read.ok) return read;
  const undo = randomId(ports.randomBytes);
  const seal = async (tokens: readonly Owned[]) =>
    ({
      kind: "set-pin",
      sealedPins: await sealEach(ports, tokens, pin),
      // Whoever may only draw one is a help desk, which reads it out.
      isGiven: right === "setrandompin",
      undo,
    }) as const;
  const set = await changeAs(ports, right, subject, seal, call);
  if (!set.ok) return set;
  // The PIN of a token without a user is nobody's.
  const isSomebodys = set.found.some(({ user, revoked }) => user !== null && !revoked);
  return { ok: true, changed: set.changed, undo: set.changed > 0 && isSomebodys ? undo : undefined };
}

/** Gives the token to a user. Another person's phone may hold its secret, so a phone must enrol. */
export async function assignToken(
  ports: Ports,
  serial: string,
  { named, shadows }: { readonly named: NamedUser; readonly shadows: boolean },
  pin: string | undefined,
  call: AdminCall,
): Promise<ChangeCount> {
  const owner = readNewOwner(named, ports.settings);
  if (!owner.ok) return owner;
  const read = pin === undefined ? undefined : readPin(pin, ports.settings);
  if (read && !read.ok) return read;
  const sealedPins =
    pin === undefined ? {} : await sealEach(ports, [{ serial, ...readingsOf(named, ports.settings).whole }], pin);
  const change = { kind: "assign", named, shadows, sealedPins } as const;
  return changeAs(ports, "assign", { serial, named: undefined }, async () => change, call);
}

/**
 * Looks first, so that the audit entry can name user and serials, and a PIN can be sealed for each
 * serial. The change has its own guard: it judges each token as it is by then.
 */
async function changeAs(
  ports: Ports,
  right: Right,
  subject: Subject,
  changeFor: (tokens: readonly Owned[]) => Promise<TokenChange>,
  asked: AdminCall,
): Promise<ChangedTokens> {
  const viewed = await ports.management.viewFor(asked.caller, right, subject);
  if (!viewed.ok) return refusedChange(ports, subject, undefined, viewed.reason, asked);
  const change = await changeFor(viewed.tokens);
  const owners = ownersOf(viewed.tokens);
  const [act, [owner]] = [actOf(change), owners];
  const call = act && owner ? await withProof(ports, act, owner, asked) : asked;
  const note = {
    ...noteOnSuccess(call, "TOKEN_CHANGED", whomOf(subject, viewed)),
    named: change.kind === "assign" ? change.named : undefined,
  };
  const result = await ports.management.change(call.caller, right, subject, change, call.nowMs, note);
  if (!result.ok) return refusedChange(ports, subject, viewed, result.reason, call);
  const reason = refusalOfChange(subject, change, result);
  if (result.changed > 0 && ENDS_LOGINS[change.kind]) endUnanswerableOf(ports, owners, call);
  if (result.changed > 0) for (const owner of owners) tellOwner(ports, owner, change, call);
  return reason ? refusedChange(ports, subject, viewed, reason, call) : result;
}

/** After these a token cannot answer earlier logins. `assign` takes tokens that have none. */
const ENDS_LOGINS: Readonly<Record<TokenChange["kind"], boolean>> = {
  activate: false,
  assign: false,
  delete: true,
  "reset-failcount": false,
  revoke: true,
  set: false,
  "set-info": false,
  "set-pin": true,
  unassign: true,
};

const actOf = (change: TokenChange): GivingAct | undefined => {
  if (change.kind === "set-pin") return "pin";
  return change.kind === "activate" && change.active ? "enable" : undefined;
};

function tellOwner(ports: Ports, owner: UserReading, change: TokenChange, call: AdminCall): void {
  if (change.kind === "set-pin") tellPerson(ports, owner, "pin", call);
  if (change.kind === "activate" && !change.active) tellPerson(ports, owner, "stop", call);
}

const ownersOf = (tokens: readonly Owned[]): UserReading[] => {
  const owners = tokens.flatMap(({ user, realm }) => (user === null || realm === null ? [] : [{ user, realm }]));
  return [...new Map(owners.map((owner) => [JSON.stringify(owner), owner])).values()];
};

function refusalOfChange(
  subject: Subject,
  change: TokenChange,
  { user, found, changed, isOut, nameRefusal }: ChangeResult,
): Reason | undefined {
  if (subject.serial === undefined && user && !user.known) return { code: "user-not-found" };
  if (found.length === 0)
    return subject.serial === undefined ? undefined : { code: "unknown-serials", serial: subject.serial };
  if (changed > 0) return undefined;
  const [first] = found;
  if (found.every((token) => token.revoked)) return { code: "token-revoked" };
  if (isOut) return { code: "user-deactivated" };
  if (change.kind === "assign") {
    if (first?.user && first.realm) return { code: "already-assigned", user: first.user, realm: first.realm };
    return nameRefusal ?? { code: "too-many-tokens" };
  }
  if (change.kind === "set-info" && !first?.revoked)
    return { code: "invalid-parameter", message: "The token has no room for more texts." };
  const off = found.filter((token) => !token.active && !token.revoked);
  if (change.kind === "activate" && change.active && off.length > 0) {
    const isOthers = change.job !== undefined && off.every(({ disabledByJob }) => disabledByJob !== change.job);
    return { code: isOthers ? "disabled-otherwise" : "too-many-tokens" };
  }
  return undefined; // there is nothing to change
}

function refusedChange(
  ports: Ports,
  subject: Subject,
  view: SubjectView | undefined,
  reason: Reason,
  call: AdminCall,
): Refusal {
  // A caller without the right sees nothing, but the trail still names the user in full.
  return refuseAndNote(ports, call, reason, async () => whomOf(subject, view ?? (await ports.tokens.view(subject))));
}

function whomOf({ serial }: Subject, { user, tokens }: SubjectView) {
  const [first] = tokens;
  return {
    serial: serial ?? serialsOf(tokens),
    user: user?.name ?? first?.user ?? "",
    realm: user?.realm ?? first?.realm ?? "",
  };
}

/** A token and its user, or nulls where it has none. */
type Owned = Pick<TokenRecord, "serial" | "user" | "realm">;

async function sealEach(ports: Ports, tokens: readonly Owned[], pin: string): Promise<Record<string, string | null>> {
  const newPin = new GivenPin(pin);
  const sealed = tokens.map(async ({ serial, user, realm }) => {
    const owner = user === null || realm === null ? undefined : { user, realm };
    return [serial, pin === "" ? null : await sealPin(ports, serial, owner, newPin)] as const;
  });
  return Object.fromEntries(await Promise.all(sealed));
}
