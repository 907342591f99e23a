// A letter as plain text, in its reader's language: no escaping, and it shows where a link leads.

import type { Letter } from "../core/ports/people/mail.ts";
import { type Language, sayIn } from "../lib/words.ts";
import type { Settings } from "../settings.ts";
import { MAIL_WORDS } from "./words.ts";

/** A name as long as a paragraph would push the mail's own words out of sight. */
const MAX_NAME_CHARACTERS = 100;

type LetterSettings = Pick<Settings, "serviceDisplayName" | "helpText" | "helpUrl">;

export function writeLetter(
  letter: Letter,
  language: Language,
  { serviceDisplayName, helpText, helpUrl }: LetterSettings,
): { readonly subject: string; readonly text: string } {
  const words = MAIL_WORDS;
  const say = sayIn(language);
  const service = oneLine(serviceDisplayName);
  const user = oneLine(letter.user);
  const at = (ms: number) => atUtc(language, ms);
  const help = [helpText, helpUrl].filter((line) => line !== "").join("\n");
  switch (letter.kind) {
    case "link":
      return mailOf(say(words.link.subject)(service), [
        say(words.link.lead)(service, user),
        say(words.link.todo),
        letter.link,
        say(words.link.until)(at(letter.expiresAtMs)),
        say(words.link.unexpected),
        help,
      ]);
    case "notice": {
      const { subject, text } = words.notices[letter.about];
      return mailOf(`${service}: ${say(subject)}`, [
        say(text),
        say(words.facts)([user, at(letter.atMs), oneLine(letter.client)]),
        say(words.notYou),
        help,
      ]);
    }
    case "undone": {
      const { subject, text, notYou } = words.undone;
      return mailOf(`${service}: ${say(subject[letter.about])}`, [
        say(text[letter.about]),
        say(words.deskFacts)([user, at(letter.atMs)]),
        say(notYou),
        help,
      ]);
    }
    case "new-browser": {
      const { subject, text, facts, notYou } = words.newBrowser;
      return mailOf(`${service}: ${say(subject)}`, [
        say(text)(user),
        say(facts)([at(letter.atMs), oneLine(letter.client), say(words.newBrowser.phone[letter.proximity])]),
        say(notYou)(service),
        help,
      ]);
    }
    case "desk": {
      const { subject, text } = words.desk[letter.about];
      return mailOf(`${service}: ${say(subject)}`, [
        say(text),
        say(words.deskFacts)([user, at(letter.atMs)]),
        say(words.notAsked),
        help,
      ]);
    }
    case "wait":
      return mailOf(`${service}: ${say(words.wait.subject)}`, [
        say(words.wait.text)(user, at(letter.goodFromMs)),
        say(words.wait.todo)(service),
        help,
      ]);
    case "confirm": {
      const { subject, text, says, todo, unexpected } = words.confirm;
      const application = oneLine(letter.application);
      return mailOf(`${service}: ${say(subject)(application)}`, [
        say(text)(application, at(letter.atMs)),
        letter.message === "" ? "" : say(says)(application, oneLine(letter.message)),
        say(todo)(at(letter.expiresAtMs)),
        letter.link,
        say(unexpected),
        help,
      ]);
    }
    case "not-caller":
      return mailOf(`${service}: ${say(words.notCaller.subject)(user)}`, [
        say(words.notCaller.text),
        say(words.facts)([`${user} (${oneLine(letter.realm)})`, at(letter.atMs), oneLine(letter.client)]),
      ]);
    case "disowned":
      return mailOf(`${service}: ${say(words.disowned.subject)(user)}`, [
        say(words.disowned.text),
        say(words.facts)([`${user} (${oneLine(letter.realm)})`, at(letter.atMs), oneLine(letter.client)]),
        say(words.disowned[letter.isInUse ? "inUse" : "todo"])(oneLine(letter.serial)),
      ]);
  }
}

const mailOf = (subject: string, paragraphs: readonly string[]) => ({
  subject,
  text: `${paragraphs.filter((paragraph) => paragraph !== "").join("\n\n")}\n`,
});

/** A line break in a name could begin a header in the subject, or forge a paragraph of the text. */
export const oneLine = (text: string): string =>
  [...text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")].slice(0, MAX_NAME_CHARACTERS).join("");

const atUtc = (language: Language, ms: number): string => {
  const format = { dateStyle: "long", timeStyle: "short", timeZone: "UTC" } as const;
  return `${new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, format).format(ms)} UTC`;
};
