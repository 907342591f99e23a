// The table of tokens in their list.

import { away, corner, second, Table, Time, type TokenJson } from "../../../src/for-console.ts";
import type { Viewer } from "../frame/session.ts";
import { PageLink } from "../frame/usual.tsx";
import { TokenBadge } from "../parts/parts.tsx";
import { tokenPage } from "../parts/token-view.ts";
import { userPage } from "../parts/user-view.ts";
import type { ConsoleWords } from "../words/words.ts";
import { Selecting } from "./many-tokens.tsx";

interface Props {
  readonly words: ConsoleWords;
  readonly tokens: readonly TokenJson[];
  readonly account: Viewer;
  /** Whether tokens can be selected, to do something to all of them. */
  readonly selects: boolean;
}

export const TokenTable = ({ words: all, tokens, account, selects }: Props) => {
  const { tokens: words, token, state, jobs } = all;
  const sees = account.may("userlist");
  const serialOf = (token: TokenJson, at: number) => (
    <div class="tickable">
      {selects && <Selecting at={at} token={token} label={jobs.select} />}
      <PageLink to={tokenPage(token.serial)} text={token.serial} />
    </div>
  );
  const userOf = ({ username, user_realm: realm }: TokenJson) =>
    sees && username !== "" ? <PageLink to={userPage(realm, username)} text={username} /> : username || words.noUser;
  return (
    <Table
      caption={all.nav.tokens}
      captionUnseen
      head={[
        words.serial,
        second(words.user),
        second(words.realm),
        corner(words.status),
        words.failures,
        away(token.created),
        token.lastLogin,
      ]}
      rows={tokens.map((one, at) => [
        serialOf(one, at),
        userOf(one),
        one.user_realm,
        <TokenBadge token={one} words={state} />,
        `${one.failcount}/${one.maxfail}`,
        <Time at={one.info.creation_date} />,
        <Time at={one.info.last_auth} none={token.never} />,
      ])}
    />
  );
};
