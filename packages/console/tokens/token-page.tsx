// The page of one token: its data, the actions on it, its history and its open logins.

import { type AuditRowJson, Button, Card, Field, type LinkJson, type TokenJson } from "../../../src/for-console.ts";
import type { ApiReply } from "../api.ts";
import { History } from "../audit/history.tsx";
import { NewCode } from "../enrolment/enrolled.tsx";
import { RefusalNotice } from "../frame/refusal.tsx";
import type { Viewer } from "../frame/session.ts";
import { LinkButton } from "../frame/usual.tsx";
import { Action } from "../parts/action.tsx";
import { LinkTable } from "../parts/link-table.tsx";
import { historyOf, tokenPage } from "../parts/token-view.ts";
import type { ConsoleWords } from "../words/words.ts";
import { actionsFor, destroys, firstHelp, mayBeLost } from "./token-actions.ts";
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
  const apart = actionsFor(token, account).filter(destroys);
  return (
    <>
      <div class="beside">
        <Card title={own.facts}>
          <TokenFacts token={token} words={words} sees={account.may("userlist")} />
        </Card>
        <Actions token={token} account={account} words={words} />
      </div>
      {links.length > 0 && (
        <Card title={words.nav.links}>
          <LinkTable words={words.links} links={links} sees />
        </Card>
      )}
      {open && (
        <Card title={words.nav.transactions}>
          {!open.ok ? (
            <RefusalNotice words={words} reply={open} />
          ) : open.value.count === 0 ? (
            <p>{pages.none}</p>
          ) : (
            <TransactionTable words={words} challenges={open.value.challenges} sees={account.may("userlist")} />
          )}
        </Card>
      )}
      {history && (
        <Card title={own.history}>
          {history.ok ? (
            <>
              <History words={words} reply={history.value} entries={entriesOf(history.value.auditdata, token.serial)} />
              {account.may("auditlog") && (
                <p>
                  <a href={`/console/audit?${new URLSearchParams(historyOf(token))}`}>{own.more}</a>
                </p>
              )}
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

/** Leaves out entries of a longer serial that contains this one. */
const entriesOf = (entries: readonly AuditRowJson[], serial: string) =>
  entries.filter((entry) => entry.serial.split(",").includes(serial));

/** Shows nothing to an account that may do nothing to this token. */
const Actions = ({
  token,
  account,
  words: { token: words, users, enrol },
}: Pick<Props, "token" | "account" | "words">) => {
  const to = tokenPage(token.serial);
  /** What the token needs before anything else. */
  const first = firstHelp(token, account);
  const names = actionsFor(token, account).filter((name) => name !== first && !destroys(name));
  const isUsed = !token.revoked;
  const enrols = isUsed && account.may("enrollTIQR") && token.username !== "";
  const lost = mayBeLost(token, account);
  const setsPin = isUsed && account.may("setpin");
  const drawsPin = isUsed && account.may("setrandompin");
  const acts = first || enrols || names.length > 0 || drawsPin;
  const kind = first ? "secondary" : "primary";
  if (!acts && !setsPin) return null;
  return (
    <Card title={words.actions}>
      {acts && (
        <div class="actions">
          {first && <LinkButton to={`${to}/${first}`} text={words[first]} kind="primary" />}
          {enrols && (
            <>
              {lost ? (
                <LinkButton to={`${to}/lost`} text={users.lost} kind={kind} />
              ) : (
                <Action to={`${to}/code`} kind={kind}>
                  {users.enrol}
                </Action>
              )}
              {lost && !token.proven && <NewCode serial={token.serial} words={enrol} />}
              <LinkButton to={`${to}/link`} text={words.link} />
            </>
          )}
          {drawsPin && <LinkButton to={`${to}/setrandompin`} text={words.setrandompin} />}
          {names.map((name) => (
            <LinkButton to={`${to}/${name}`} text={words[name]} />
          ))}
        </div>
      )}
      {setsPin && (
        <form method="post" action={`${to}/setpin`} class="search">
          <Field name="pin" type="password" label={words.pin} autocomplete="new-password" required />
          <div class="actions">
            <Button kind="secondary">{words.setPin}</Button>
            <LinkButton to={`${to}/removepin`} text={words.removepin} />
          </div>
        </form>
      )}
    </Card>
  );
};
