// Characters that people cannot see in a name: controls, marks that turn the direction of what follows, and those without a width. Of two
// names on a page, they would let one read like the other.

/** Between letters of Arabic, Persian and Indic scripts a joiner changes how they are written, and between emoji what they show. */
const UNSEEN =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]|(?<!\ufe0f|[\u0600-\u0dff\p{Extended_Pictographic}\p{EMod}])[\u200c\u200d]/gu;

/** What is wrong with a name that has one, in words that follow "it". */
export const UNSEEN_FAULT = "has a control character or one that nobody sees";

export const hasUnseen = (text: string): boolean => text.search(UNSEEN) !== -1;

export const withoutUnseen = (text: string): string => text.replace(UNSEEN, "");
