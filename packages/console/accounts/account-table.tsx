// The list of accounts.

import { type AccountJson, Badge, second, Time } from "../../../src/for-console.ts";
import { MadeList } from "../parts/made-list.tsx";
import { PageLink } from "../parts/usual.tsx";
import type { ConsoleWords } from "../words/words.ts";
import { accountPage, NEW_ACCOUNT, rightsIn } from "./account-view.ts";

interface Props {
  readonly words: ConsoleWords;
  readonly accounts: readonly AccountJson[];
  readonly changes: boolean;
}

export const AccountTable = ({ words: { accounts: words, token }, accounts, changes }: Props) => (
  <MadeList
    of="accounts"
    words={words}
    addAt={changes ? NEW_ACCOUNT : undefined}
    head={[words.name, second(words.rights), words.realms, words.lastUse, words.secondFactor, words.keys.title]}
    rows={accounts.map((account) => [
      <>
        <PageLink to={accountPage(account.name)} text={account.name} />
        {account.disabled && (
          <>
            {" "}
            <Badge kind="warning">{words.disabled}</Badge>
          </>
        )}
      </>,
      rightsIn(words, account.rights),
      account.realms?.join(", ") ?? words.everyRealm,
      <Time at={account.last_used_at} none={token.never} />,
      account.second_factor ? token.yes : token.no,
      account.keys.length === 0 ? "" : String(account.keys.length),
    ])}
  />
);
