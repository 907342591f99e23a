// An entry of the audit trail as a sentence of the page's language.

import type { AuditRowJson } from "../../../http/audit/shapes.ts";
import { TOKEN_CHANGES } from "../../words/en/console/events.ts";
import type { ConsoleWords } from "../../words/words.ts";

type Entry = Pick<AuditRowJson, "event" | "action" | "user" | "administrator">;

/** Returns undefined for an entry older than events. */
export function sayEntry({ someone, happened, changes }: ConsoleWords["events"], entry: Entry): string | undefined {
  const { event, action, user, administrator } = entry;
  if (event === "" || !Object.hasOwn(happened, event)) return undefined;
  const about = { user: user || someone, by: administrator || someone };
  const change = event === "TOKEN_CHANGED" ? changeIn(action) : undefined;
  const said = change ? changes[change](about) : happened[event](about);
  // A name is left unchanged; the word for no name gets a capital at the start of a sentence.
  const begins = (name: string) => name === "" && said.startsWith(someone);
  return begins(user) || begins(administrator) ? `${said.charAt(0).toUpperCase()}${said.slice(1)}` : said;
}

/** The change in `POST /token/disable/<serial>` or `DELETE /token/<serial>`. */
function changeIn(action: string) {
  const [, method, part] = /^(POST|DELETE) \/token\/([^/]+)/.exec(action) ?? [];
  return TOKEN_CHANGES.find((change) => change === (method === "DELETE" ? "delete" : part));
}
