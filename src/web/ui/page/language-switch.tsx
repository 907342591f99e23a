// The choice of a language at the foot of a page, without script. Each language is named in itself.

import { LANGUAGES, type Language } from "../../../lib/words.ts";
import type { Words } from "../../words/words.ts";
import { Hidden } from "../hidden.tsx";
import type { LanguageForm } from "./chosen-language.ts";

/** Each in its own language, so that everyone finds theirs. */
const NAMES: Readonly<Record<Language, string>> = { en: "English", nl: "Nederlands", de: "Deutsch" };

interface Props {
  readonly words: Words["layout"];
  readonly language: Language;
  readonly form: LanguageForm;
}

export const LanguageSwitch = ({ words, language, form }: Props) => (
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
