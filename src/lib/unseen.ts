// Characters that nobody sees in a name: controls, direction marks, and those of no width or that
// of a space. With them one name passes for another. Variation selectors stay: emoji need them.

/** A joiner may follow Arabic, Persian or Indic letters and emoji, whose look it changes. */
const UNSEEN =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb]|\u034f|(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]*)[\u{e0000}-\u{e007f}]|(?<!\ufe0f|[\u0600-\u0dff\p{Extended_Pictographic}\p{EMod}])[\u200c\u200d]/gu;

/** What is wrong with such a name, worded to follow "it". */
export const UNSEEN_FAULT = "has a control character or one that nobody sees";

export const hasUnseen = (text: string): boolean => text.search(UNSEEN) !== -1;

export const withoutUnseen = (text: string): string => text.replace(UNSEEN, "");
