// Exports that are damaged or made to do harm: a reader says what is wrong with a record, shows
// none of its secrets, and goes on.
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../../../src/config/read-config.ts";
import { openStoredSecret } from "../../../import/crypt/openssl-secret.ts";
import { readEduid } from "../../../import/formats/eduid.ts";
import { privacyIdeaRecord } from "../../../import/formats/privacyidea-token.ts";
import { readPrivacyIdeaYaml } from "../../../import/formats/token-yaml.ts";
import { prepare } from "../../../import/prepare/prepare.ts";
import type { Preparation } from "../../../import/prepare/preparing.ts";
import { NO_TOKEN, type OwnState, UnreadableExport } from "../../../import/record.ts";
import { linesIn } from "../../../import/text/lines.ts";
import { readYamlLists } from "../../../import/text/yaml.ts";
import { numberInValue, textInValue } from "../../../import/values.ts";
import { bytes, outcomes, vectors } from "./readers/vectors.ts";

const { settings: SETTINGS } = readConfig({
  PUBLIC_URL: "https://tiqr.test",
  MASTER_KEY: btoa("x".repeat(32)),
} as never);
const server = { encFile: undefined, clock: undefined };
const SECRET: string = vectors.secretHex;

describe("a value of another type", () => {
  it("is no text, even if it names its own toString", () => {
    expect(textInValue(JSON.parse('{"toString":1,"valueOf":1}'))).toBe("");
    expect(textInValue(["a"])).toBe("");
    expect(textInValue(bytes("text in a BLOB"))).toBe("text in a BLOB");
    expect(privacyIdeaRecord("token 1", { serial: {}, type: "tiqr" }, undefined, {}, server)).toMatchObject({
      why: "it has no serial",
    });
  });

  it("is no number beyond those that a database keeps exactly", () => {
    expect(numberInValue("9".repeat(15))).toBe(999_999_999_999_999);
    expect(numberInValue("9".repeat(20))).toBeUndefined();
  });

  it("is no time", () => {
    const created = { $date: { $numberLong: "9".repeat(300) } };
    const line = JSON.stringify({ _id: "1", userId: "anna", status: "NEW", created });
    expect(outcomes(readEduid(() => [line], "x".repeat(16)))).toMatchObject([{ createdAtMs: undefined }]);
  });
});

it("a secret of an unknown form is not quoted", () => {
  for (const text of [`${SECRET}:x`, `openssl:${SECRET}:k:a:b:c`]) {
    const opened = openStoredSecret(text, new Map());
    expect(opened).toMatchObject({ ok: false });
    expect(JSON.stringify(opened)).not.toContain(SECRET);
  }
});

describe("a user whose name nobody sees in full", () => {
  const settings = { ...SETTINGS, defaultRealm: "corp" };
  const wanted = {
    pins: "carry",
    realm: undefined,
    service: { isGiven: false },
    authenticationUrl: undefined,
  } as const;
  const fate = async (login: string, own?: OwnState) => {
    const token = { ...NO_TOKEN, own, serial: "TiQR1", suite: "OCRA-1:HOTP-SHA1-6:QH10", secret: new Uint8Array(32) };
    const owner = { login, realm: "corp" };
    const preparing = { settings, wanted: { ...wanted, logins: undefined }, digestKey: new Uint8Array(32), nowMs: 0 };
    return prepare({ ok: true, where: "1", token: { ...token, owner } }, preparing as unknown as Preparation);
  };

  it("does not come, and the character is named", async () => {
    expect(await fate("al\u200bice")).toMatchObject({
      kind: "refused",
      why: "its user has the character U+200B, which nobody sees",
    });
    expect(await fate("alice")).toMatchObject({ kind: "token" });
  });

  it("comes with our own export: it was known before such names were refused", async () => {
    const own = { failures: [], assignedAtMs: 1, sessionUses: 0, provenAtMs: undefined };
    expect(await fate("al\u200bice", own)).toMatchObject({ kind: "token", user: "al\u200bice" });
  });
});

describe("YAML", () => {
  it.each([
    ["a character that does not exist", '- a: "\\UFFFFFFFF"'],
    ["lists in lists without end", `${"- ".repeat(100_000)}x`],
    ["flow lists without end", `- ${"[".repeat(100_000)}`],
    ["a text that is cut off", "- a: 'b"],
    ["a key twice", "- {a: 1, a: 2}"],
    ["a list for a key", "- [a]: b"],
    ["a NUL", "- a: \0"],
    ["a tab in an indent", "- a:\t- b"],
    ["a text of its own", "text"],
  ])("with %s is refused with its line", (_, text) => {
    expect(() => [...readYamlLists([text])]).toThrow(/^Line 1: /);
    expect(() => outcomes(readPrivacyIdeaYaml(() => [text], server))).toThrow(/^Line 1: /);
    // Each element is read for itself, and the lines are those of the file.
    expect(() => [...readYamlLists([`- a: 1\n# b\n\n${text}\n- c`])]).toThrow(/^Line 4: /);
  });

  it.each([
    ["an alias, which may repeat a list that repeats a list", "- a: &x [1, 1]\n  b: &y [*x, *x]\n  c: [*y, *y]\n", 1],
    ["an alias of itself", "- a: 1\n  b: &x [*x]\n", 2],
    ["an alias of another element", "- a: 1\n- *x\n", 2],
    ["a tag that names a program", "- a: 1\n  b: !!python/object/apply:os.system [ls]\n", 2],
    ["a tag that no scalar has", "- a: 1\n- !!binary cHc=\n", 2],
    ["a tag of its own", "- a: 1\n  b: !secret{ x\n", 2],
    ["a tag for the whole list", "--- !!set\n? a\n", 1],
  ])("with %s is refused, and nothing of it told", (_, text, line) => {
    expect(() => [...readYamlLists([text])]).toThrow(
      new UnreadableExport(`Line ${line}: this kind of value is not supported.`),
    );
  });

  it("has no key that merges another mapping, and none that is no key of its own", () => {
    const [found] = [...readYamlLists(["- <<: {active: true}\n  __proto__: {active: true}\n"])];
    expect(Object.keys(found as object)).toEqual(["<<", "__proto__"]);
    expect(found).not.toHaveProperty("active");
  });

  it("with an element of many megabytes is read or refused at once", () => {
    const many = Array.from({ length: 100_000 }, (_, index) => `  k${index}: v\n`).join("");
    expect(Object.keys([...readYamlLists([`- a: b\n${many}`])][0] as object)).toHaveLength(100_001);
    const folded = `- a: 'b${"\n".repeat(1_000_000)}`;
    expect([...readYamlLists([`${folded}    c'\n`])][0]).toEqual({ a: `b${"\n".repeat(999_999)}c` });
    expect(() => [...readYamlLists([folded])]).toThrow(/^Line /);
  });
});

it("lines are put together from pieces, and a long one is not searched again for each", () => {
  expect([...linesIn(["a", "b\nc", "\n\nd", "e"])]).toEqual(["ab", "c", "", "de"]);
  expect([...linesIn(["a\n"])]).toEqual(["a"]);
  const piece = "x".repeat(1 << 16);
  expect([...linesIn(Array.from({ length: 2000 }, () => piece))][0]).toHaveLength(2000 << 16);
});
