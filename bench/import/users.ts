// Exports with many users: a dump of Stepup's table, each user with a secret in clear and an
// address for push; privacyIDEA's `pi` and `yaml` formats, each token with a passlib hash of a PIN
// or without one; eduID's registrations; and our own export.
import { createCipheriv, createHash, pbkdf2Sync, randomBytes } from "node:crypto";
import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { ownFormat } from "../../packages/commands/export/own.ts";
import {
  type FernetKey,
  makeFernetKey,
  readFernetKey,
  sealFernet,
} from "../../packages/commands/import/crypt/fernet.ts";
import type { TokenRecord } from "../../src/core/token.ts";

const columns = "id,userid,displayname,secret,loginattempts,blocked,notificationtype,notificationaddress";

export function writeStepupUsers(folder: string, count: number): void {
  writeEach(join(folder, "user.csv"), count, (id) => {
    const [secret, address] = [randomBytes(32).toString("hex"), randomBytes(32).toString("hex")];
    const head = id === 1 ? `${columns}\n` : "";
    return `${head}${id},t0aa${id}-1k9z,"Person ${id}",${secret},0,0,APNS,${address}\n`;
  });
}

const passlib64 = (bytes: Buffer): string => bytes.toString("base64").replaceAll("+", ".").replaceAll("=", "");

/** passlib's hash. All tokens may share its salt: what a hash costs to verify is the same. */
function hashOfPin(): string {
  const salt = randomBytes(16);
  return `$pbkdf2-sha512$25000$${passlib64(salt)}$${passlib64(pbkdf2Sync("1234", salt, 25_000, 64, "sha512"))}`;
}

/** Returns the paths of the export and of its key. */
export function writePrivacyIdeaTokens(folder: string, count: number, withPins: boolean) {
  const _hashed_pin = withPins ? hashOfPin() : "";
  const tokens = Array.from({ length: count }, (_, index) => ({
    ...{ serial: `TIQR${index}`, type: "tiqr", otpkey: randomBytes(32).toString("hex"), description: "", otplen: 6 },
    ...{ maxfail: 10, failcount: 0, active: true, revoked: false, locked: false },
    ...{ rollout_state: "enrolled", _hashed_pin },
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

/** Returns the path of the export. */
export function writePrivacyIdeaYaml(folder: string, count: number, withPins: boolean): string {
  const path = join(folder, "tokens.yaml");
  const pin = withPins ? hashOfPin() : "''";
  writeEach(path, count, (id) =>
    [
      `- _hashed_pin: ${pin}`,
      "  active: true",
      "  description: ''",
      "  failcount: 0",
      "  info_list:",
      "    last_auth: 2026-01-31T23:59+0100",
      "    ocrasuite: OCRA-1:HOTP-SHA1-6:QH10",
      "  maxfail: 10",
      `  otpkey: ${randomBytes(32).toString("hex")}`,
      `  owner: person-${id}@corp`,
      `  serial: TIQR${id}`,
      "  type: tiqr\n",
    ].join("\n"),
  );
  return path;
}

/** By the code of `npm run export` itself. Returns the paths of the export and of its key. */
export function writeOwnExport(folder: string, count: number) {
  const [file, keyFile, key] = [join(folder, "own.json"), join(folder, "own.key"), makeFernetKey()];
  writeFileSync(keyFile, key);
  const format = ownFormat(readFernetKey(key) as FernetKey, undefined);
  const out = format.file(file);
  const pinHash = hashOfPin().slice(1).replaceAll(".", "+");
  for (let id = 1; id <= count; id++) {
    const token: TokenRecord = {
      ...{ id, serial: `TIQR${id}`, generation: 1, user: `person-${id}`, realm: "corp", description: "", info: {} },
      ...{ active: true, disabledByJob: null, revoked: false, rolloutState: "enrolled", failures: [], maxFail: 10 },
      ...{
        validFromMs: null,
        validUntilMs: null,
        suite: "OCRA-1:HOTP-SHA1-6:QH10-S",
        sealedPin: "",
        sealedPass: null,
        passUntilMs: null,
        passLeft: 0,
        sealedSecret: "",
        identity: null,
      },
      ...{ serviceIdentifier: "tiqr.example.org", sessionExpiresAtMs: null, sessionUses: 1, createdAtMs: id },
      ...{
        assignedAtMs: id,
        browsersSinceMs: 0,
        sealedPass: null,
        passUntilMs: null,
        passLeft: 0,
        lastAuthMs: id,
        provenAtMs: id,
      },
    };
    const person = { displayName: `Person ${id}`, email: null, groups: ["staff"], subject: `${id}`, knownSinceMs: id };
    const of = { externalId: null, authenticationUrl: "https://tiqr.example.org/ttype/tiqr", notification: null };
    const opened = { secretHex: randomBytes(32).toString("hex"), pinHash, pushAddress: undefined };
    out.add(format.token({ token, ...person, ...of }, opened) as object);
  }
  out.end();
  return { file, keyFile };
}

/**
 * A list on one line, which a reader of lines could not take apart. Returns the paths of the export
 * and of its secret.
 */
export function writeEduidRegistrations(folder: string, count: number) {
  const [file, keyFile] = [join(folder, "all.json"), join(folder, "secret")];
  const encryptionSecret = "a secret of 24 characters";
  const [iv, key] = [Buffer.from(encryptionSecret), createHash("sha256").update(encryptionSecret).digest()];
  writeEach(file, count, (id) => {
    const cipher = createCipheriv("aes-256-gcm", key, iv);
    const sealed = Buffer.concat([cipher.update(randomBytes(32).toString("hex")), cipher.final(), cipher.getAuthTag()]);
    const registration = {
      ...{ _id: `registration-${id}`, userId: `person-${id}`, userDisplayName: `Person ${id}`, status: "FINALIZED" },
      ...{ secret: sealed.toString("base64"), created: { $date: "2024-05-01T10:00:00.000Z" } },
    };
    return `${id === 1 ? "[" : ","}${JSON.stringify(registration)}${id === count ? "]" : ""}`;
  });
  writeFileSync(keyFile, encryptionSecret, { mode: 0o600 });
  return { file, keyFile };
}

function writeEach(path: string, count: number, textOf: (id: number) => string): void {
  const file = openSync(path, "w", 0o600);
  try {
    for (let id = 1; id <= count; id++) writeSync(file, textOf(id));
  } finally {
    closeSync(file);
  }
}
