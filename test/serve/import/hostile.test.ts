// Exports that are damaged or made to do harm: a reader says what is wrong with a record, shows none of its secrets, and goes on.
import { describe, expect, it } from "vitest";
import { openStoredSecret } from "../../../scripts/import/crypt/openssl-secret.ts";
import { readEduid } from "../../../scripts/import/formats/eduid.ts";
import { privacyIdeaRecord } from "../../../scripts/import/formats/privacyidea-token.ts";
import { readPrivacyIdeaYaml } from "../../../scripts/import/formats/privacyidea-yaml.ts";
import { linesIn } from "../../../scripts/import/text/lines.ts";
import { readYamlLists } from "../../../scripts/import/text/yaml.ts";
import { numberOf, textOf } from "../../../scripts/import/values.ts";
import { bytes, outcomes, vectors } from "./readers/vectors.ts";

const server = { encFile: undefined, clock: undefined };
const SECRET: string = vectors.secretHex;

describe("a value of another type", () => {
  it("is no text, even if it names its own toString", () => {
    expect(textOf(JSON.parse('{"toString":1,"valueOf":1}'))).toBe("");
    expect(textOf(["a"])).toBe("");
    expect(textOf(bytes("text in a BLOB"))).toBe("text in a BLOB");
    expect(privacyIdeaRecord("token 1", { serial: {}, type: "tiqr" }, undefined, {}, server)).toMatchObject({
      why: "it has no serial",
    });
  });

  it("is no number beyond those that a database keeps exactly", () => {
    expect(numberOf("9".repeat(15))).toBe(999_999_999_999_999);
    expect(numberOf("9".repeat(20))).toBeUndefined();
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

describe("YAML", () => {
  it.each([
    ["a character that does not exist", '- a: "\\UFFFFFFFF"'],
    ["lists in lists without end", `${"- ".repeat(100_000)}x`],
    ["a text that is cut off", "- a: 'b"],
  ])("with %s is refused with its line", (_, text) => {
    expect(() => [...readYamlLists([text])]).toThrow(/^Line 1: /);
    expect(() => outcomes(readPrivacyIdeaYaml(() => [text], server))).toThrow(/^Line 1: /);
  });
});

it("lines are put together from pieces, and a long one is not searched again for each", () => {
  expect([...linesIn(["a", "b\nc", "\n\nd", "e"])]).toEqual(["ab", "c", "", "de"]);
  expect([...linesIn(["a\n"])]).toEqual(["a"]);
  const piece = "x".repeat(1 << 16);
  expect([...linesIn(Array.from({ length: 2000 }, () => piece))][0]).toHaveLength(2000 << 16);
});
