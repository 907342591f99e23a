// A setting as it is defined, once, in one of ./parts; and the kinds of settings. A kind reads the
// value from the text in wrangler.toml, and writes it again.

import type { LockRule } from "../core/token/lock.ts";
import type { Settings } from "../settings.ts";

export interface Kind<Value> {
  /** Describes the text in a few words, for the column "Unit" of docs/settings.md. */
  readonly unit: string;
  /** The complaint about an unreadable text, worded to follow the setting's name: `must be ...`. */
  readonly must: string;
  /** Undefined for a text that is not such a value. */
  readonly read: (text: string) => Value | undefined;
  readonly write: (value: Value) => string;
}

export interface Setting<Value> {
  /** The name of the variable under [vars] in wrangler.toml. */
  readonly name: string;
  readonly kind: Kind<Value>;
  /** The value in wrangler.toml, and of an absent variable. Undefined: the variable must be set. */
  readonly default: string | undefined;
}

export type SettingTable = { readonly [Field in keyof Settings]: Setting<Settings[Field]> };

const asIs = (text: string): string => text;

/** A text that is its own value, if it `holds`. */
export const textKind = (unit: string, must: string, holds: (text: string) => boolean): Kind<string> => ({
  unit,
  must,
  read: (text) => (holds(text) ? text : undefined),
  write: asIs,
});

/** One of a few words, each of which stands for a value. */
export function choice<Value>(values: Readonly<Record<string, Value>>): Kind<Value> {
  const words = Object.keys(values);
  const listed = (word: (word: string) => string) =>
    `${words.slice(0, -1).map(word).join(", ")} or ${word(words.at(-1) ?? "")}`;
  return {
    unit: listed(asIs),
    must: `must be ${listed((word) => `"${word}"`)}`,
    read: (text) => (Object.hasOwn(values, text) ? values[text] : undefined),
    write: (value) => words.find((word) => values[word] === value) ?? "",
  };
}

export const onOff = choice({ on: true, off: false });

/** A whole number. Its value is the number times `factor`: 1000 makes seconds milliseconds. */
export const wholeNumber = (unit: string, from: number, to: number, factor = 1): Kind<number> => ({
  unit: `${unit}, ${from} to ${to}`,
  must: `must be a whole number from ${from} to ${to}`,
  read: (text) =>
    /^\d+$/.test(text) && Number(text) >= from && Number(text) <= to ? Number(text) * factor : undefined,
  write: (value) => String(value / factor),
});

/** Words separated by spaces or commas. */
export const listKind = <Item>(
  unit: string,
  must: string,
  readItem: (word: string) => Item | undefined,
  writeItem: (item: Item) => string,
): Kind<readonly Item[]> => ({
  unit,
  must,
  read: (text) => {
    const items = wordsOf(text).map(readItem);
    return items.every((item) => item !== undefined) ? items : undefined;
  },
  write: (items) => items.map(writeItem).join(" "),
});

export const wordsOf = (text: string): readonly string[] => text.split(/[\s,]+/).filter((word) => word !== "");

/** Words that are their own values, if each of them `holds`. */
export const wordKind = (unit: string, must: string, holds: (word: string) => boolean): Kind<readonly string[]> =>
  listKind(unit, must, (word) => (holds(word) ? word : undefined), asIs);

/** Origins. A star would look like a pattern but match only itself, so no origin may have one. */
export const origins = (unit: string, must: string, others: readonly string[] = []): Kind<readonly string[]> =>
  wordKind(unit, must, (word) => {
    const isOrigin = /^https?:[^*]*$/.test(word) && URL.canParse(word) && new URL(word).origin === word;
    return isOrigin || others.includes(word);
  });

/** A year. A lock that should last longer is meant to be permanent, and 0 says so. */
const MAX_TIMEOUT_MINUTES = 525_600;
const MINUTE_MS = 60_000;

export const lockRule: Kind<LockRule> = {
  unit: `minutes, 0 to ${MAX_TIMEOUT_MINUTES}, or empty`,
  must: `must be a whole number from 0 to ${MAX_TIMEOUT_MINUTES}, or empty`,
  read: (text) => {
    if (text === "") return { kind: "growing" };
    if (!/^\d+$/.test(text) || Number(text) > MAX_TIMEOUT_MINUTES) return undefined;
    return Number(text) === 0 ? { kind: "for-good" } : { kind: "fixed", ms: Number(text) * MINUTE_MS };
  },
  write: (rule) => {
    if (rule.kind === "growing") return "";
    return rule.kind === "fixed" ? String(rule.ms / MINUTE_MS) : "0";
  },
};
