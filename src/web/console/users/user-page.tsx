// The page of one user. What a caller needs comes first: the phones, each with what unlocks it.

import type { OpenLoginJson } from "../../../http/logins/shapes.ts";
import type { UserDetailsJson } from "../../../http/people/shapes.ts";
import type { LinkJson, TokenJson } from "../../../http/tokens/shapes.ts";
import { Breakable } from "../../ui/breakable.tsx";
import { addressSaid } from "../../ui/client-address.ts";
import { Button, Card } from "../../ui/components.tsx";
import { Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import type { ConsoleWords } from "../../words/words.ts";
import type { Reply } from "../api.ts";
import { History } from "../audit/history.tsx";
import { RefusalNotice } from "../frame/refusal.tsx";
import type { Viewer } from "../frame/session.ts";
import { Action, DangerCard } from "../parts/action.tsx";
import { AttributeCard } from "../parts/attribute-card.tsx";
import { LinkTable } from "../parts/link-table.tsx";
import { TokenBadge } from "../parts/parts.tsx";
import { tokenPage } from "../parts/token-view.ts";
import { pageOfUser } from "../parts/user-view.ts";
import { Locks } from "../tokens/locks.tsx";
import { firstHelp } from "../tokens/token-actions.ts";
import { TransactionTable } from "../tokens/transactions.tsx";

interface Props {
  readonly user: UserDetailsJson;
  readonly account: Viewer;
  /** Undefined, like the next two, if this account may not see it. */
  readonly tokens: readonly TokenJson[] | undefined;
  readonly open: readonly OpenLoginJson[] | undefined;
  readonly history: Reply<"GET /audit/"> | undefined;
  readonly links: readonly LinkJson[];
  readonly words: ConsoleWords;
}

export const UserPage = ({ user, account, tokens, open, history, links, words }: Props) => {
  const { users: own, token, pages } = words;
  const to = pageOfUser(user);
  const named = new URLSearchParams({ user: user.username, realm: user.realm });
  return (
    <>
      <p class="quiet">{own.inRealm(user.realm)}</p>
      {tokens && (
        <Card title={own.phones}>
          {tokens.length === 0 ? <p>{own.noPhones}</p> : <Phones tokens={tokens} account={account} words={words} />}
          {account.may("enrollTIQR") && (
            <div class="actions">
              <Button href={`/console/links/new?${named}`} kind={tokens.length === 0 ? "primary" : "secondary"}>
                {words.newLink.title}
              </Button>
              <Button href={`/console/enrol?${named}`} kind="secondary">
                {own.enrol}
              </Button>
            </div>
          )}
        </Card>
      )}
      {links.length > 0 && (
        <Card title={words.links.title}>
          <LinkTable words={words.links} links={links} sees={account.may("tokenlist")} />
        </Card>
      )}
      {open && open.length > 0 && (
        <Card title={token.open}>
          <TransactionTable words={words} challenges={open} />
        </Card>
      )}
      <Card title={own.sessions}>
        {user.sessions.length === 0 ? <p>{own.noSessions}</p> : <Sessions sessions={user.sessions} words={words} />}
        {account.may("disable") && (
          <>
            <p>{own.sessionsText}</p>
            <Action to={`${to}/sign-out`}>{own.signOut}</Action>
          </>
        )}
      </Card>
      <div class="beside">
        <Card title={own.recovery}>
          <p>{own.codesLeft(user.recovery_codes_left)}</p>
        </Card>
        <AttributeCard words={words} attributes={user} account={account} to={to} />
      </div>
      {history && (
        <Card title={token.history}>
          {!history.ok ? (
            <RefusalNotice words={words} reply={history} />
          ) : history.value.auditdata.length === 0 ? (
            <p>{pages.none}</p>
          ) : (
            <>
              <History words={words} entries={history.value.auditdata} />
              <p>
                <a href={`/console/audit?${named}`}>{token.more}</a>
              </p>
            </>
          )}
        </Card>
      )}
      {account.may("deleteuser") && (
        <DangerCard title={own.apart} text={own.deleteText} to={`${to}/delete`} go={own.delete} />
      )}
    </>
  );
};

interface PhonesProps {
  readonly tokens: readonly TokenJson[];
  readonly account: Viewer;
  readonly words: ConsoleWords;
}

const Phones = ({ tokens, account, words: { users, token: words, tokens: list, state, locks } }: PhonesProps) => {
  const hasHelp = tokens.some((token) => firstHelp(token, account));
  const head = [list.serial, list.status, words.lastLogin, users.validity];
  return (
    <Table
      caption={users.phones}
      captionUnseen
      head={hasHelp ? [...head, users.action] : head}
      rows={tokens.map((token) => {
        const serial = (
          <>
            <a href={tokenPage(token.serial)}>
              <Breakable text={token.serial} />
            </a>
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
        const help = firstHelp(token, account);
        const button = help && <Action to={`${tokenPage(token.serial)}/${help}`}>{words[help]}</Action>;
        return hasHelp ? [...cells, button ?? ""] : cells;
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

interface SessionsProps {
  readonly sessions: UserDetailsJson["sessions"];
  readonly words: ConsoleWords;
}

const Sessions = ({ sessions, words: { users, audit } }: SessionsProps) => (
  <Table
    caption={users.sessions}
    captionUnseen
    head={users.sessionHead}
    rows={sessions.map(({ serial, client, signed_in_at, last_seen_at }) => [
      <Time at={signed_in_at} />,
      <Time at={last_seen_at} />,
      addressSaid(client, audit),
      <Breakable text={serial} />,
    ])}
  />
);
