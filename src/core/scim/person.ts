// A person as a directory writes them (RFC 7643 §4.1), and as they are kept. Of the name parts, of
// the address and of the language, what came is given back unchanged.

import { hasUnseen, unseenIn } from "../../lib/unseen.ts";
import type { Settings } from "../../settings.ts";
import { MAX_DISPLAY_NAME_CHARACTERS } from "../admin/user-attributes.ts";
import { isMailAddress, MAX_EMAIL_CHARACTERS } from "../mail-address.ts";
import type { DirectoryPerson, KeptParts, PersonState } from "../ports/people/directory.ts";
import { type Outcome, refuse } from "../reasons.ts";
import { readNewOwner } from "../token/owner.ts";
import { externalIdOf, MAX_EXTERNAL_ID_CHARACTERS } from "../user.ts";
import { CORE_SCHEMA, USER_ATTRIBUTES } from "./attributes.ts";
import { cited, fault, type ScimRefusal } from "./fault.ts";
import { type Doc, isNothing, isObject, wordOf } from "./patch.ts";
import { metaOf } from "./version.ts";

/** Longer than any tag of a language, and any type of an address. */
const MAX_WORD_CHARACTERS = 100;
const MAX_KEPT_BYTES = 2000;

type NameSettings = Pick<Settings, "defaultRealm" | "foldUserCase">;

/** In the row of a user; `derived`: the directory gave no displayName. */
interface Kept {
  readonly name?: Doc;
  readonly preferredLanguage?: string;
  readonly mail?: Doc;
  readonly derived?: true;
}

/** One whom no directory has written yet has an address for work. */
const UNKNOWN_MAIL = { type: "work" };

export function personJson(person: DirectoryPerson, base: string) {
  const { name, preferredLanguage, mail = UNKNOWN_MAIL, derived }: Kept = person.kept;
  const { id, externalId, userName, displayName, email, active, groups } = person;
  return {
    schemas: [`${CORE_SCHEMA}User`],
    id,
    ...(externalId !== null && { externalId }),
    userName,
    ...(displayName !== null && !derived && { displayName }),
    ...(name && { name }),
    ...(preferredLanguage !== undefined && { preferredLanguage }),
    active,
    ...(email !== null && { emails: [{ value: email, ...mail }] }),
    ...(groups.length > 0 && { groups }),
    meta: metaOf("User", person, base),
  };
}

/**
 * `was`: the person as it is told. What an attribute has already is never refused in it: an address
 * that an earlier version took, or somebody else set, would otherwise keep a leaver in. In another
 * attribute it is: a name may be what no address is.
 */
export function readPerson(
  doc: Doc,
  realm: string,
  was: Doc | undefined,
  settings: NameSettings,
): Outcome<{ readonly person: PersonState }> {
  const faults: ScimRefusal[] = [];
  const text = (name: string, value: unknown, most: number, before?: unknown): string | null => {
    if (isNothing(value)) return null;
    if (typeof value === "string" && (value === before || (value.length <= most && !hasUnseen(value)))) return value;
    faults.push(fault("invalidValue", `${name} is a text of at most ${most} characters, all of which can be seen.`));
    return null;
  };
  const { userName, externalId, displayName, active, preferredLanguage } = doc;
  if (typeof userName !== "string" || userName === "")
    return fault("invalidValue", `userName is a text. Got ${cited(userName)}.`);
  const isActive = readFlag(active);
  if (isActive === undefined) return fault("invalidValue", `active is true or false. Got ${cited(active)}.`);
  const owner = userName === was?.userName ? undefined : refusalOfName(userName, realm, settings);
  if (owner) return owner;

  const given = isObject(doc.name) ? doc.name : {};
  const parts = Object.keys(USER_ATTRIBUTES.name?.sub ?? {}).flatMap((part) => {
    const value = text(`name.${part}`, given[part], MAX_DISPLAY_NAME_CHARACTERS);
    return value === null ? [] : [[part, value] as const];
  });
  const name = Object.fromEntries(parts);
  const key = text("externalId", externalId, MAX_EXTERNAL_ID_CHARACTERS, was?.externalId);
  const own = text("displayName", displayName, MAX_DISPLAY_NAME_CHARACTERS, was?.displayName);
  const made = name.formatted ?? [name.givenName, name.familyName].filter(Boolean).join(" ");
  const language = text("preferredLanguage", preferredLanguage, MAX_WORD_CHARACTERS);
  const mail = chosen(doc.emails);
  const address = chosen(was?.emails)?.value;
  const email = text("emails.value", mail?.value, MAX_EMAIL_CHARACTERS, address);
  if (email !== null && email !== address && !isMailAddress(email))
    faults.push(fault("invalidValue", `emails.value is an e-mail address. Got ${cited(email)}.`));
  const type = text("emails.type", mail?.type, MAX_WORD_CHARACTERS);
  const primary = readFlag(mail?.primary);
  const kept: Kept = {
    ...(parts.length > 0 && { name }),
    ...(language !== null && { preferredLanguage: language }),
    ...(mail && { mail: { ...(type !== null && { type }), ...(primary !== undefined && { primary }) } }),
    ...(own === null && made !== "" && { derived: true as const }),
  };
  if (new TextEncoder().encode(JSON.stringify(kept)).length > MAX_KEPT_BYTES)
    faults.push(fault("invalidValue", `The parts of the name are too long: together at most ${MAX_KEPT_BYTES} bytes.`));
  const person: PersonState = {
    userName,
    externalId: key === null ? null : externalIdOf(key),
    displayName: own ?? text("The name", made, MAX_DISPLAY_NAME_CHARACTERS),
    email,
    active: isActive,
    kept: kept as KeptParts,
  };
  return faults[0] ?? { ok: true, person };
}

function refusalOfName(user: string, realm: string, settings: NameSettings) {
  const character = unseenIn(user);
  if (character !== undefined) return refuse({ code: "unseen-character", character });
  // On a phone or a page it would pass for the name without it.
  if (user !== user.trim()) return fault("invalidValue", "userName has no space at its ends.");
  const read = readNewOwner({ user, realm }, settings);
  return read.ok ? undefined : read;
}

/** The address for work, or the primary one, or the only one. */
function chosen(emails: unknown): Doc | undefined {
  const all = Array.isArray(emails) ? emails.filter((one: Doc) => !isNothing(one.value)) : [];
  const isWork = ({ type }: Doc) => wordOf(type) === "work";
  return (
    all.find(isWork) ?? all.find(({ primary }) => readFlag(primary) === true) ?? (all.length === 1 ? all[0] : undefined)
  );
}

/** Entra writes `"True"` and `"False"`. */
export function readFlag(value: unknown): boolean | undefined {
  const word = wordOf(value);
  return word === "true" ? true : word === "false" ? false : undefined;
}
