// The readers of foreign exports, pure: bytes in, records out. What they read was made by other
// tools (./vectors.ts), or written from the formats.
import { describe, expect, it } from "vitest";
import { verifyPin } from "../../../../../../src/core/token/pin.ts";
import { fromHex, toBase64 } from "../../../../../../src/lib/bytes.ts";
import { passlibHash } from "../../../../export/privacyidea.ts";
import { readEncFile } from "../../../../import/crypt/enc-file.ts";
import { makeFernetKey, openFernet, readFernetKey, sealFernet } from "../../../../import/crypt/fernet.ts";
import { openStoredSecret } from "../../../../import/crypt/openssl-secret.ts";
import { readEduid } from "../../../../import/formats/eduid.ts";
import { readPrivacyIdeaPi } from "../../../../import/formats/privacyidea-pi.ts";
import { PRIVACYIDEA, readPrivacyIdeaSql } from "../../../../import/formats/privacyidea-sql.ts";
import { readStepupJson, readStepupSql } from "../../../../import/formats/stepup.ts";
import { readPrivacyIdeaYaml } from "../../../../import/formats/token-yaml.ts";
import { personKey } from "../../../../import/prepare/person.ts";
import { isOfNone, readPinHash } from "../../../../import/prepare/pin-hash.ts";
import { outcomes, tablesOf, vectors } from "./vectors.ts";

const { fernet, pi, yaml, passlib, encFile, openssl, eduid } = vectors;
const SECRET = fromHex(vectors.secretHex);
const keyOf = (text: string) => readFernetKey(text) ?? expect.fail("no key");
const plainFile = Buffer.from(encFile.plain, "base64");
const opener = readEncFile(plainFile, undefined);
const noKeys = { encFile: undefined, seedHex: undefined };
const server = { encFile: undefined, clock: undefined };
const bytes = (text: string) => Buffer.from(text);

describe("Fernet", () => {
  it.each(["specification", "cryptography"])("opens the token of the %s", (whose) => {
    const { key, token, plain } = whose === "specification" ? fernet.specification : fernet;
    expect(openFernet(token, keyOf(key))?.toString()).toBe(plain);
  });

  it("opens nothing under another key, and nothing that was changed", () => {
    const { key, token } = fernet.specification;
    expect(openFernet(token, keyOf(makeFernetKey()))).toBeUndefined();
    for (let at = 0; at < token.length - 3; at++) {
      const other = token[at] === "A" ? "B" : "A";
      expect(openFernet(token.slice(0, at) + other + token.slice(at + 1), keyOf(key))).toBeUndefined();
    }
    expect(openFernet("gAAAAAA=", keyOf(key))).toBeUndefined();
    expect(openFernet(`${token} `, keyOf(key))).toBeUndefined();
  });

  it("opens its own tokens, which carry the time", () => {
    const key = keyOf(makeFernetKey());
    const token = sealFernet(bytes("ü"), key, 499_162_800_000);
    expect(openFernet(token, key)?.toString()).toBe("ü");
    expect(Buffer.from(token, "base64url").readBigUInt64BE(1)).toBe(499_162_800n);
  });

  it.each(["", "short", `${"A".repeat(43)}==`, "A".repeat(45)])("takes %j for no key", (text) => {
    expect(readFernetKey(text)).toBeUndefined();
  });
});

const told = (found: (object | string)[]) =>
  found.map((token) => {
    if (typeof token === "string") return token;
    const { serial, owner, secret, pin, locked } = token as ReturnType<typeof outcomes>[number] & Record<string, never>;
    return {
      serial,
      owner,
      secret: secret === undefined ? "none" : "there",
      pin: (pin as { kind: string }).kind,
      locked,
    };
  });

const TOKENS = (hans: object, juergen: object) => [
  { serial: "TIQR0001", owner: hans, secret: "there", pin: "pbkdf2-sha512", locked: false },
  { serial: "TIQR0002", owner: hans, secret: "none", pin: "pbkdf2-sha512", locked: false },
  { serial: "TIQR0003", owner: juergen, secret: "there", pin: "pbkdf2-sha512", locked: false },
  "token 4: its type is hotp, not tiqr",
  { serial: "TIQR0005", owner: hans, secret: "there", pin: "none", locked: true },
];

describe("privacyIDEA's export", () => {
  const hans = { login: "hans", realm: "realm1" };
  /** Pieces of 7 characters fall into the middle of everything. */
  const read = (file: string = pi.file, key = pi.key, characters = 7) => {
    const pieces = () => file.match(new RegExp(`[^]{1,${characters}}`, "g")) ?? [];
    return outcomes(readPrivacyIdeaPi(pieces, key, server));
  };
  const sealed = (text: string) => sealFernet(Buffer.from(text), keyOf(pi.key), 0);

  it("gives the tokens with their users, and says why others are none", () => {
    const found = read();
    expect(told(found)).toEqual(TOKENS(hans, { login: "jürgen@home", realm: "realm1" }));
    expect(found[0]).toMatchObject({
      secret: SECRET,
      suite: "OCRA-1:HOTP-SHA1-6:QH10",
      description: expect.stringMatching(/^Hans' phone: ü, –/),
      maxFail: 10,
      active: true,
      info: { note: "kept: yes", "attribute.desk": "12" },
    });
  });

  it("is read up to the message that follows it on stdout", () => {
    expect(read(`${pi.file}\n\n\nSuccessfully exported 5 tokens.\n`)).toHaveLength(5);
  });

  it("is refused under another key, and when it was changed", () => {
    expect(() => read(pi.file, makeFernetKey())).toThrow("does not open");
    expect(() => read(`${pi.file.slice(0, -8)}AAAAAAAA`)).toThrow("does not open");
    expect(() => read(pi.file, "no key")).toThrow("no Fernet key");
  });

  it("is the same in pieces of any length", () => {
    for (const characters of [1, 2, 3, 4, 33, 1000, 1 << 20]) expect(read(pi.file, pi.key, characters)).toEqual(read());
    expect(read(`\n \n${pi.file}`)).toEqual(read());
  });

  it.each([
    "",
    "[]x",
    "x[]",
    "{}",
    "[",
    "[}",
    "[{]",
    "[{},]",
    "[,{}]",
    "[{} {}]",
    '[{"a": "b]',
    "[[{}]",
    '[{"otpkey": "00"x}]',
    "null",
  ])("is refused before its first token when it opens as %j", (text) => {
    const token = sealed(text);
    expect(() => readPrivacyIdeaPi(() => [token], pi.key, server)).toThrow(
      /^The export opens, and is no JSON list of tokens\.$/,
    );
  });

  it.each([
    ["[]", []],
    [" [ ] ", []],
    ['[1, [2], "]"]', Array(3).fill("it has no serial")],
    ['[{"serial":"a\\"],[{"},{"serial":"b"}]', Array(2).fill("its type is missing, not tiqr")],
  ])("takes apart %j", (text, whys) => {
    expect(read(sealed(text))).toEqual(whys.map((why, index) => `token ${index + 1}: ${why}`));
  });

  it.each(["A", "=", "*", "é"])("is refused with %j after it", (more) => {
    expect(() => read(pi.file + more)).toThrow("does not open");
  });

  it("is the same as yaml, where it has no attributes", () => {
    const found = outcomes(readPrivacyIdeaYaml(() => [yaml], server));
    const [first] = read();
    expect(told(found)).toEqual(TOKENS(hans, { login: "jürgen@home", realm: "realm1" }));
    const { info, ...token } = first as Exclude<typeof first, string | undefined>;
    const { pin, ...same } = token;
    expect(pin.kind).toBe("pbkdf2-sha512");
    expect(found[0]).toMatchObject({ ...same, info: { note: info.note } });
  });

  it.each([
    ["plain: text\n", "Line 1: a list of tokens was expected"],
    ["- serial: A\n  key: &anchor x\n", "Line 2: this kind of value is not supported"],
    ["- serial: 'A\n", "Line 1: unexpected end of the stream within a single quoted scalar"],
    ["- serial: A\n  no key\n", "Line 2: expected ':' after a mapping key"],
  ])("as yaml is refused with the line for %j", (text, why) => {
    const sound = "- serial: A\n  type: tiqr\n  info_list: {}\n";
    expect(() => readPrivacyIdeaYaml(() => [text], server)).toThrow(why);
    expect(() => readPrivacyIdeaYaml(() => [sound, text], server)).toThrow(why.replace(/^Line \d: /, ""));
  });

  it("with keys in base32 is refused", () => {
    const text =
      "- serial: A\n  type: tiqr\n  otpkey: GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n  owner: a@b\n  info_list: {}\n";
    expect(outcomes(readPrivacyIdeaYaml(() => [text], server))).toEqual([
      "token 1: its key is in base32: export again without --b32",
    ]);
  });
});

describe("a PIN of privacyIDEA", () => {
  it("is read from passlib's hash", () => {
    const [, , , salt = "", hash = ""] = passlib.of1234.split("$");
    const pin = readPinHash(passlib.of1234, noKeys);
    expect(pin).toMatchObject({ kind: "pbkdf2-sha512", iterations: 25_000 });
    const own = (text: unknown) =>
      Buffer.from(text as Uint8Array)
        .toString("base64")
        .replaceAll("+", ".")
        .replaceAll("=", "");
    expect(pin.kind === "pbkdf2-sha512" && [own(pin.salt), own(pin.hash)]).toEqual([salt, hash]);
  });

  it("is opened with the key of its server when it is reversible", () => {
    expect(readPinHash(encFile.reversiblePin, { ...noKeys, encFile: opener })).toEqual({ kind: "clear", pin: "4321" });
    const other = readEncFile(Buffer.alloc(96, 1), undefined);
    expect(readPinHash(encFile.reversiblePin, { ...noKeys, encFile: other })).toMatchObject({ kind: "lost" });
    expect(readPinHash(encFile.reversiblePin, noKeys)).toMatchObject({ why: "its PIN is encrypted: give --enc-file" });
  });

  it("is taken with its seed, and lost without", () => {
    const { seededPin: digestHex, pinSeed: seedHex } = encFile;
    const seed = fromHex(seedHex);
    expect(readPinHash(digestHex, { ...noKeys, seedHex })).toEqual({ kind: "digest", digestHex, seed });
    expect(readPinHash(digestHex, noKeys)).toMatchObject({ kind: "lost" });
  });

  it.each([
    ["$argon2id$v=19$m=65536,t=9,p=4$c2FsdA$aGFzaA", "argon2id"],
    ["$6$rounds=656000$salt$hash", "6"],
    ["$bcrypt-sha256$v=2,t=2b,r=12$salt$hash", "bcrypt-sha256"],
    ["$pbkdf2-sha512$100001$c2FsdA$aGFzaA", "cannot be read"],
    ["$pbkdf2-sha256$1000$c2FsdA$aGFzaA", "cannot be read"],
    ["nonsense", "unknown kind"],
  ])("of another kind is never none: %s", (text, name) => {
    const pin = readPinHash(text, noKeys);
    expect(pin).toEqual({ kind: "lost", why: expect.stringContaining(name) });
  });

  it("is read from passlib's PBKDF2 with SHA-256, too, which is what our own export writes", async () => {
    const pin = readPinHash(passlib.sha256Of1234, noKeys);
    expect(pin).toMatchObject({ kind: "pbkdf2-sha256", iterations: 29_000, hash: expect.any(Uint8Array) });
    if (pin.kind !== "pbkdf2-sha256") return;
    const stored = [pin.kind, pin.iterations, toBase64(pin.salt), toBase64(pin.hash)].join("$");
    expect([await verifyPin("1234", stored), await verifyPin("1235", stored)]).toEqual([true, false]);
    expect(passlibHash(stored)).toBe(passlib.sha256Of1234);
    const ofNone = readPinHash(passlib.sha256OfNone, noKeys);
    expect([await isOfNone(ofNone), await isOfNone(pin)]).toEqual([true, false]);
  });

  it.each([
    [passlib.of1234, "$25000$"],
    [passlib.sha256Of1234, "$29000$"],
  ])("of more iterations than a Worker computes is lost: %s", (text, rounds) => {
    expect(readPinHash(text.replace(rounds, "$100001$"), noKeys)).toMatchObject({
      why: "its PIN is a hash of 100001 iterations, and 100000 are possible",
    });
  });

  it.each(["", " ", null, undefined])("%j is no PIN", (text) => {
    expect(readPinHash(text, noKeys)).toEqual({ kind: "none" });
  });
});

describe("privacyIDEA's encryption file", () => {
  it("opens keys in the padding of any version", () => {
    for (const sealed of [encFile.keyNew, encFile.keyOld])
      expect(opener.open(encFile.ivHex, sealed)?.toString().toLowerCase()).toBe(vectors.secretHex);
    expect(opener.open(encFile.ivHex, encFile.keyEmpty)?.length).toBe(0);
  });

  it("opens with its password, and is refused with another one", () => {
    const file = Buffer.from(encFile.encrypted);
    const opened = readEncFile(file, encFile.password).open(encFile.ivHex, encFile.keyNew);
    expect(opened?.toString().toLowerCase()).toBe(vectors.secretHex);
    expect(() => readEncFile(file, "another")).toThrow("does not open");
    expect(() => readEncFile(file, undefined)).toThrow("is encrypted");
  });

  it("of another length is refused", () => {
    expect(() => readEncFile(plainFile.subarray(1), undefined)).toThrow("has 95 bytes");
  });
});

describe("privacyIDEA's tables", () => {
  const token = (id: number, more: object = {}) => ({
    id,
    serial: `PI${id}`,
    tokentype: "tiqr",
    key_enc: encFile.keyOld,
    key_iv: encFile.ivHex,
    description: " ",
    maxfail: 10,
    failcount: 3,
    active: 1,
    revoked: 0,
    locked: 0,
    pin_hash: encFile.seededPin,
    pin_seed: encFile.pinSeed,
    ...more,
  });
  const tables = {
    token: [
      token(1),
      token(2),
      token(3, { key_enc: "00".repeat(16) }),
      token(4),
      token(5, { tokentype: "totp" }),
      token(6),
    ],
    tokeninfo: [
      { token_id: 1, Key: "ocrasuite", Value: "OCRA-1:HOTP-SHA1-6:QH10" },
      { token_id: 1, Key: "validity_period_end", Value: "2027-01-31T23:59+0100" },
      { token_id: 2, Key: "session", Value: "abc" },
    ],
    tokenowner: [
      { token_id: 1, resolver: "ldap", user_id: "uid-1", realm_id: 7 },
      { token_id: 2, resolver: "ldap", user_id: "uid-2", realm_id: 7 },
      { token_id: 4, resolver: "ldap", user_id: "uid-4", realm_id: 7 },
    ],
    tokenrealm: [
      { token_id: 1, realm_id: 7 },
      { token_id: 1, realm_id: 8 },
    ],
    realm: [
      { id: 7, name: "corp" },
      { id: 8, name: "more" },
    ],
    config: [
      { Key: "tiqr.serviceIdentifier", Value: "pi.example.org" },
      { Key: "tiqr.regServer", Value: "https://pi.example.org/ttype/tiqr" },
    ],
    usercache: [{ username: "hans", used_login: "HANS", resolver: "ldap", user_id: "uid-1" }],
    pidea_audit: [
      { serial: "PI4", user: "a".repeat(20), realm: "corp", resolver: "ldap" },
      { serial: "PI2", user: "berta", realm: "corp", resolver: "ldap" },
    ],
  };

  it("give tokens, and logins that are whole", () => {
    const foreign = readPrivacyIdeaSql(tablesOf(tables), PRIVACYIDEA, { ...server, encFile: opener });
    expect(foreign.settings).toEqual({
      service: { identifier: "pi.example.org", source: "config" },
      authenticationUrl: "https://pi.example.org/ttype/tiqr",
    });
    const found = outcomes(foreign);
    const of = (uid: string, login?: string) => ({ key: personKey("ldap", uid), login, realm: "corp" });
    expect(told(found)).toEqual([
      { serial: "PI1", owner: of("uid-1", "hans"), secret: "there", pin: "digest", locked: false },
      { serial: "PI2", owner: of("uid-2", "berta"), secret: "none", pin: "digest", locked: false },
      "token 3: its key does not open under --enc-file",
      { serial: "PI4", owner: of("uid-4"), secret: "there", pin: "digest", locked: false },
      "token 5: its type is totp, not tiqr",
      { serial: "PI6", owner: undefined, secret: "there", pin: "digest", locked: false },
    ]);
    expect(found[0]).toMatchObject({
      secret: SECRET,
      failCount: 3,
      validUntilMs: Date.parse("2027-01-31T22:59Z"),
      info: { realms: "more" },
    });
    expect(found[1]).toMatchObject({ suite: "OCRA-1:HOTP-SHA1-6:QN10" });
  });

  it("without the table of tokens are refused", () => {
    expect(() => readPrivacyIdeaSql(tablesOf({}), PRIVACYIDEA, { ...server, encFile: opener })).toThrow(
      "There is no table token",
    );
  });
});

describe("a secret of Stepup", () => {
  const keys = new Map<string, string>(Object.entries(openssl.keys));

  it.each(Object.entries<string>(openssl.stored))("encrypted by %s opens", (_, stored) => {
    expect(openStoredSecret(stored, keys)).toEqual({ ok: true, secret: SECRET });
    expect(openStoredSecret(stored.replace(/:key(\d):/, ":KEY$1:"), keys)).toMatchObject({ ok: true });
  });

  it("in clear is read", () => {
    for (const text of [vectors.secretHex, `plain:${vectors.secretHex}`])
      expect(openStoredSecret(text, keys)).toEqual({ ok: true, secret: SECRET });
  });

  const gcm: string = openssl.stored["aes-256-gcm"];
  it.each([
    ["openssl:aes-256-xts:key3:AA==::AA==", "encrypted by aes-256-xts"],
    [gcm.replace("key3", "other"), "the key other, which is not among --keys"],
    [gcm.replace("key3", "key1"), "has 16 bytes"],
    [`${gcm.slice(0, -8)}AAAAAAA=`, "does not open"],
    [gcm.replace(/^((?:[^:]*:){4})[^:]*/, "$1AAAA"), "does not open"],
    ["mcrypt:x", "unknown kind, mcrypt"],
    ["xyz", "no hex"],
    ["openssl:constructor:key1:a:b:c", "encrypted by constructor"],
  ])("is refused with the reason: %s", (text, why) => {
    expect(openStoredSecret(text, keys)).toEqual({ ok: false, why: expect.stringContaining(why) });
  });
});

describe("users of Stepup", () => {
  const user = (userid: string, more: object = {}) => ({
    id: 1,
    userid,
    displayname: "Anna",
    secret: vectors.secretHex,
    loginattempts: 2,
    blocked: 0,
    notificationtype: "APNS",
    notificationaddress: "abc",
    ...more,
  });

  it("have their phone's name for the account, which is the userid", () => {
    const tables = tablesOf({
      user: [
        user("t0aa01-1k9z"),
        user("blocked", { blocked: 2 }),
        user("apart", { secret: null }),
        user("nothing", { secret: "" }),
      ],
      tiqrusersecret: [{ userid: "apart", secret: `plain:${vectors.secretHex}` }],
    });
    const found = outcomes(readStepupSql(tables, new Map()));
    expect(found).toMatchObject([
      {
        serial: undefined,
        identity: "t0aa01-1k9z",
        owner: { key: "t0aa01-1k9z", login: "t0aa01-1k9z" },
        displayName: "Anna",
        secret: SECRET,
        suite: "OCRA-1:HOTP-SHA1-6:QH10-S",
        failCount: 2,
        locked: false,
        pin: { kind: "none" },
        notification: { type: "APNS", address: "abc" },
      },
      { identity: "blocked", locked: true },
      { identity: "apart", secret: SECRET },
      { identity: "nothing", secret: undefined },
    ]);
  });

  it("of a table from before, and of the library's own name, are read", () => {
    const tables = tablesOf({ tiqruser: [{ userid: "old", displayname: "Old", secret: vectors.secretHex }] });
    expect(outcomes(readStepupSql(tables, new Map()))).toMatchObject([
      { identity: "old", locked: false, failCount: 0 },
    ]);
    expect(() => readStepupSql(tablesOf({}), new Map())).toThrow("There is no table user or tiqruser");
  });

  it("in files have the name of their file", () => {
    const file = (name: string, text: string) => ({ name, read: () => text });
    const json = JSON.stringify({ displayName: "Anna", secret: vectors.secretHex, loginattempts: 1, blocked: 1 });
    const files = [file("anna-1.json", json), file("broken.json", "{"), file("readme.txt", "")];
    expect(outcomes(readStepupJson(files, new Map()))).toMatchObject([
      { identity: "anna-1", secret: SECRET, failCount: 1, locked: true },
      "broken.json: it is no JSON object",
    ]);
  });
});

describe("registrations of eduID", () => {
  const registration = (more: object = {}) => ({
    _id: { $oid: "5f0000000000000000000001" },
    userId: "urn:anna",
    userDisplayName: "Anna",
    secret: eduid.secret,
    status: "FINALIZED",
    created: { $date: "2024-05-01T10:00:00.000Z" },
    ...more,
  });
  const read = (...registrations: object[]) =>
    outcomes(readEduid(() => registrations.map((each) => `${JSON.stringify(each)}\n`), eduid.encryptionSecret));

  it("have the name of the user, or of the registration when it says so", () => {
    expect(read(registration(), registration({ useRegistrationId: true, _id: "a-uuid" }))).toMatchObject([
      {
        identity: "urn:anna",
        secret: SECRET,
        suite: "OCRA-1:HOTP-SHA1-6:QH10-S064",
        displayName: "Anna",
        createdAtMs: Date.parse("2024-05-01T10:00:00Z"),
      },
      { identity: "a-uuid", owner: { key: "urn:anna" } },
    ]);
  });

  it("that are not finalized have no phone, and of those before August 2022 the secret does not open", () => {
    expect(
      read(registration({ status: "INITIALIZED" }), registration({ secret: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })),
    ).toEqual([
      expect.objectContaining({ secret: undefined }),
      expect.stringContaining("line 2: its secret does not open"),
    ]);
  });

  it("are read a line each, with nonsense between, or as a list on any lines", () => {
    const [one, secret] = [JSON.stringify(registration()), eduid.encryptionSecret];
    const lines = [one.slice(0, 9), `${one.slice(9)}\nnonsense\n\n`, `null\r\n${one}`];
    expect(outcomes(readEduid(() => lines, secret))).toMatchObject([
      {},
      "line 2: it is no JSON",
      "line 4: it has no userId",
      {},
    ]);
    for (const list of [`[${one},${one}]\n`, `\n[\n${one},\n${one}\n]`]) {
      const foreign = readEduid(() => list.split(/(?=,)/), secret);
      expect([foreign.total, outcomes(foreign)]).toMatchObject([2, [{}, {}]]);
    }
  });

  it("of a list that is damaged anywhere are refused before the first", () => {
    const list = [`[${JSON.stringify(registration())},`, "nonsense]"];
    expect(() => readEduid(() => list, eduid.encryptionSecret)).toThrow(/^The file begins as a JSON list, and is none/);
  });
});
