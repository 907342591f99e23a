// The phones of a person, each with its state and with what it needs.

import { Table, Time, type TokenJson } from "../../../src/for-console.ts";
import type { Viewer } from "../frame/session.ts";
import { LinkButton, PageLink } from "../frame/usual.tsx";
import { TokenBadge } from "../parts/parts.tsx";
import { tokenPage } from "../parts/token-view.ts";
import { Locks } from "../tokens/locks.tsx";
import { firstHelp, mayBeLost, phonesOf } from "../tokens/token-actions.ts";
import type { ConsoleWords } from "../words/words.ts";

interface PhonesProps {
  readonly tokens: readonly TokenJson[];
  readonly account: Viewer;
  readonly words: ConsoleWords;
}

export const Phones = ({
  tokens,
  account,
  words: { users, token: words, tokens: list, state, locks },
}: PhonesProps) => {
  const isOne = phonesOf(tokens).length === 1;
  /** What this phone needs, unless the buttons at the top of the page do it. */
  const helpFor = (token: TokenJson) => {
    const help = firstHelp(token, account);
    const needs = help === "reset" && isOne ? undefined : help;
    const isLost = !isOne && mayBeLost(token, account);
    if (!needs && !isLost) return undefined;
    return (
      <div class="actions">
        {needs && <LinkButton to={`${tokenPage(token.serial)}/${needs}?from=person`} text={words[needs]} />}
        {isLost && <LinkButton to={`${tokenPage(token.serial)}/lost`} text={users.lost} />}
      </div>
    );
  };
  const hasHelp = tokens.some(helpFor);
  const head = [list.serial, list.status, words.lastLogin, users.validity];
  return (
    <Table
      caption={users.phones}
      captionUnseen
      head={hasHelp ? [...head, users.action] : head}
      rows={tokens.map((token) => {
        const serial = (
          <>
            <PageLink to={tokenPage(token.serial)} text={token.serial} />
            {token.description && <div class="quiet">{token.description}</div>}
          </>
        );
        const stateNow = (
          <>
            <TokenBadge token={token} words={state} />
            {token.locks.length > 0 && <Locks locks={token.locks} words={locks} />}
          </>
        );
        const lastLogin = <Time at={token.info.last_auth} none={words.never} />;
        const cells = [serial, stateNow, lastLogin, <Validity info={token.info} words={users} />];
        return hasHelp ? [...cells, helpFor(token) ?? ""] : cells;
      })}
    />
  );
};

/** The period of a token in days; its own page has no finer one either. */
const Validity = ({ info, words }: { info: TokenJson["info"]; words: ConsoleWords["users"] }) => {
  const { validity_period_start: from, validity_period_end: until } = info;
  const day = (at: string | undefined) => at?.slice(0, 10) ?? "";
  return from || until ? <span>{words.period(day(from), day(until))}</span> : <span>{words.always}</span>;
};
