// Which characters nobody sees in a name.

import { expect, it } from "vitest";
import { hasUnseen, unseenIn, withoutUnseen, withUnseenShown } from "../../src/lib/unseen.ts";

it.each([
  ["a NUL", "\u0000"],
  ["a line break", "\n"],
  ["a line separator", "\u2028"],
  ["half a character", "\ud800"],
  ["a right-to-left override", "\u202e"],
  ["an Arabic letter mark", "\u061c"],
  ["an isolate", "\u2066"],
  ["a left-to-right mark", "\u200e"],
  ["a zero-width space", "\u200b"],
  ["a blank letter of Hangul", "\u3164"],
  ["a blank pattern of Braille", "\u2800"],
  ["a joiner of graphemes", "\u034f"],
  ["a tag outside of a flag", "\u{e0061}"],
  ["a zero-width joiner", "\u200d"],
  ["a zero-width non-joiner", "\u200c"],
  ["a word joiner", "\u2060"],
  ["a byte order mark", "\ufeff"],
  ["a soft hyphen", "\u00ad"],
  ["a variant of a letter", "\ufe0f"],
  ["an ideograph's variant", "\u{e0100}"],
  ["a Mongolian variant", "\u180b"],
  ["a musical beam", "\u{1d173}"],
  ["a format of shorthand", "\u{1bca0}"],
  ["a filler of Hangul", "\u115f"],
  ["a code point that is left out, and is nothing yet", "\ufff0"],
])("%s is seen by nobody", (_, character) => {
  for (const text of [`Anna${character}s phone`, character, `${character}Anna`, `Anna${character}`])
    expect([text, hasUnseen(text), withoutUnseen(text)]).toEqual([text, true, text.replace(character, "")]);
});

it.each([
  ...["Anna’s phone", "Gerät von Zoë", "گوشی‌من", "क्‍ष", "הטלפון", "👩‍💻 👩🏽‍💻 🏳️‍🌈", "a b", "葛󠄀城", "1️⃣ ❤️", "ᠠ᠋"],
  ...["🏴󠁧󠁢󠁥󠁮󠁧󠁿"],
])("%s can be read", (text) => {
  expect([hasUnseen(text), withoutUnseen(text)]).toEqual([false, text]);
});

it("is nothing at the end of a word, where a joiner changes the look of no letter", () => {
  for (const text of ["علی\u200c", "علی\u200c@corp", "ع\u200calice", "क\u200c "])
    expect([text, unseenIn(text)]).toEqual([text, "U+200C"]);
});

it("is named by its number, which takes its place where a name is shown", () => {
  expect(["al\u200bice\u202e", "a\u00adb", "x\u{e0001}", "alice", ""].map(unseenIn)).toEqual([
    "U+200B",
    "U+00AD",
    "U+E0001",
    undefined,
    undefined,
  ]);
  expect(withUnseenShown("al\u200bice\u202e")).toBe("al[U+200B]ice[U+202E]");
});

it("a variant or joiner that follows another one is seen by nobody", () => {
  for (const text of ["❤\ufe0f\ufe0f", "1\ufe0f", "a\ufe0f\u20e3", "ᠠ\u180b\u180b"])
    expect([text, hasUnseen(text)]).toEqual([text, true]);
});
