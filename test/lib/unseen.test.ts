// Which characters nobody sees in a name.

import { expect, it } from "vitest";
import { hasUnseen, withoutUnseen } from "../../src/lib/unseen.ts";

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
])("%s is seen by nobody", (_, character) => {
  for (const text of [`Anna${character}s phone`, character, `${character}Anna`, `Anna${character}`])
    expect([text, hasUnseen(text), withoutUnseen(text)]).toEqual([text, true, text.replace(character, "")]);
});

it.each(["Anna’s phone", "Gerät von Zoë", "گوشی‌من", "क्‍ष", "הטלפון", "👩‍💻 👩🏽‍💻 🏳️‍🌈", "a b"])(
  "%s can be read",
  (text) => {
    expect([hasUnseen(text), withoutUnseen(text)]).toEqual([false, text]);
  },
);
