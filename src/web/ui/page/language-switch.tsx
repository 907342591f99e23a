// The choice of a language at the foot of a page, without script. Each language is named in itself.

import { LANGUAGE_NAMES, LANGUAGES, type Language, type Words } from "../../words/words.ts";
import { Button } from "../components.tsx";
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
    {LANGUAGES.filter((one) => one !== language).map((one) => (
      <Button kind="secondary" name="language" value={one} lang={one}>
        {LANGUAGE_NAMES[one]}
      </Button>
    ))}
  </form>
);
