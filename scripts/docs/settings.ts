// The settings in docs/settings.md: a heading for each, to link to, with its meaning, its values
// and its default. What is written by hand below that of a setting stays there.

import { DESK } from "../../src/config/parts/desk.ts";
import { LOGINS } from "../../src/config/parts/logins.ts";
import { MAIL } from "../../src/config/parts/mail.ts";
import { OPERATION } from "../../src/config/parts/operation.ts";
import { PAGES } from "../../src/config/parts/pages.ts";
import { PHONES } from "../../src/config/parts/phones.ts";
import { SESSIONS } from "../../src/config/parts/sessions.ts";
import { USERS } from "../../src/config/parts/users.ts";
import { code, wrapped } from "./markdown.ts";

const SECTIONS: Readonly<Record<string, Readonly<Record<string, SettingOfAnyKind>>>> = {
  "The address, and phones": PHONES,
  "Users and administrators": USERS,
  "Signing in": LOGINS,
  "Sessions and accounts": SESSIONS,
  "The look of pages": PAGES,
  "The help desk": DESK,
  Mail: MAIL,
  Operation: OPERATION,
};

interface SettingOfAnyKind {
  readonly name: string;
  readonly kind: { readonly unit: string };
  readonly default: string | undefined;
  readonly meaning: string;
}

/** `before`: what stands there, with the notes. */
export function settingsPart(before: string): string {
  const notes = notesIn(before);
  const textOf = (setting: SettingOfAnyKind) => [entryOf(setting), notes.get(setting.name) ?? ""].filter(Boolean);
  return Object.entries(SECTIONS)
    .flatMap(([title, settings]) => [`## ${title}`, ...Object.values(settings).flatMap(textOf)])
    .join("\n\n");
}

const entryOf = ({ name, kind, default: absent, meaning }: SettingOfAnyKind): string =>
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
