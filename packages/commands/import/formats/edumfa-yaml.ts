// eduMFA: `edumfa-token-janitor find --tokentype tiqr --action export --yaml`; and privacyIDEA up
// to 3.9, which it comes from. The texts of a token's info lie beside its own values, and have
// replaced those of the same name. It has no PINs, and no realms of tokens.
import type { Pieces } from "../crypt/fernet-pieces.ts";
import type { Foreign, ForeignPin, ForeignRecord } from "../record.ts";
import { trimmedOf } from "../values.ts";
import { type PrivacyIdeaServer, privacyIdeaRecord } from "./privacyidea-token.ts";
import { type Element, readTokenListFile } from "./token-list.ts";

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
