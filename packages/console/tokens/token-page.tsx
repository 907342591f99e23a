// The page of one token: its data, the actions on it, its history and its open logins.

import { type AuditRowJson, Button, Card, Field, type LinkJson, type TokenJson } from "../../../src/for-console.ts";
import type { ApiReply } from "../api.ts";
import { History } from "../audit/history.tsx";
import { NewCode } from "../enrolment/new-code.tsx";
import { RefusalNotice } from "../frame/refusal.tsx";
import type { Viewer } from "../frame/session.ts";
import { Action } from "../parts/action.tsx";
import { LinkTable } from "../parts/link-table.tsx";
import { historyOf, tokenPage } from "../parts/token-view.ts";
import type { ConsoleWords } from "../words/words.ts";
import { ACTIONS, type ActionName, actionsFor, destroys, firstHelp, mayBeLost } from "./token-actions.ts";
import { TokenFacts } from "./token-facts.tsx";
import { TransactionTable } from "./transactions.tsx";

interface Props {
  readonly token: TokenJson;
  readonly account: Viewer;
  /** Undefined, like the next, if the account may not see it. */
  readonly history: ApiReply<"GET /audit/"> | undefined;
  readonly open: ApiReply<"GET /token/challenges/:serial"> | undefined;
  readonly links: readonly LinkJson[];
  readonly words: ConsoleWords;
}

export const TokenPage = ({ token, account, history, open, links, words }: Props) => {
  const { token: own, pages } = words;
  const to = tokenPage(token.serial);
  const first = firstHelp(token, account);
  const names = actionsFor(token, account).filter((name) => name !== first);
  const apart = names.filter(destroys);
  const others = names.filter((name) => !destroys(name));
  const enrols = account.may("enrollTIQR") && !token.revoked && token.username !== "";
  const setsPin = account.may("setpin") && !token.revoked;
  const drawsPin = account.may("setrandompin") && !token.revoked;
  const acts = first || enrols || others.length > 0 || drawsPin;
  return (
    <>
      <div class="beside">
        <Card title={own.facts}>
          <TokenFacts token={token} words={words} sees={account.may("userlist")} />
        </Card>
        {(acts || setsPin) && (
          <Card title={own.actions}>
            {acts && (
              <Actions
                {...{ token, to, first, enrols, drawsPin, names: others }}
                lost={mayBeLost(token, account)}
                words={words}
              />
            )}
            {setsPin && (
              <form method="post" action={`${to}/setpin`} class="search">
                <Field name="pin" type="password" label={own.pin} autocomplete="new-password" required />
                <div class="actions">
                  <Button kind="secondary">{own.setPin}</Button>
                  <Button href={`${to}/removepin`} kind="secondary">
                    {own.removepin}
                  </Button>
                </div>
              </form>
            )}
          </Card>
        )}
      </div>
      {links.length > 0 && (
        <Card title={words.links.title}>
          <LinkTable words={words.links} links={links} sees />
        </Card>
      )}
      {open && (
        <Card title={own.open}>
          {!open.ok ? (
            <RefusalNotice words={words} reply={open} />
          ) : open.value.count === 0 ? (
            <p>{pages.none}</p>
          ) : (
            <TransactionTable words={words} challenges={open.value.challenges} />
          )}
        </Card>
      )}
      {history && (
        <Card title={own.history}>
          {history.ok ? (
            <>
              <History words={words} entries={entriesOf(history.value.auditdata, token.serial)} />
              <p>
                <a href={`/console/audit?${new URLSearchParams(historyOf(token))}`}>{own.more}</a>
              </p>
            </>
          ) : (
            <RefusalNotice words={words} reply={history} />
          )}
        </Card>
      )}
      {apart.length > 0 && (
        <Card title={own.apart}>
          <div class="actions">
            {apart.map((name) => (
              <Button href={`${to}/${name}`} kind="danger">
                {own[name]}
              </Button>
            ))}
          </div>
        </Card>
      )}
    </>
  );
};

/** Leaves out the entries of a longer serial that contains this one. */
const entriesOf = (entries: readonly AuditRowJson[], serial: string) =>
  entries.filter((entry) => entry.serial.split(",").includes(serial));

interface ActionsProps {
  readonly token: TokenJson;
  readonly to: string;
  /** What the token needs before anything else. */
  readonly first: "reset" | "enable" | undefined;
  readonly enrols: boolean;
  /** Whether a phone is registered that may be lost. */
  readonly lost: boolean;
  readonly drawsPin: boolean;
  readonly names: readonly ActionName[];
  readonly words: ConsoleWords;
}

const Actions = ({
  token,
  to,
  first,
  enrols,
  lost,
  drawsPin,
  names,
  words: { token: words, users, enrol },
}: ActionsProps) => (
  <div class="actions">
    {first && (
      <Action to={`${to}/${first}`} kind="primary">
        {words[first]}
      </Action>
    )}
    {enrols && (
      <>
        {lost ? (
          <Button href={`${to}/lost`} kind={first ? "secondary" : "primary"}>
            {users.lost}
          </Button>
        ) : (
          <Action to={`${to}/code`} kind={first ? "secondary" : "primary"}>
            {users.enrol}
          </Action>
        )}
        {lost && !token.proven && <NewCode serial={token.serial} words={enrol} />}
        <Button href={`${to}/link`} kind="secondary">
          {words.link}
        </Button>
      </>
    )}
    {drawsPin && (
      <Button href={`${to}/setrandompin`} kind="secondary">
        {words.setrandompin}
      </Button>
    )}
    {names.map((name) =>
      ACTIONS[name].asks ? (
        <Button href={`${to}/${name}`} kind="secondary">
          {words[name]}
        </Button>
      ) : (
        <Action to={`${to}/${name}`}>{words[name]}</Action>
      ),
    )}
  </div>
);
