// What the console's header offers on every page: the search, the menu of a phone, the account.

import { Button } from "../../../src/for-console.ts";
import type { ConsoleWords } from "../words/words.ts";
import { Icon } from "./icon.tsx";
import { MenuButton } from "./menu.tsx";
import type { Viewer } from "./session.ts";

interface Props {
  readonly words: ConsoleWords;
  readonly account: Viewer;
}

const ACCOUNT = "account-menu";

export const Tools = ({ words, account }: Props) => (
  <div class="tools">
    {(account.may("userlist") || account.may("tokenlist")) && (
      <Find name={words.nav.findIn} hint={account.may("userlist") ? words.users.person : words.users.tokenOfPerson} />
    )}
    <MenuButton words={words.nav} account={account} />
    <AccountMenu words={words} account={account} />
  </div>
);

/** A "/" leads to the field, where there is a script (../client/live/find.ts). */
const Find = ({ name, hint }: Readonly<Record<"name" | "hint", string>>) => (
  <search class="find" aria-label={name}>
    <form method="get" action="/console/find">
      <Icon of="find" />
      <input
        type="search"
        name="q"
        placeholder={hint}
        aria-label={hint}
        aria-keyshortcuts="/"
        autocomplete="off"
        spellcheck={false}
        required
      />
      <span class="shortcut with-script" aria-hidden="true">
        /
      </span>
    </form>
  </search>
);

/** A popover, as the menu of a phone is (./menu.tsx). */
const AccountMenu = ({ words: { nav: words }, account: { name, rights, byPhone, may } }: Props) => (
  <>
    <button type="button" class="tool account-button" popovertarget={ACCOUNT}>
      <span class="unseen">{words.signedInAs(name)}</span>
      <span class="avatar" aria-hidden="true">
        {[...name][0]?.toUpperCase()}
      </span>
      <span class="account-name" aria-hidden="true">
        {name}
      </span>
      <Icon of="more" />
    </button>
    <div id={ACCOUNT} class="account-menu" popover="auto">
      <p>
        <strong>{name}</strong>
        <span>{rights === "all" ? words.administrator : words.rights(rights)}</span>
        <span>{byPhone ? words.byPhone : words.byPassword}</span>
      </p>
      {may("accounts") && <a href={`/console/account/${encodeURIComponent(name)}`}>{words.ownAccount}</a>}
      <form method="post" action="/console/sign-out">
        <Button kind="secondary">{words.signOut}</Button>
        <Button kind="secondary" formaction="/console/sign-out/everywhere">
          {words.signOutEverywhere}
        </Button>
      </form>
    </div>
  </>
);
