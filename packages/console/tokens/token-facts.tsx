// The data of one token, as a list of names and values.

import { Time, type TokenJson } from "../../../src/for-console.ts";
import { PageLink } from "../frame/usual.tsx";
import { FactList } from "../parts/facts.tsx";
import { Copied, TokenBadge } from "../parts/parts.tsx";
import { userPage } from "../parts/user-view.ts";
import type { ConsoleWords } from "../words/words.ts";
import { Locks } from "./locks.tsx";

interface TokenFactsProps {
  readonly token: TokenJson;
  /** Whether the account may see users. */
  readonly sees: boolean;
  readonly words: ConsoleWords;
}

export const TokenFacts = ({
  token,
  sees,
  words: { token: words, state, tokens, locks, copying },
}: TokenFactsProps) => {
  const { info, enrollment } = token;
  const stateNow = <TokenBadge token={token} words={state} />;
  const suite = <code>{info.ocrasuite}</code>;
  const created = <Time at={info.creation_date} />;
  const lastLogin = info.last_auth ? <Time at={info.last_auth} /> : words.never;
  const locked = token.locks.length === 0 ? [] : [[locks.title, <Locks locks={token.locks} words={locks} />] as const];
  const { username, user_realm: realm } = token;
  const user =
    sees && username !== "" ? <PageLink to={userPage(realm, username)} text={username} /> : username || tokens.noUser;
  const facts = [
    [tokens.serial, <Copied text={token.serial} words={copying} />],
    [words.user, user],
    [words.realm, token.user_realm],
    [words.description, token.description],
    [words.state, stateNow],
    [words.enrolment, state[enrollment.state]],
    [words.uses, String(enrollment.qr_code_uses)],
    [words.failures, `${token.failcount}/${token.maxfail}`],
    ...locked,
    [words.suite, suite],
    [words.created, created],
    [words.lastLogin, lastLogin],
  ] as const;
  return <FactList facts={facts} />;
};
