// A page with the console's words, which other pages do without.

import type { Context } from "hono";
import { languageOf, type Page, type PageOptions, sendPage, type Words } from "../../../src/for-console.ts";
import { type ConsoleWords, consoleWordsIn } from "../words/words.ts";

export async function sendConsolePage(
  c: Context,
  options: PageOptions,
  page: (words: ConsoleWords, all: Words) => Page,
): Promise<Response> {
  const words = await consoleWordsIn(languageOf(c, options.locales));
  return sendPage(c, options, (all) => page(words, all));
}
