// The buttons at the top of a person's page, the likeliest first: unlock, phone lost, a first
// phone, a new PIN.

import { Button, type TokenJson, type UserJson } from "../../../src/for-console.ts";
import type { Viewer } from "../frame/session.ts";
import { LinkButton } from "../frame/usual.tsx";
import { tokenPage } from "../parts/token-view.ts";
import { pageOfUser } from "../parts/user-view.ts";
import { mayBeLost, phonesOf } from "../tokens/token-actions.ts";
import type { ConsoleWords } from "../words/words.ts";

interface Props {
  readonly user: UserJson;
  readonly tokens: readonly TokenJson[];
  readonly account: Viewer;
  readonly words: ConsoleWords;
}

export const FirstHelp = ({ user, tokens, account, words }: Props) => {
  const { users: own, token: actions } = words;
  const to = pageOfUser(user);
  const phones = phonesOf(tokens);
  const [phone] = phones;
  const isLocked = account.may("reset") && tokens.some(({ locks, revoked }) => !revoked && locks.length > 0);
  // With several phones each has this button in its own row.
  const lost = phone && phones.length === 1 && mayBeLost(phone, account) ? phone : undefined;
  const isWithout = phones.length === 0 && account.may("enrollTIQR");
  const drawsPin = phones.length > 0 && account.may("setrandompin");
  if (!isLocked && !lost && !isWithout && !drawsPin) return null;
  return (
    <div class="actions">
      {isLocked && <LinkButton to={`${to}/unlock`} text={actions.reset} kind="primary" />}
      {lost && (
        <Button href={`${tokenPage(lost.serial)}/lost`} kind={isLocked ? "secondary" : "primary"}>
          {own.lost}
        </Button>
      )}
      {isWithout && <NewPhone user={user} words={words} kind={isLocked ? "secondary" : "primary"} />}
      {drawsPin && <LinkButton to={`${to}/new-pin`} text={own.newPin} />}
    </div>
  );
};

interface NewPhoneProps {
  readonly user: UserJson;
  readonly words: ConsoleWords;
  readonly kind: "primary" | "secondary";
}

/** The two ways to another phone, the link first. */
export const NewPhone = ({ user, words, kind }: NewPhoneProps) => {
  const named = new URLSearchParams({ user: user.username, realm: user.realm });
  return (
    <>
      <Button href={`/console/links/new?${named}`} kind={kind}>
        {words.newLink.title}
      </Button>
      <LinkButton to={`/console/enrol?${named}`} text={words.users.enrol} />
    </>
  );
};
