// The frame around each page: head, skip link, header with logo and name, main, footer.

import type { Child, PropsWithChildren } from "hono/jsx";
import { assetPath } from "../../../assets/asset.ts";
import { LANGUAGES, type Language } from "../../../lib/words.ts";
import type { Words } from "../../words/words.ts";
import { Hidden } from "../field.tsx";
import { Help } from "../help.tsx";
import type { ScriptName, StylesheetName } from "./assets.ts";
import type { Brand } from "./brand.ts";
import type { LanguageForm } from "./chosen-language.ts";

/** The parts around main. They are outside of it, so that the skip link skips them. */
export interface PageFrame {
  /** In the header, after the service's name. */
  readonly tools: Child;
  readonly menu: Child;
}

interface LayoutProps {
  readonly language: Language;
  readonly words: Words["layout"];
  readonly title: string;
  readonly service: string;
  readonly script?: ScriptName | undefined;
  readonly stylesheet?: StylesheetName | undefined;
  readonly frame?: PageFrame | undefined;
  readonly brand: Brand;
  /** Only for a page that offers a choice of language. */
  readonly languages?: LanguageForm | undefined;
}

export const Layout = ({
  language,
  words,
  title,
  service,
  script,
  stylesheet,
  frame,
  brand,
  languages,
  children,
}: PropsWithChildren<LayoutProps>) => (
  <html lang={language} class={frame && "wide"}>
    <head>
      <meta charset="utf-8" />
      <title>{title === service ? service : `${title} · ${service}`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <link rel="icon" href="/logo.png" />
      <link rel="stylesheet" href={assetPath("style.css")} />
      {stylesheet && <link rel="stylesheet" href={assetPath(stylesheet)} />}
      {brand.stylesheet && <link rel="stylesheet" href={brand.stylesheet} />}
      {/* A page painted before its times are written in the reader's zone would move. */}
      {script && <script type="module" src={assetPath(script)} blocking="render" />}
    </head>
    <body>
      <a class="skip" href="#main">
        {words.skip}
      </a>
      <header class="header">
        <a class="brand" href="/">
          <span class="brand-logo">
            <img src={brand.logo} alt="" />
          </span>
          <span>{service}</span>
        </a>
        {frame?.tools}
      </header>
      {frame?.menu}
      <main id="main" class="main" tabindex={-1}>
        {children}
      </main>
      <footer class="footer">
        <p>{words.footer}</p>
        {languages && <LanguageSwitch {...{ words, language }} form={languages} />}
        <Help help={brand.help} words={words} />
      </footer>
    </body>
  </html>
);

/** Each in its own language, so that everyone finds theirs. */
const NAMES: Readonly<Record<Language, string>> = { en: "English", nl: "Nederlands", de: "Deutsch" };

/** Without a script. */
const LanguageSwitch = ({
  words,
  language,
  form,
}: Pick<LayoutProps, "words" | "language"> & { readonly form: LanguageForm }) => (
  <form method="post" action={form.action} class="languages" aria-label={words.language}>
    <Hidden fields={form.fields} />
    {LANGUAGES.map((one) =>
      one === language ? (
        <span aria-current="true" lang={one}>
          {NAMES[one]}
        </span>
      ) : (
        <button type="submit" name="language" value={one} lang={one}>
          {NAMES[one]}
        </button>
      ),
    )}
  </form>
);
