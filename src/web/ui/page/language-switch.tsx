// The choice of a language at the foot of a page, without script. Each language is named in itself.

import { LANGUAGE_NAMES, LANGUAGES, type Language, type Words } from "../../words/words.ts";
import { Hidden } from "../hidden.tsx";
import type { LanguageForm } from "./chosen-language.ts";

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
          {LANGUAGE_NAMES[one]}
        </span>
      ) : (
        <button type="submit" name="language" value={one} lang={one}>
          {LANGUAGE_NAMES[one]}
        </button>
      ),
    )}
  </form>
);
