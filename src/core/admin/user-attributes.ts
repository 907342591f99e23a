// What applications may learn of a user: e-mail address, name, groups (privacyIDEA's api/user.py).
// Differs: only these keys exist, since OpenID Connect knows them. Phones see the name, too. By
// `external_id` a directory and Microsoft Entra know the person; applications do not see it.

import { hasUnseen, UNSEEN_FAULT } from "../../lib/unseen.ts";
import { noteOnSuccess } from "../audit/audit.ts";
import type { AdminCall } from "../call.ts";
import { isMailAddress, MAX_EMAIL_CHARACTERS } from "../mail-address.ts";
import type { Ports } from "../ports/index.ts";
import type { AttributeChange, AttributeValue, UserDetails } from "../ports/people/users.ts";
import { noteRead, refuseRead } from "../reads.ts";
import { invalidParameter, type Outcome, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import { externalIdOf, MAX_EXTERNAL_ID_CHARACTERS, type NamedUser } from "../user.ts";

export const ATTRIBUTES = ["email", "name", "groups", "external_id"] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

/** Apps show the name in one line or two. */
export const MAX_DISPLAY_NAME_CHARACTERS = 200;

/** Tokens and headers carry all groups of a user, and servers bound headers. */
export const MAX_GROUPS = 100;
export const MAX_GROUP_CHARACTERS = 100;

export function readAttribute(key: string): Outcome<{ readonly attribute: Attribute }> {
  const attribute = ATTRIBUTES.find((one) => one === key);
  return attribute ? { ok: true, attribute } : invalidParameter("key", `it must be one of ${ATTRIBUTES.join(", ")}`);
}

/** `what`: what was expected, or is wrong, as `invalidParameter` takes it; undefined if empty. */
type ReadValue =
  | { readonly ok: true; readonly change: AttributeValue }
  | { readonly ok: false; readonly what: string | undefined };

/** Reads a value that is to be stored; groups are separated by commas. */
export function readAttributeValue(attribute: Attribute, value: string): ReadValue {
  const text = value.trim();
  const invalid = (what: string | undefined) => ({ ok: false, what }) as const;
  if (text === "") return invalid(undefined);
  if (hasUnseen(text)) return invalid(`it ${UNSEEN_FAULT}`);
  switch (attribute) {
    case "email":
      return isMailAddress(text)
        ? { ok: true, change: { attribute, value: text } }
        : invalid(`it must be an e-mail address of at most ${MAX_EMAIL_CHARACTERS} characters`);
    case "name":
      return text.length <= MAX_DISPLAY_NAME_CHARACTERS
        ? { ok: true, change: { attribute, value: text } }
        : invalid(`a name has at most ${MAX_DISPLAY_NAME_CHARACTERS} characters`);
    case "external_id":
      return text.length <= MAX_EXTERNAL_ID_CHARACTERS
        ? { ok: true, change: { attribute, value: externalIdOf(text) } }
        : invalid(`it has at most ${MAX_EXTERNAL_ID_CHARACTERS} characters`);
    case "groups": {
      const groups = [...new Set(text.split(",").map((group) => group.trim()))].filter((group) => group !== "");
      if (groups.length === 0) return invalid(undefined);
      return groups.length <= MAX_GROUPS && groups.every((group) => group.length <= MAX_GROUP_CHARACTERS)
        ? { ok: true, change: { attribute, value: groups } }
        : invalid(`at most ${MAX_GROUPS} groups, each of at most ${MAX_GROUP_CHARACTERS} characters`);
    }
  }
}

/** Stores a value in place of an earlier one. Gives the user's id. */
export const setAttribute = (
  ports: Ports,
  named: NamedUser,
  change: AttributeChange,
  call: AdminCall,
): Promise<Outcome<{ readonly id: number }>> => changed(ports, named, change, "set_custom_user_attributes", call);

/** Gives the number of values removed: 0 if there was none. */
export async function removeAttribute(
  ports: Ports,
  named: NamedUser,
  attribute: Attribute,
  call: AdminCall,
): Promise<Outcome<{ readonly removed: number }>> {
  const change = { attribute, value: null };
  const done = await changed(ports, named, change, "delete_custom_user_attributes", call);
  return done.ok ? { ok: true, removed: done.had ? 1 : 0 } : done;
}

export async function lookAtUser(ports: Ports, named: NamedUser, call: AdminCall): Promise<Outcome<UserDetails>> {
  const looked = await ports.users.look(call.caller, named, call.nowMs);
  if (!looked.ok) return refuseRead(ports, looked.reason, call);
  const { found } = looked;
  if (!found) return refuse({ code: "user-not-found" });
  noteRead(ports, "USERS_READ", call, { user: found.user.name, realm: found.user.realm });
  return { ok: true, ...found };
}

async function changed(
  ports: Ports,
  named: NamedUser,
  change: AttributeChange,
  right: "set_custom_user_attributes" | "delete_custom_user_attributes",
  call: AdminCall,
): Promise<Outcome<{ readonly id: number; readonly had: boolean }>> {
  const note = { ...noteOnSuccess(call, "USER_CHANGED"), named };
  const done = await ports.users.change(call.caller, right, named, change, note);
  if (!done.ok) return refuseAndNote(ports, call, done.reason);
  // The name is not noted: the trail keeps nothing of unknown users.
  return done.id === undefined
    ? refuseAndNote(ports, call, { code: "user-not-found" })
    : { ok: true, id: done.id, had: done.had };
}
