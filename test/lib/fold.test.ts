import { describe, expect, it } from "vitest";
import { fold, spellingsOf } from "../../src/lib/fold.ts";

describe("a folded text", () => {
  it.each([
    ["Müller", "muller"],
    ["MULLER", "muller"],
    ["Mu\u0308ller", "muller"],
    ["Strauß", "strauss"],
    ["STRAUẞ", "strauss"],
    ["Æsa", "aesa"],
    ["Œuvray", "oeuvray"],
    ["Sørensen", "sorensen"],
    ["Đorđe", "dorde"],
    ["Sigurður", "sigurdur"],
    ["Þóra", "thora"],
    ["Łukasz", "lukasz"],
    ["Ħal", "hal"],
    ["Yıldız", "yildiz"],
    ["İnci", "inci"],
    ["Ŧor", "tor"],
    ["Ŋai", "nai"],
    ["Νίκος", "νικοσ"],
    ["ΝΙΚΟΣ", "νικοσ"],
    ["Dvořák", "dvorak"],
    ["Nguyễn", "nguyen"],
    ["Åse", "ase"],
    ["Андрей", "андреи"],
    ["ﬁona Ｌee", "fiona lee"],
  ])("%s is %s", (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it.each(["O'Brien", "O’Brien", "O‘Brien", "OʼBrien", "O`Brien", "O´Brien", "O′Brien", "O＇Brien"])(
    "%s has no apostrophe",
    (text) => expect(fold(text)).toBe("obrien"),
  );

  it.each([
    "Jan-Piet",
    "Jan‐Piet",
    "Jan‑Piet",
    "Jan–Piet",
    "Jan—Piet",
    "Jan,Piet",
    "Jan.Piet",
    "Jan_Piet",
    "Jan , Piet",
  ])("%s has a blank between its words", (text) => expect(fold(text)).toBe("jan piet"));

  it.each(["김철수", "がぎぐ", "पुरी", "أحمد", "עברית", "ไทย"])("%s stays as it is", (text) => {
    expect(fold(text.normalize("NFD"))).toBe(text);
    expect(fold(text)).toBe(text);
  });

  it("is folded once and for all", () => {
    for (const text of ["ŉ İ ẞ", "Dž ǆ ﬄ", "-", " .'", "½ ™"]) expect(fold(fold(text))).toBe(fold(text));
    expect(fold("-.’")).toBe("");
  });
});

describe("the spellings of a text", () => {
  it.each([
    ["Müller", ["muller", "mueller"]],
    ["Mu\u0308ller", ["muller", "mueller"]],
    ["Mueller", ["mueller", "muller"]],
    ["Muller", ["muller"]],
    ["ÄÖÜ", ["aou", "aeoeue"]],
    ["Jörg Mueller", ["jorg mueller", "joerg mueller", "jorg muller"]],
    ["Strauß", ["strauss"]],
  ])("%s: %j", (text, spellings) => {
    expect(spellingsOf(text)).toEqual(spellings);
  });
});
