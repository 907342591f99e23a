// Accounts, as administrators keep them. `npm run admin` does the same when no one can sign in.
//
// An account that could make accounts could give itself every right. So only administrators change
// them and, as for tokens of ADMIN_REALM, only after their phone, if they have one, has confirmed.
// There is always one administrator who can sign in.

import { toBase64Url } from "../../../lib/bytes.ts";
import { unseenIn } from "../../../lib/unseen.ts";
import { noteOnSuccess } from "../../audit/audit.ts";
import type { AuditEvent } from "../../audit/events.ts";
import type { AdminCall } from "../../call.ts";
import type { Ports } from "../../ports/index.ts";
import type { AccountChange } from "../../ports/people/account-management.ts";
import { readOrRefuse } from "../../reads.ts";
import { invalidParameter, invalidValue, type Outcome, type Reason, refuse } from "../../reasons.ts";
import { refuseAndNote } from "../../refuse-and-note.ts";
import { readAccountName } from "./account-name.ts";
import { makeApiKey } from "./api-keys.ts";
import { passwordFault, sealPassword } from "./password.ts";

export interface AccountRequest {
  readonly name: string;
  readonly rights: readonly string[];
  /** Null: every realm. */
  readonly realms: readonly string[] | null;
  /** Whether one person signs in with it, and so has to confirm by phone. */
  readonly person: boolean;
  readonly password: string | undefined;
}

export interface AccountChangeRequest {
  readonly rights?: readonly string[];
  readonly realms?: readonly string[] | null;
  readonly disabled?: boolean;
  readonly person?: boolean;
  readonly password?: string;
}

/** The length of a password that no one is to know. */
const UNKNOWN_PASSWORD_BYTES = 32;

/** An account with more keys than this has forgotten some. */
const MAX_KEYS_OF_ACCOUNT = 20;

export const listAccounts = (ports: Ports, call: AdminCall) =>
  readOrRefuse(ports, ports.accounts.list(call.caller), call);

export async function addAccount(ports: Ports, request: AccountRequest, call: AdminCall): Promise<Outcome<object>> {
  const read = readAccountName(request.name);
  if (!read.ok) return read;
  const character = unseenIn(read.name);
  if (character !== undefined) return refuse({ code: "unseen-character", character });
  const { name, password, rights, realms, person: isPerson } = request;
  const fault = password === undefined ? undefined : passwordFault(name, password);
  if (fault) return invalidValue(`The password ${fault}.`);
  const tooWide = refuseWideDirectory(ports, rights, realms);
  if (tooWide) return tooWide;
  const sealedPassword = await sealPassword(
    ports,
    name,
    password ?? toBase64Url(ports.randomBytes(UNKNOWN_PASSWORD_BYTES)),
  );
  const account = { name, rights, realms, sealedPassword, isPerson, hasPassword: password !== undefined };
  const note = noteAbout(ports, call, name, "ACCOUNT_CREATED");
  const added = await ports.accounts.add(call.caller, account, call.nowMs, note);
  if (!added.ok) return refused(ports, call, added.reason, name);
  return added.changed ? { ok: true } : refused(ports, call, { code: "account-exists" }, name);
}

export async function changeAccount(
  ports: Ports,
  name: string,
  request: AccountChangeRequest,
  call: AdminCall,
): Promise<Outcome<object>> {
  const { password, ...others } = request;
  const fault = password === undefined ? undefined : passwordFault(name, password);
  if (fault) return invalidValue(`The password ${fault}.`);
  const { rights = [], realms } = request;
  const tooWide = realms === undefined ? undefined : refuseWideDirectory(ports, rights, realms);
  if (tooWide) return tooWide;
  const change: AccountChange = {
    ...others,
    ...(password === undefined ? {} : { sealedPassword: await sealPassword(ports, name, password) }),
  };
  const { disabled } = request;
  const event = disabled === undefined ? "ACCOUNT_CHANGED" : disabled ? "ACCOUNT_DISABLED" : "ACCOUNT_ENABLED";
  const changed = await ports.accounts.change(
    call.caller,
    name,
    change,
    call.nowMs,
    noteAbout(ports, call, name, event),
  );
  return settled(ports, call, name, changed);
}

/**
 * A directory keeps the people of one realm. Without this its account would only hear 403, as one
 * does whose rights or realms are changed apart: src/core/ports/people/directory.ts.
 */
function refuseWideDirectory({ settings }: Ports, rights: readonly string[], realms: readonly string[] | null) {
  const isOne = realms?.length === 1 && realms[0] !== settings.adminRealm;
  return rights.includes("scim") && !isOne
    ? invalidParameter("realms", "the right scim needs exactly one realm, which is not ADMIN_REALM")
    : undefined;
}

export async function removeAccount(ports: Ports, name: string, call: AdminCall): Promise<Outcome<object>> {
  const note = noteAbout(ports, call, name, "ACCOUNT_DELETED");
  return settled(ports, call, name, await ports.accounts.remove(call.caller, name, note));
}

export async function addApiKey(
  ports: Ports,
  account: string,
  expiresAtMs: number | null,
  call: AdminCall,
): Promise<Outcome<{ readonly id: string; readonly key: string }>> {
  const { id, text, sealedHash } = await makeApiKey(ports);
  const note = noteAbout(ports, call, account, "API_KEY_CREATED");
  const key = { id, sealedHash, expiresAtMs, most: MAX_KEYS_OF_ACCOUNT };
  const added = await ports.accounts.addKey(call.caller, account, key, call.nowMs, note);
  if (!added.ok) return refused(ports, call, added.reason, account);
  if (added.changed) return { ok: true, id, key: text };
  return refused(ports, call, { code: added.known ? "too-many-keys" : "unknown-account" }, account);
}

export async function removeApiKey(
  ports: Ports,
  account: string,
  id: string,
  call: AdminCall,
): Promise<Outcome<object>> {
  const note = noteAbout(ports, call, account, "API_KEY_DELETED");
  return settled(ports, call, account, await ports.accounts.removeKey(call.caller, account, id, note));
}

/** An account's token has the same name, so the trail has the account as a user of ADMIN_REALM. */
const whose = ({ settings }: Ports, name: string) => ({ user: name, realm: settings.adminRealm });

const noteAbout = (ports: Ports, call: AdminCall, name: string, event: AuditEvent) =>
  noteOnSuccess(call, event, whose(ports, name));

function refused(ports: Ports, call: AdminCall, reason: Reason, name: string) {
  // Unknown names are not noted. Neither are impossible ones, which an account without the right
  // could send without end or bound.
  const isNoted = reason.code !== "unknown-account" && readAccountName(name).ok;
  return refuseAndNote(ports, call, reason, isNoted ? whose(ports, name) : {});
}

function settled(
  ports: Ports,
  call: AdminCall,
  name: string,
  done: Outcome<{ readonly changed: boolean; readonly known: boolean }>,
): Outcome<object> {
  if (!done.ok) return refused(ports, call, done.reason, name);
  if (done.changed) return { ok: true };
  return refused(ports, call, { code: done.known ? "last-administrator" : "unknown-account" }, name);
}
