// Ten codes for the day on which the phone is gone. They are shown once and stored as sealed
// hashes. Those need no PBKDF2, since 80 random bits cannot be guessed from a hash.

import { fromUtf8, type RandomBytes, randomId, sha256Hex, utf8 } from "../../lib/bytes.ts";
import { noteOnSuccess } from "../audit/audit.ts";
import type { Call } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { BrowserSession } from "../ports/oidc/browser-sessions.ts";
import type { StoredRecovery } from "../ports/people/me.ts";
import type { Outcome } from "../reasons.ts";
import type { Sealer } from "../sealer.ts";
import { hasPin, lookAtMe, refuseMe, whoseIs } from "./myself.ts";

const RECOVERY_CODES = 10;
const CODE_CHARACTERS = 16;

/** Crockford's alphabet: 32 characters that are not mistaken for one another on paper. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

const makeCode = (randomBytes: RandomBytes): string =>
  [...randomBytes(CODE_CHARACTERS)].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");

/** As shown to people: in groups of four. */
const written = (code: string): string => code.replace(/(.{4})(?=.)/g, "$1-");

/** As people may type it: in capitals, with spaces, with letters that Crockford leaves out. */
const readCode = (typed: string): string =>
  typed.toLowerCase().replace(/[\s-]/g, "").replaceAll("o", "0").replace(/[il]/g, "1").slice(0, 64);

const hashOf = (id: string, code: string): Promise<string> => sha256Hex(`recovery ${id} ${code}`);

const seal = (sealer: Sealer, id: string, hashes: readonly string[]): Promise<string> =>
  sealer.seal("recovery", id, utf8(JSON.stringify(hashes)));

/** Replaces earlier codes. Without a PIN next to it, a sheet of paper would open the account. */
export async function makeRecoveryCodes(
  ports: Ports,
  session: BrowserSession,
  call: Call,
): Promise<Outcome<{ readonly codes: readonly string[] }>> {
  const { sealer, settings, randomBytes } = ports;
  if (!settings.selfService.includes("recovery"))
    return refuseMe(ports, session, { code: "missing-right", right: "recovery" }, call);
  if (!hasPin(await lookAtMe(ports, session, call.nowMs))) return refuseMe(ports, session, { code: "wrong-pin" }, call);
  const id = randomId(randomBytes);
  const codes = Array.from({ length: RECOVERY_CODES }, () => makeCode(randomBytes));
  const hashes = await Promise.all(codes.map((code) => hashOf(id, code)));
  const stored = { id, sealedHashes: await seal(sealer, id, hashes), left: codes.length };
  const note = noteOnSuccess(call, "RECOVERY_CODES_MADE", whoseIs(session));
  const isStored = await ports.self.setRecovery(session, stored, call.nowMs, note);
  if (!isStored) return refuseMe(ports, session, { code: "confirmation-needed" }, call);
  return { ok: true, codes: codes.map(written) };
}

/** The codes left after this one is used; undefined if it is not among them. */
export async function withoutCode(
  sealer: Sealer,
  stored: StoredRecovery | undefined,
  typed: string,
): Promise<StoredRecovery | undefined> {
  if (!stored || !sealer.hasKeyOf(stored.sealedHashes)) return undefined;
  const { id, sealedHashes } = stored;
  const hashes: string[] = JSON.parse(fromUtf8(await sealer.open("recovery", id, sealedHashes)));
  const used = await hashOf(id, readCode(typed));
  const rest = hashes.filter((hash) => hash !== used);
  return rest.length === hashes.length
    ? undefined
    : { id, sealedHashes: await seal(sealer, id, rest), left: rest.length };
}
