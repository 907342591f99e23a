// An entry of the audit trail as a sentence of the page's language.

import type { AuditRowJson } from "../../../src/for-console.ts";
import { causeOf } from "../frame/reason.ts";
import type { ConsoleWords } from "../words/words.ts";

type Entry = Pick<AuditRowJson, "event" | "action" | "user" | "administrator" | "unconfirmed"> &
  Partial<Pick<AuditRowJson, "detail">>;

/** Their sentences already say why. */
const SAYING_WHY: readonly string[] = [
  "PIN_FAIL",
  "USER_UNKNOWN",
  "USER_LOCKED",
  "RATE_LIMITED",
  "TOKENS_REPLAYED",
  "AUTHORIZATION_REFUSED",
];

/** On these pages nobody but the person acts. */
const OF_PERSON = /^POST \/(me|enrol)\//;

/** Returns undefined for an entry older than events. */
export function sayEntry(words: ConsoleWords["events"], entry: Entry): string | undefined {
  const { someone, happened, changes, inJob } = words;
  const { event, action, user, administrator, unconfirmed, detail = "" } = entry;
  if (event === "" || !Object.hasOwn(happened, event)) return undefined;
  const who = administrator || (OF_PERSON.test(action) ? user : "");
  const group = /^directory: group (.*)/s.exec(detail)?.[1] ?? "";
  const about = { user: user || someone, by: who || someone, group };
  const ofJob = event === "TOKEN_CHANGED" ? ofJobIn(changes, action) : undefined;
  const change = event === "TOKEN_CHANGED" ? (ofJob ?? changeIn(changes, action)) : undefined;
  const plain = (change ? changes[change] : (ofDirectoryIn(words, entry, group) ?? happened[event])).replace(
    /\{(user|by|group)\}/g,
    (_, who: "user" | "by" | "group") => about[who],
  );
  const sentence = ofJob ? inJob(plain) : unconfirmed ? words.unconfirmed(plain) : plain;
  // A name is left unchanged; the word for no name gets a capital at the start of a sentence.
  const begins = (name: string) => name === "" && sentence.startsWith(someone);
  return begins(user) || begins(who) ? capitalized(sentence) : sentence;
}

/** Why it was refused, in a few words. Empty if nothing was, or the sentence says it. */
export const sayCause = (causes: ConsoleWords["causes"], { event, reason }: AuditRowJson): string =>
  SAYING_WHY.includes(event) ? "" : causeOf(causes, reason);

export const capitalized = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

type Changes = ConsoleWords["events"]["changes"];
const changeOf = (changes: Changes, name: string) =>
  Object.hasOwn(changes, name) ? (name as keyof Changes) : undefined;

/** The change in `POST /token/disable/<serial>`, `DELETE /token/<serial>` or an undo. */
function changeIn(changes: Changes, action: string) {
  if (action.includes("/undo/")) return "undo";
  const [, method, part = ""] = /^(POST|DELETE) \/token\/([^/ ]+)/.exec(action) ?? [];
  return changeOf(changes, method === "DELETE" ? "delete" : part);
}

/** What a directory did: to a group, or in making a person. */
function ofDirectoryIn({ byDirectory }: ConsoleWords["events"], { event, action, detail }: Entry, group: string) {
  if (event !== "USER_CHANGED") return undefined;
  const [method] = action.split(" ");
  if (group === "") return method === "POST" && detail === "directory" ? byDirectory.made : undefined;
  return byDirectory.groups[method === "POST" || method === "DELETE" ? method : "PATCH"];
}

/** The change in `POST /jobs/tokens disable`: what a job did to one of its tokens. */
function ofJobIn(changes: Changes, action: string) {
  const [, did = ""] = /^POST \/jobs\/tokens (\w+)$/.exec(action) ?? [];
  return changeOf(changes, did === "unlock" ? "reset" : did);
}
