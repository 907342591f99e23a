// The settings in docs/settings.md: a heading for each, to link to, with its meaning, its values
// and its default. What is written by hand below that of a setting stays there.
import { settingsWords } from "../../packages/console/words/settings.ts";
import { MEANINGS } from "../../src/config/meanings.ts";
import { SETTING_GROUP_NAMES, SETTING_GROUPS } from "../../src/config/table.ts";
import type { Settings } from "../../src/settings.ts";
import { code, wrapped } from "./markdown.ts";

interface SettingOfAnyKind {
  readonly name: string;
  readonly kind: { readonly unit: string };
  readonly default: string | undefined;
}

/** `before`: what stands there, with the notes. */
export function settingsPart(before: string): string {
  const notes = notesIn(before);
  const textOf = ([field, setting]: [string, SettingOfAnyKind]) =>
    [entryOf(setting, MEANINGS[field as keyof Settings]), notes.get(setting.name) ?? ""].filter(Boolean);
  return SETTING_GROUP_NAMES.flatMap((group) => [
    `## ${settingsWords.settings.groups[group][0]}`,
    ...Object.entries<SettingOfAnyKind>(SETTING_GROUPS[group]).flatMap(textOf),
  ]).join("\n\n");
}

const entryOf = ({ name, kind, default: absent }: SettingOfAnyKind, meaning: string): string =>
  [
    `### ${code(name)}`,
    "",
    wrapped(`${meaning}.`),
    "",
    // Without a wrap, for this line is where the notes begin.
    `- ${kind.unit}; ${absent === undefined ? "must be given" : `default: ${absent === "" ? "empty" : code(absent)}`}`,
  ].join("\n");

const NOTE = /^### `(\w+)`\n[\s\S]*?^- .*; (?:must be given|default: .*)\n([\s\S]*?)(?=^##|(?![\s\S]))/gm;

const notesIn = (before: string): ReadonlyMap<string, string> =>
  new Map([...before.matchAll(NOTE)].map(([, name = "", note = ""]) => [name, note.trim()]));
