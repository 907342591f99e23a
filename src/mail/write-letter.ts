// A letter as plain text, in its reader's language: no escaping, and it shows where a link leads.

import type { Letter } from "../core/ports/people/mail.ts";
import type { Language } from "../lib/words.ts";
import type { Settings } from "../settings.ts";
import type { MailWords } from "./words.ts";

/** A name as long as a paragraph would push the mail's own words out of sight. */
const MAX_NAME_CHARACTERS = 100;

type LetterSettings = Pick<Settings, "serviceDisplayName" | "helpText" | "helpUrl">;

export function writeLetter(
  letter: Letter,
  language: Language,
  words: MailWords,
  { serviceDisplayName, helpText, helpUrl }: LetterSettings,
): { readonly subject: string; readonly text: string } {
  const service = oneLine(serviceDisplayName);
  const user = oneLine(letter.user);
  const at = (ms: number) => atUtc(language, ms);
  const help = [helpText, helpUrl].filter((line) => line !== "").join("\n");
  switch (letter.kind) {
    case "link":
      return mailOf(words.link.subject(service), [
        words.link.lead(service, user),
        words.link.todo,
        letter.link,
        words.link.until(at(letter.expiresAtMs)),
        words.link.unexpected,
        help,
      ]);
    case "notice": {
      const { subject, text } = words.notices[letter.about];
      return mailOf(`${service}: ${subject}`, [
        text,
        words.facts(user, at(letter.atMs), oneLine(letter.client)),
        words.notYou,
        help,
      ]);
    }
    case "undone": {
      const { subject, text, notYou } = words.undone;
      return mailOf(`${service}: ${subject[letter.about]}`, [
        text[letter.about],
        words.deskFacts(user, at(letter.atMs)),
        notYou,
        help,
      ]);
    }
    case "new-browser": {
      const { subject, text, facts, notYou } = words.newBrowser;
      return mailOf(`${service}: ${subject}`, [
        text(user),
        facts(at(letter.atMs), oneLine(letter.client), words.newBrowser.phone[letter.proximity]),
        notYou(service),
        help,
      ]);
    }
    case "desk": {
      const { subject, text } = words.desk[letter.about];
      return mailOf(`${service}: ${subject}`, [text, words.deskFacts(user, at(letter.atMs)), words.notAsked, help]);
    }
    case "wait":
      return mailOf(`${service}: ${words.wait.subject}`, [
        words.wait.text(user, at(letter.goodFromMs)),
        words.wait.todo(service),
        help,
      ]);
    case "confirm": {
      const { subject, text, says, todo, unexpected } = words.confirm;
      const application = oneLine(letter.application);
      return mailOf(`${service}: ${subject(application)}`, [
        text(application, at(letter.atMs)),
        // The text could close a quotation mark and go on in our name, but it has no second line.
        letter.message === "" ? "" : `${says(application)}\n> ${oneLine(letter.message)}`,
        todo(at(letter.expiresAtMs)),
        letter.link,
        unexpected,
        help,
      ]);
    }
    case "not-caller":
      return mailOf(`${service}: ${words.notCaller.subject(user)}`, [
        words.notCaller.text,
        words.facts(`${user} (${oneLine(letter.realm)})`, at(letter.atMs), oneLine(letter.client)),
      ]);
    case "disowned":
      return mailOf(`${service}: ${words.disowned.subject(user)}`, [
        words.disowned.text,
        words.facts(`${user} (${oneLine(letter.realm)})`, at(letter.atMs), oneLine(letter.client)),
        words.disowned[letter.isInUse ? "inUse" : "todo"](oneLine(letter.serial)),
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
