// The frame around the console's pages: header, menu, and a notice of the last action.

import type { Context } from "hono";
import type { Child } from "hono/jsx";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { Breakable, Notice, type ScriptName, type Words } from "../../../src/for-console.ts";
import type { ConsoleWords } from "../words/words.ts";
import { Menu } from "./menu.tsx";
import type { ConsolePlace } from "./places.ts";
import { sendConsolePage } from "./send-page.ts";
import type { ConsoleEnv, HandlerResult } from "./session.ts";
import { Tools } from "./tools.tsx";

export interface ConsolePage {
  readonly title: string;
  readonly main: Child;
  /** Around the heading: the way back to what this is of, and what else it is called. */
  readonly above?: Child;
  readonly below?: Child;
  readonly script?: ScriptName;
}

/** Reads a key of `words.done` from the address to which a form leads. */
const doneIn = (c: Context, { done }: ConsoleWords): string | undefined => {
  const name = c.req.query("done") ?? "";
  return Object.hasOwn(done, name) ? done[name as keyof typeof done] : undefined;
};

export type SendConsole = (
  c: Context<ConsoleEnv>,
  /** Undefined for a page that is not in the menu. */
  place: ConsolePlace | undefined,
  page: (words: ConsoleWords, all: Words) => ConsolePage,
  status?: ContentfulStatusCode,
) => HandlerResult;

export const consoleSender =
  (service: string): SendConsole =>
  (c, place, page, status = 200) =>
    sendConsolePage(c, { service, secret: true, status }, (words, all) => {
      const { title, main, above, below, script = "console.js" } = page(words, all);
      const done = doneIn(c, words);
      const { account } = c.var;
      const tools = <Tools words={words} account={account} />;
      const menu = <Menu words={words.nav} place={place} account={account} />;
      return {
        title,
        script,
        frame: { stylesheet: "console.css", tools, menu },
        main: (
          <>
            {above && <p class="above-heading">{above}</p>}
            <h1>
              <Breakable text={title} />
            </h1>
            {below && <p class="below-heading">{below}</p>}
            {done && (
              <Notice kind="success">
                <p>{done}</p>
              </Notice>
            )}
            {main}
          </>
        ),
      };
    });
