// Exports with many users: a dump of Stepup's table, each user with a secret in clear and an address for push; and privacyIDEA's `pi`
// format, each token with a passlib hash of a PIN or without one.
import { pbkdf2Sync, randomBytes } from "node:crypto";
import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { makeFernetKey, readFernetKey, sealFernet } from "../../scripts/import/crypt/fernet.ts";

const columns = "id,userid,displayname,secret,loginattempts,blocked,notificationtype,notificationaddress";

export function writeStepupUsers(folder: string, count: number): void {
  const file = openSync(join(folder, "user.csv"), "w", 0o600);
  try {
    writeSync(file, `${columns}\n`);
    for (let id = 1; id <= count; id++) {
      const [secret, address] = [randomBytes(32).toString("hex"), randomBytes(32).toString("hex")];
      writeSync(file, `${id},t0aa${id}-1k9z,"Person ${id}",${secret},0,0,APNS,${address}\n`);
    }
  } finally {
    closeSync(file);
  }
}

const passlib64 = (bytes: Buffer): string => bytes.toString("base64").replaceAll("+", ".").replaceAll("=", "");

/** Returns the paths of the export and of its key. Hashes may share a salt: what they cost to verify is the same. */
export function writePrivacyIdeaTokens(folder: string, count: number, withPins: boolean) {
  const salt = randomBytes(16);
  const hash = pbkdf2Sync("1234", salt, 25_000, 64, "sha512");
  const _hashed_pin = withPins ? `$pbkdf2-sha512$25000$${passlib64(salt)}$${passlib64(hash)}` : "";
  const tokens = Array.from({ length: count }, (_, index) => ({
    ...{ serial: `TIQR${index}`, type: "tiqr", otpkey: randomBytes(32).toString("hex"), description: "", otplen: 6 },
    ...{
      maxfail: 10,
      failcount: 0,
      active: true,
      revoked: false,
      locked: false,
      rollout_state: "enrolled",
      _hashed_pin,
    },
    info_list: { ocrasuite: "OCRA-1:HOTP-SHA1-6:QH10", last_auth: "2026-01-31T23:59+0100", tokenkind: "software" },
    user: { login: `person-${index}`, realm: "corp", resolver: "ldap", uid: String(index), custom_attributes: {} },
  }));
  const [file, keyFile, key] = [join(folder, "tokens.pi"), join(folder, "tokens.key"), makeFernetKey()];
  const fernetKey = readFernetKey(key);
  if (!fernetKey) throw new Error("no key");
  writeFileSync(file, sealFernet(Buffer.from(JSON.stringify(tokens, undefined, 2)), fernetKey, 0), { mode: 0o600 });
  writeFileSync(keyFile, key, { mode: 0o600 });
  return { file, keyFile };
}
