// An entry of the audit trail as a sentence of the page's language.

import type { AuditEntryJson } from "../../../http/audit/wire-audit.ts";
import { TOKEN_CHANGES } from "../../words/en/console/events.ts";
import type { ConsoleWords } from "../../words/words.ts";

type Entry = Pick<AuditEntryJson, "event" | "action" | "user" | "administrator">;

/** Undefined for an entry from before there were events. */
export function sayEntry({ someone, happened, changes }: ConsoleWords["events"], entry: Entry): string | undefined {
  const { event, action, user, administrator } = entry;
  if (!Object.hasOwn(happened, event)) return undefined;
  const about = { user: user || someone, by: administrator || someone };
  const change = event === "TOKEN_CHANGED" ? changeIn(action) : undefined;
  const said = change ? changes[change](about) : happened[event as keyof typeof happened](about);
  // A name keeps its letters as they are, the word for no name begins a sentence.
  const begins = (name: string) => name === "" && said.startsWith(someone);
  return begins(user) || begins(administrator) ? `${said.charAt(0).toUpperCase()}${said.slice(1)}` : said;
}

/** The change in `POST /token/disable/<serial>` or `DELETE /token/<serial>`. */
function changeIn(action: string) {
  const [, method, part] = /^(POST|DELETE) \/token\/([^/]+)/.exec(action) ?? [];
  return TOKEN_CHANGES.find((change) => change === (method === "DELETE" ? "delete" : part));
}
