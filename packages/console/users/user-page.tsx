// The page of one person. What somebody who calls the help desk needs comes first: a button for the
// likeliest trouble, the phones, and what has happened lately.

import {
  addressSaid,
  Breakable,
  Card,
  type LinkJson,
  type OpenLoginJson,
  Table,
  Time,
  type TokenJson,
  type UserDetailsJson,
} from "../../../src/for-console.ts";
import type { ApiReply } from "../api.ts";
import { History } from "../audit/history.tsx";
import { RefusalNotice } from "../frame/refusal.tsx";
import type { Viewer } from "../frame/session.ts";
import { PageLink } from "../frame/usual.tsx";
import { Action, DangerCard } from "../parts/action.tsx";
import { AttributeCard } from "../parts/attribute-card.tsx";
import { LinkTable } from "../parts/link-table.tsx";
import { pageOfUser } from "../parts/user-view.ts";
import { phonesOf } from "../tokens/token-actions.ts";
import { TransactionTable } from "../tokens/transactions.tsx";
import type { ConsoleWords } from "../words/words.ts";
import { CallerLine, type ownCall } from "./caller.tsx";
import { FirstHelp, NewPhone } from "./first-help.tsx";
import { Phones } from "./phones.tsx";

interface Props {
  readonly user: UserDetailsJson;
  readonly account: Viewer;
  /** Undefined, like the next two, if this account may not see it. */
  readonly tokens: readonly TokenJson[] | undefined;
  readonly open: readonly OpenLoginJson[] | undefined;
  readonly history: ApiReply<"GET /audit/"> | undefined;
  readonly links: readonly LinkJson[];
  /** What the caller has shown to this account; undefined if nobody is to be verified. */
  readonly caller: Awaited<ReturnType<typeof ownCall>>;
  readonly words: ConsoleWords;
}

/** Below the heading: how the service knows the person. */
export const AlsoCalled = ({ user }: { user: UserDetailsJson }) => (
  <>
    {user.name !== undefined && (
      <span>
        <Breakable text={user.username} />
      </span>
    )}
    <span>
      <Breakable text={user.realm} />
    </span>
    {user.email !== "" && <PageLink to={`mailto:${user.email}`} text={user.email} />}
  </>
);

export const UserPage = ({ user, account, tokens, open, history, links, caller, words }: Props) => {
  const { users: own, token, pages } = words;
  const to = pageOfUser(user);
  const named = new URLSearchParams({ user: user.username, realm: user.realm });
  return (
    <>
      {caller && <CallerLine user={user} call={caller.call} words={words.caller} />}
      {tokens && <FirstHelp user={user} tokens={tokens} account={account} words={words} />}
      {tokens && (
        <Card title={own.phones}>
          {tokens.length === 0 ? (
            <p>{own.noPhones}</p>
          ) : (
            <Phones user={user} tokens={tokens} account={account} words={words} />
          )}
          {account.may("enrollTIQR") && phonesOf(tokens).length > 0 && (
            <div class="actions">
              <NewPhone user={user} words={words} kind="secondary" />
            </div>
          )}
        </Card>
      )}
      {links.length > 0 && (
        <Card title={words.nav.links}>
          <LinkTable words={words.links} links={links} sees={account.may("tokenlist")} />
        </Card>
      )}
      {open && open.length > 0 && (
        <Card title={words.nav.transactions}>
          <TransactionTable words={words} challenges={open} />
        </Card>
      )}
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
      <Card title={own.sessions}>
        {user.sessions.length === 0 ? <p>{own.noSessions}</p> : <Sessions sessions={user.sessions} words={words} />}
        {account.may("disable") && (
          <>
            <p>{own.sessionsText}</p>
            <Action to={`${to}/sign-out`}>{own.signOut(user.username)}</Action>
          </>
        )}
      </Card>
      <div class="beside">
        <Card title={own.recovery}>
          <p>{own.codesLeft(user.recovery_codes_left)}</p>
        </Card>
        <AttributeCard words={words} attributes={user} account={account} to={to} />
      </div>
      {account.may("deleteuser") && (
        <DangerCard title={own.apart} text={own.deleteText} to={`${to}/delete`} go={own.delete} />
      )}
    </>
  );
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
