// The page of one person. What somebody who calls the help desk needs comes first: a button for the
// likeliest trouble, the phones, and what has happened lately.

import {
  addressSaid,
  Breakable,
  browserSaid,
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
import { BlockNotice } from "../desk/block-view.tsx";
import { DayPass } from "../desk/day-pass.tsx";
import { SixButtons } from "../desk/six-buttons.tsx";
import { UnconfirmedPins } from "../desk/unconfirmed-pins.tsx";
import { RefusalNotice } from "../frame/refusal.tsx";
import type { Viewer } from "../frame/session.ts";
import { LinkButton, PageLink, WayOn } from "../frame/usual.tsx";
import { DangerCard } from "../parts/action.tsx";
import { CallerLine, type ShownProof } from "../parts/caller-line.tsx";
import { LinkTable } from "../parts/link-table.tsx";
import { pageOfUser } from "../parts/user-view.ts";
import { TransactionTable } from "../tokens/transactions.tsx";
import { Undoable } from "../undo/undoable.tsx";
import type { ConsoleWords } from "../words/words.ts";
import { AttributeCard } from "./attribute-card.tsx";
import { Phones } from "./phones.tsx";

interface Props {
  readonly user: UserDetailsJson;
  readonly account: Viewer;
  /** Undefined, like the next two, if this account may not see it. */
  readonly tokens: readonly TokenJson[] | undefined;
  readonly open: readonly OpenLoginJson[] | undefined;
  readonly history: ApiReply<"GET /audit/"> | undefined;
  readonly links: readonly LinkJson[];
  /** Undefined if this account gives this person no day pass. */
  readonly passHours: number | undefined;
  /** How long after a directory has deleted the person cron does. */
  readonly removedAfterMs: number;
  /** What the caller has shown to this account; undefined if nobody is to be verified. */
  readonly proof: ShownProof | undefined;
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

export const UserPage = ({
  user,
  account,
  tokens,
  open,
  history,
  links,
  passHours,
  removedAfterMs,
  proof,
  words,
}: Props) => {
  const { users: own, token, pages } = words;
  const to = pageOfUser(user);
  const named = new URLSearchParams({ user: user.username, realm: user.realm });
  // The service refuses what would let a blocked person in, so nothing here offers it.
  const isOut = user.blocked_at !== null || user.deactivated_at !== null;
  const gives = (right: string) => right === "enrollTIQR" || right === "enable";
  const helper = isOut ? { ...account, may: (right: string) => !gives(right) && account.may(right) } : account;
  return (
    <>
      <BlockNotice user={user} account={account} words={words.block} removedAfterMs={removedAfterMs} />
      <CallerLine user={user} proof={proof} words={words.caller} />
      {history?.ok && <UnconfirmedPins entries={history.value.auditdata} words={words} />}
      <SixButtons user={user} tokens={tokens} account={account} words={words} />
      <Undoable user={user} tokens={tokens} account={account} words={words} />
      {tokens && (
        <Card title={own.phones}>
          {tokens.length === 0 ? (
            <p>{isOut ? own.withoutPhone.which.none : own.noPhones}</p>
          ) : (
            <Phones tokens={tokens} account={helper} words={words} />
          )}
          {helper.may("enrollTIQR") && (
            <div class="actions">
              <LinkButton to={`/console/links/new?${named}`} text={words.newLink.title} />
              <LinkButton to={`/console/enrol?${named}`} text={own.enrol} />
            </div>
          )}
        </Card>
      )}
      {passHours !== undefined && <DayPass user={user} mostHours={passHours} proof={proof} words={words} />}
      {links.length > 0 && (
        <Card title={words.nav.links}>
          <LinkTable words={words.links} links={links} sees={account.may("tokenlist")} />
        </Card>
      )}
      {open && open.length > 0 && (
        <Card title={words.nav.transactions}>
          <TransactionTable words={words} challenges={open} sees={false} />
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
              <History words={words} reply={history.value} />
              {account.may("auditlog") && (
                <p>
                  <a href={`/console/audit?${named}`}>{token.more}</a>
                </p>
              )}
            </>
          )}
        </Card>
      )}
      <Card title={own.sessions}>
        {user.sessions.length === 0 ? (
          <p>{own.noSessions}</p>
        ) : (
          <Sessions sessions={user.sessions} tokens={tokens} words={words} />
        )}
        {account.may("disable") && (
          <>
            <p>{own.sessionsText}</p>
            <WayOn to={`${to}/sign-out`} text={own.signOut(user.username)} />
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
  readonly tokens: Props["tokens"];
  readonly words: ConsoleWords;
}

const Sessions = ({ sessions, tokens = [], words: { users, audit, dayPass } }: SessionsProps) => (
  <Table
    caption={users.sessions}
    captionUnseen
    head={users.sessionHead}
    rows={sessions.map(({ serial, client, browser, factor, signed_in_at, last_seen_at }) => [
      <Time at={signed_in_at} />,
      <Time at={last_seen_at} />,
      <>
        {browserSaid(browser, audit)}
        <div class="quiet">
          <Breakable text={addressSaid(client, audit)} />
        </div>
      </>,
      factor === "pass" ? (
        dayPass.title
      ) : (
        <Breakable text={tokens.find((token) => token.serial === serial)?.description || serial} />
      ),
    ])}
  />
);
