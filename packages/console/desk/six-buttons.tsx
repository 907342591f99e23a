// Six buttons at the top of a person's page, always in these places: whoever helps presses without
// looking. One that cannot help now is grey, and says why.

import { Button, type TokenJson } from "../../../src/for-console.ts";
import { LinkButton } from "../frame/usual.tsx";
import { tokenPage } from "../parts/token-view.ts";
import { pageOfUser } from "../parts/user-view.ts";
import type { ConsoleWords } from "../words/words.ts";
import { greyReason, SIX, type SixName, type SixProps } from "./six.ts";

export const SixButtons = (props: SixProps) => {
  const { user, words } = props;
  return (
    <ul class="six" aria-label={words.six.label}>
      {(Object.keys(SIX) as SixName[]).map((name) => {
        const reason = greyReason(name, props);
        const text = words.six.buttons[name];
        return (
          <li>
            {reason === undefined ? (
              <LinkButton
                to={`${pageOfUser(user)}/${SIX[name].page}`}
                text={text}
                kind={name === "locked" ? "primary" : "secondary"}
              />
            ) : (
              <>
                <Button kind="secondary" type="button" disabled aria-describedby={`why-${name}`}>
                  {text}
                </Button>
                <span class="quiet" id={`why-${name}`}>
                  {reason}
                </span>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
};

interface WhichProps {
  readonly phones: readonly TokenJson[];
  /** Where a phone leads, by its serial. */
  readonly to?: (serial: string) => string;
  readonly words: ConsoleWords["six"];
}

/** Of several phones, one is chosen first: by the name that its owner has given it. */
export const WhichPhone = ({ phones, to = (serial) => `${tokenPage(serial)}/lost`, words }: WhichProps) => (
  <>
    <p class="lead">{words.which}</p>
    <div class="actions">
      {phones.map(({ serial, description }) => (
        <LinkButton to={to(serial)} text={description || serial} />
      ))}
    </div>
  </>
);
