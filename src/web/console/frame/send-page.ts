// A page with the console's words, which other pages do without.

import type { Context } from "hono";
import { languageOf } from "../../ui/page/chosen-language.ts";
import { type Page, type PageOptions, sendPage } from "../../ui/page/page.tsx";
import { type ConsoleWords, consoleWordsIn } from "../../words/console/words.ts";
import type { Words } from "../../words/words.ts";

export async function sendConsolePage(
  c: Context,
  options: PageOptions,
  page: (words: ConsoleWords, all: Words) => Page,
): Promise<Response> {
  const words = await consoleWordsIn(languageOf(c, options.locales));
  return sendPage(c, options, (all) => page(words, all));
}
