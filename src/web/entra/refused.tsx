// Says why a sign-in at Microsoft does not go on here, before the browser goes back.

import type { EntraRefusal } from "../../core/entra/authorize.ts";
import { Notice } from "../ui/components.tsx";
import type { Page } from "../ui/page/page.tsx";
import { screen } from "../ui/page/screen.tsx";
import { ReturnToApplication } from "../ui/way-back.tsx";
import type { OwnWords } from "../words/words.ts";

export const refusedPage = (
  { why, clientName, came, answer }: EntraRefusal,
  microsoft: string,
  { entra: words, login }: OwnWords,
): Page =>
  screen(
    words.title,
    <>
      <Notice kind="danger" text={words[why](clientName)} />
      <p>
        {words.came} <code data-came>{came}</code>
      </p>
      <ReturnToApplication answer={answer} label={login.backTo(microsoft)} />
    </>,
    { "data-entra": why },
  );
