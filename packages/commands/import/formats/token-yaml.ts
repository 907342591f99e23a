// The lists of tokens that privacyIDEA and eduMFA write in YAML: one list for each chunk of tokens,
// the owner of each as `login@realm`.
import type { Pieces } from "../crypt/fernet-pieces.ts";
import {
  countOf,
  type Foreign,
  type ForeignOwner,
  type ForeignPin,
  type ForeignRecord,
  UnreadableExport,
} from "../record.ts";
import { readYamlLists, type Yaml } from "../text/yaml.ts";
import { textInValue, trimmedOf } from "../values.ts";
import { type PrivacyIdeaServer, privacyIdeaRecord } from "./privacyidea-token.ts";

type Element = Readonly<Record<string, Yaml>>;

interface TokenForm {
  /**
   * Why an element belongs to the list of another server or version, so that all of it would be
   * misread.
   */
  readonly faultOf: (element: Element) => string | undefined;
  readonly recordOf: (where: string, element: Element, owner: ForeignOwner | undefined) => ForeignRecord;
}

function readTokenListFile(pieces: Pieces, { faultOf, recordOf }: TokenForm): Foreign {
  const total = countOf(readYamlLists(pieces()), (element) => {
    const fault = isTiqr(element) ? faultOf(element) : undefined;
    if (fault !== undefined) throw new UnreadableExport(fault);
  });
  const records = readYamlLists(pieces()).map((element, index): ForeignRecord => {
    const where = `token ${index + 1}`;
    // A list that is not an export has elements of other kinds.
    if (!isMapping(element)) return { ok: false, where, why: "it is no token" };
    return recordOf(where, element, ownerOf(trimmedOf(element.owner)));
  });
  return { total, records };
}

const isMapping = (element: Yaml): element is Element =>
  typeof element === "object" && element !== null && !Array.isArray(element);

const isTiqr = (element: Yaml): element is Element =>
  isMapping(element) && textInValue(element.type).toLowerCase() === "tiqr";

/** `login@realm`, where the login may have an @ itself, or `n/a`. */
function ownerOf(owner: string | undefined): ForeignOwner | undefined {
  if (owner === undefined || owner === "n/a") return undefined;
  const at = owner.lastIndexOf("@");
  if (at < 1) return { login: owner, realm: undefined };
  return { login: owner.slice(0, at), realm: owner.slice(at + 1) || undefined };
}

/**
 * privacyIDEA 3.10 and 3.11: `pi-tokenjanitor find … export --format yaml`. One list for each
 * thousand tokens, each a document.
 */
export const readPrivacyIdeaYaml = (pieces: Pieces, server: PrivacyIdeaServer): Foreign =>
  readTokenListFile(pieces, {
    // Read as here, tokens that no phone has enrolled would come with a random key, and each
    // without its suite and its PIN.
    faultOf: ({ info_list }) =>
      info_list === undefined
        ? "Its tokens have no info_list. eduMFA writes such a list, and privacyIDEA up to 3.9: use --from edumfa-yaml."
        : undefined,
    recordOf: (where, element, owner) => privacyIdeaRecord(where, element, owner, {}, server),
  });

/** Neither can it be known whether there is one. */
const UNKNOWN_PIN: ForeignPin = {
  kind: "lost",
  why: "its PIN is not in such an export: take it from SQL, or give --pins link or none",
};

const SWITCHES = ["active", "revoked", "locked"];
const NUMBERS = ["maxfail", "failcount"];
const OWN = new Set(
  [SWITCHES, NUMBERS, "serial type otpkey description otplen counter window rollout_state owner".split(" ")].flat(),
);

/**
 * eduMFA: `edumfa-token-janitor find --tokentype tiqr --action export --yaml`; and privacyIDEA up
 * to 3.9, which it comes from. The texts of a token's info lie beside its own values, and have
 * replaced those of the same name. It has no PINs, and no realms of tokens.
 */
export const readEduMfaYaml = (pieces: Pieces, server: PrivacyIdeaServer): Foreign =>
  readTokenListFile(pieces, {
    faultOf: ({ info_list }) =>
      typeof info_list === "object"
        ? "Its tokens have an info_list. privacyIDEA 3.10 and 3.11 write such a list: use --from privacyidea-yaml."
        : undefined,
    recordOf(where, element, owner): ForeignRecord {
      const own = Object.entries(element).filter(([name]) => OWN.has(name));
      const info_list = Object.fromEntries(Object.entries(element).filter(([name]) => !OWN.has(name)));
      const token = { ...Object.fromEntries(own), info_list };
      const record = privacyIdeaRecord(where, token, owner, {}, server);
      if (!record.ok) return record;
      const hidden = hiddenIn(element);
      if (hidden !== undefined) {
        const why = `its info has an entry "${hidden}", which stands in the place of its own value: take it from SQL`;
        return { ok: false, where, serial: trimmedOf(element.serial), why };
      }
      return { ...record, token: { ...record.token, pin: UNKNOWN_PIN } };
    },
  });

/**
 * A value of the token in whose place the info has put a text: a disabled token could come as an
 * active one, and a lock be lost.
 */
const hiddenIn = (element: Element): string | undefined =>
  [...SWITCHES, ...NUMBERS].find((name) => {
    const value = element[name] ?? null;
    if (NUMBERS.includes(name)) return typeof value !== "number";
    return typeof value !== "boolean" && (value !== null || name === "active");
  });
