// eduMFA's own list of tokens, as edumfa-token-janitor 2.9.5 has written it of a token that a phone
// has, one with an entry of its info that hides that it is disabled, and one that no phone has
// enrolled.
import { describe, expect, it } from "vitest";
import { fromHex } from "../../../../../src/lib/bytes.ts";
import { readEduMfaYaml, readPrivacyIdeaYaml } from "../../../import/formats/token-yaml.ts";
import { clockIn } from "../../../import/validity.ts";
import { outcomes } from "./readers/vectors.ts";

const SECRET = "c1220b11dfeed120982f0079a69e35e825254cebbea160f69d9de0f5969ada3d";
const token = (more: Readonly<Record<string, string>> = {}) => {
  const values = {
    ...{ active: "true", counter: "0", created_at: "'2026-11-28 12:47:17.900700+00:00'", description: "phone of hans" },
    ...{ failcount: "0", locked: "false", maxfail: "10", ocrasuite: "OCRA-1:HOTP-SHA1-6:QN10", otpkey: SECRET },
    ...{ otplen: "6", owner: "hans@corp", revoked: "false", rollout_state: "''", serial: "TiQR0000CE4D" },
    ...{ tokenkind: "software", type: "tiqr", validity_period_end: "2031-12-31T10:00", window: "10", ...more },
  };
  const lines = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  return lines.map(([name, value], index) => `${index === 0 ? "-" : " "} ${name}: ${value}\n`).join("");
};
const server = { encFile: undefined, clock: clockIn("Europe/Berlin") };
const read = (text: string) => outcomes(readEduMfaYaml(() => [text], server));

it("gives tokens with their suite, limits and info, and a PIN of which nothing is known", () => {
  expect(read(token({ room: "'12'" }))).toMatchObject([
    {
      ...{ serial: "TiQR0000CE4D", owner: { login: "hans", realm: "corp" }, description: "phone of hans" },
      ...{ secret: fromHex(SECRET), suite: "OCRA-1:HOTP-SHA1-6:QN10", active: true, maxFail: 10 },
      createdAtMs: Date.parse("2026-11-28T12:47:17.900Z"),
      validUntilMs: Date.parse("2031-12-31T09:00Z"),
      pin: { kind: "lost", why: expect.stringContaining("--pins link or none") },
      info: { room: "12" },
    },
  ]);
});

it("has several lists of chunks, and tokens without an owner", () => {
  expect(read(`${token()}\n[]\n\n${token({ serial: "B", owner: "n/a" })}`)).toMatchObject([
    { serial: "TiQR0000CE4D" },
    { serial: "B", owner: undefined },
  ]);
});

it("a token that no phone has enrolled has no secret, whatever its key", () => {
  expect(read(token({ session: "3369927522154fe422a01099cb2a595ed19d6e5e" }))).toMatchObject([{ secret: undefined }]);
});

describe("an entry of the info in the place of a token's own value", () => {
  it.each([
    ["active", "'true'"],
    ["active", "'1'"],
    ["active", "null"],
    ["active", "''"],
    ["revoked", "'false'"],
    ["locked", "nobody"],
    ["failcount", "'0'"],
    ["maxfail", '"100000"'],
  ])("is refused: %s: %s", (name, value) => {
    expect(read(token({ [name]: value }))).toEqual([
      `token 1: its info has an entry "${name}", which stands in the place of its own value: take it from SQL`,
    ]);
  });

  it("is not what an old row says that has no value", () => {
    expect(read(token({ revoked: "null", locked: "null" }))).toMatchObject([{ revoked: false, active: true }]);
  });

  it("cannot be a PIN", () => {
    expect(read(token({ _hashed_pin: "''" }))).toMatchObject([{ pin: { kind: "lost" } }]);
  });
});

it("is refused as a list of privacyIDEA 3.10 or 3.11, and such a list is refused as its own", () => {
  const theirs = (text: string) => () => readPrivacyIdeaYaml(() => [text], server);
  expect(theirs(token())).toThrow(/^Its tokens have no info_list\. .*--from edumfa-yaml\.$/);
  const listed = "- type: TIQR\n  serial: A\n  info_list:\n    ocrasuite: x\n";
  expect(theirs(listed + token())).toThrow("have no info_list");
  expect(theirs(listed)).not.toThrow();
  expect(theirs("- type: hotp\n  serial: A\n")).not.toThrow();
  expect(() => read(listed)).toThrow(/^Its tokens have an info_list\. .*--from privacyidea-yaml\.$/);
  // An entry of the info may have this name.
  expect(read(token({ info_list: "text" }))).toMatchObject([{ info: { info_list: "text" } }]);
});
