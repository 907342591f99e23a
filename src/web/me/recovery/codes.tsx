// Recovery codes: the page that makes them, and the one that shows them, once.

import { hasPin } from "../../../core/me/myself.ts";
import type { OwnAccount } from "../../../core/ports/people/me.ts";
import { Button, Notice } from "../../ui/components.tsx";
import type { Page } from "../../ui/page/page.tsx";
import { Breakable } from "../../ui/text.tsx";
import { OwnForm } from "../own-form.tsx";
import { AskPhone, BackToOverview, type MeWords, SubmitOrBack, smallPage } from "../parts.tsx";

export const codesPage = (account: OwnAccount, refusal: string | undefined, words: MeWords): Page => {
  const { recovery } = words;
  const left = account.recoveryCodesLeft ?? 0;
  return smallPage(recovery.title, words, {
    refusal,
    children: (
      <>
        <p>{recovery.text}</p>
        <p>{left > 0 ? recovery.left(left) : recovery.none}</p>
        {!hasPin(account) && (
          <>
            <Notice kind="warning" text={recovery.needsPin} />
            <p class="actions">
              <BackToOverview words={words} />
            </p>
          </>
        )}
        {hasPin(account) &&
          (account.confirmedFor === "recovery" ? (
            <OwnForm action="/me/recovery">
              {left > 0 && <p>{recovery.replaces}</p>}
              <SubmitOrBack label={recovery.make} words={words} />
            </OwnForm>
          ) : (
            <AskPhone act="recovery" words={words} />
          ))}
      </>
    ),
  });
};

interface MadeCodes {
  readonly codes: readonly string[];
  readonly user: string;
  readonly service: string;
  /** Where the codes are used. */
  readonly address: string;
}

/** The only page that ever shows the codes. On paper it is the sheet alone: style/print.css. */
export const madeCodesPage = ({ codes, user, service, address }: MadeCodes, words: MeWords): Page => {
  const { recovery } = words;
  const whose = recovery.sheet(user, service);
  const use = recovery.use(address);
  return smallPage(recovery.madeTitle, words, {
    children: (
      <>
        <Notice kind="warning" text={recovery.made} />
        <div class="sheet">
          <p>
            <Breakable text={whose} />
          </p>
          <ol data-codes>
            {codes.map((code) => (
              <li>
                <code>{code}</code>
              </li>
            ))}
          </ol>
          <p class="quiet">
            <Breakable text={use} />
          </p>
        </div>
        <p class="actions with-script">
          <Button kind="secondary" type="button" data-copy={codes.join("\n")} data-copied={recovery.copied}>
            {recovery.copy}
          </Button>
          <Button kind="secondary" type="button" data-print>
            {recovery.print}
          </Button>
          <Button
            kind="secondary"
            type="button"
            data-save={`${[whose, use, "", ...codes].join("\n")}\n`}
            data-file={`${recovery.file}.txt`}
          >
            {recovery.download}
          </Button>
        </p>
        <p class="actions">
          <BackToOverview words={words} />
        </p>
      </>
    ),
  });
};
