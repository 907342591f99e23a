// What every page has: its language, the layout, and how long a browser may keep it. A page is a
// function of the words and reads no header. src/app.ts adds the security headers of all HTML.

import type { Context } from "hono";
import { html } from "hono/html";
import type { Child } from "hono/jsx";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type OwnWords, personWordsIn, type Words, wordsIn } from "../../words/words.ts";
import type { ScriptName, StylesheetName } from "./assets.ts";
import { brandFor } from "./brand.ts";
import { type LanguageForm, languageFormOf, languageOf } from "./chosen-language.ts";
import { Layout, type PageFrame } from "./layout.tsx";

export interface Page {
  /** The title of the window. The service's name follows it. */
  readonly title: string;
  readonly main: Child;
  /** What stands around main on the pages of the console, which then have a wide look. */
  readonly frame?: PageFrame;
  /** The file of a folder `client` that keeps the page live, if there is one. */
  readonly script?: ScriptName;
  /** A look of its own, which comes after that of all pages. */
  readonly stylesheet?: StylesheetName;
  /** The form that chooses a language, if the address alone does not lead back to this page. */
  readonly languages?: LanguageForm | undefined;
}

export interface PageOptions {
  /** The name by which people know the service: TIQR_SERVICE_DISPLAY_NAME. */
  readonly service: string;
  /** Whether the page or its address contains something that no cache may keep. */
  readonly secret?: boolean;
  readonly status?: ContentfulStatusCode;
  /** The languages that an application asks for (`ui_locales`), before those of the browser. */
  readonly locales?: string | null | undefined;
}

const KEPT_SECONDS = 60;

export async function sendPage(
  c: Context,
  { service, secret = false, status = 200, locales }: PageOptions,
  page: (words: Words) => Page,
): Promise<Response> {
  const language = languageOf(c, locales);
  const words = wordsIn(language);
  const { title, main, frame, script, stylesheet, languages } = page(words);
  c.header("Content-Language", language);
  for (const name of ["Accept-Language", "Cookie"]) c.header("Vary", name, { append: true });
  c.header("Cache-Control", secret ? "no-store" : `private, max-age=${KEPT_SECONDS}`);
  const layout = (
    <Layout
      language={language}
      words={words.layout}
      title={title}
      service={service}
      script={script}
      stylesheet={stylesheet}
      frame={frame}
      brand={brandFor(c)}
      languages={languages ?? languageFormOf(c)}
    >
      {main}
    </Layout>
  );
  return c.html(html`<!doctype html>${layout}`, status);
}

/** The same for a page that no sign-in shows. */
export async function sendPersonPage(
  c: Context,
  options: PageOptions,
  page: (words: OwnWords) => Page,
): Promise<Response> {
  const own = await personWordsIn(c, languageOf(c, options.locales));
  return sendPage(c, options, (words) => page({ ...words, ...own }));
}
