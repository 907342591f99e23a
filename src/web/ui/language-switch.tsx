// The choice of a language at the foot of a page, without script. Each language is named in itself.

import { LANGUAGE_NAMES, LANGUAGES, type Language, type Words } from "../words/words.ts";
import { Button } from "./components.tsx";

interface Props {
  readonly words: Words["layout"];
  readonly language: Language;
  /** The address of this page. */
  readonly to: string;
}

export const LanguageSwitch = ({ words, language, to }: Props) => (
  <form method="post" action="/language" class="languages" aria-label={words.language}>
    <input type="hidden" name="to" value={to} />
    {LANGUAGES.filter((one) => one !== language).map((one) => (
      <Button kind="secondary" name="language" value={one} lang={one}>
        {LANGUAGE_NAMES[one]}
      </Button>
    ))}
  </form>
);
