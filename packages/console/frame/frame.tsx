// The frame around the console's pages: header, menu, and a notice of the last action.

import type { Context } from "hono";
import type { Child } from "hono/jsx";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import {
  Breakable,
  languageOf,
  Notice,
  type Page,
  type PageOptions,
  type ScriptName,
  sendPage,
  type Words,
} from "../../../src/for-console.ts";
import { type ConsoleWords, consoleWordsIn } from "../words/words.ts";
import { Menu } from "./menu.tsx";
import type { ConsolePlace } from "./places.ts";
import type { ConsoleContext, HandlerResult } from "./session.ts";
import { Tools } from "./tools.tsx";

export interface ConsolePage {
  /** By default the name of the place. */
  readonly title?: string;
  readonly main: Child;
  /** Above and below the heading: the way back to what this belongs to, and its other names. */
  readonly above?: Child;
  readonly below?: Child;
  readonly script?: ScriptName;
}

/** Reads a key of `words.done` from the address to which a form leads. */
const doneIn = (c: ConsoleContext, { done }: ConsoleWords): string | undefined => {
  const name = c.req.query("done") ?? "";
  return Object.hasOwn(done, name) ? done[name as keyof typeof done] : undefined;
};

/** `place`: undefined for a page that is not in the menu. */
export function showPage(
  c: ConsoleContext,
  place: ConsolePlace | undefined,
  page: (words: ConsoleWords, all: Words) => ConsolePage,
  status: ContentfulStatusCode = 200,
): HandlerResult {
  const { account, deps } = c.var;
  const options = { service: deps.settings.serviceDisplayName, secret: true, status };
  return sendConsolePage(c, options, (words, all) => {
    const { title = place ? words.nav[place] : "", main, above, below, script = "console.js" } = page(words, all);
    const done = doneIn(c, words);
    const tools = <Tools words={words} account={account} />;
    const menu = <Menu words={words.nav} place={place} account={account} />;
    return {
      title,
      script,
      stylesheet: "console.css",
      frame: { tools, menu },
      main: (
        <>
          {above && <p class="above-heading">{above}</p>}
          <h1>
            <Breakable text={title} />
          </h1>
          {below && <p class="below-heading">{below}</p>}
          {done && <Notice kind="success" text={done} />}
          {main}
        </>
      ),
    };
  });
}

export async function sendConsolePage(
  c: Context,
  options: PageOptions,
  page: (words: ConsoleWords, all: Words) => Page,
): Promise<Response> {
  const words = await consoleWordsIn(c, languageOf(c, options.locales));
  return sendPage(c, options, (all) => page(words, all));
}
