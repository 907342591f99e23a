// The open logins (GET /token/challenges/), each with a button that cancels it.

import {
  addressSaid,
  Breakable,
  Card,
  corner,
  type OpenLoginJson,
  second,
  Table,
  Time,
} from "../../../src/for-console.ts";
import { Serials } from "../audit/audit-table.tsx";
import { Empty } from "../frame/empty.tsx";
import { showPage } from "../frame/frame.tsx";
import type { ConsoleApp } from "../frame/session.ts";
import { PageLink } from "../frame/usual.tsx";
import { Action } from "../parts/action.tsx";
import { FactList } from "../parts/facts.tsx";
import { Copied, Pages } from "../parts/parts.tsx";
import { pageNumber } from "../parts/token-view.ts";
import { userPage } from "../parts/user-view.ts";
import type { ConsoleWords } from "../words/words.ts";

const PATH = "/console/transactions";
const PAGE_SIZE = 15;

export function transactionRoutes(app: ConsoleApp): void {
  app.get(PATH, async (c) => {
    const page = pageNumber(c.req.query("page"));
    const reply = await c.var.api.need("transactions", "GET /token/challenges/", {
      page: String(page),
      pagesize: String(PAGE_SIZE),
    });
    const { challenges, count } = reply.value;
    return showPage(c, "transactions", (words) => ({
      main: (
        <>
          <p class="lead">{words.transactions.lead}</p>
          <Card>
            {challenges.length === 0 ? (
              <Empty of="transactions" text={words.transactions.noneYet} />
            ) : (
              <TransactionTable words={words} challenges={challenges} sees={c.var.account.may("userlist")} />
            )}
            <Pages words={words.pages} path={PATH} search={{}} page={page} size={PAGE_SIZE} count={count} />
          </Card>
        </>
      ),
    }));
  });

  app.post(`${PATH}/:id/cancel`, async (c) => {
    const cancelled = { transaction_id: c.req.param("id") };
    const reply = await c.var.api.need(
      "transactions",
      "DELETE /token/challenges/transaction/:transaction_id",
      cancelled,
    );
    return c.redirect(`${PATH}?done=${reply.value.deleted > 0 ? "cancelled" : "late"}`, 303);
  });
}

interface TableProps {
  readonly words: ConsoleWords;
  readonly challenges: readonly OpenLoginJson[];
  /** Whether the account may see users. */
  readonly sees: boolean;
}

export const TransactionTable = ({ words: all, challenges, sees }: TableProps) => {
  const { transactions: words, nav, token, copying, audit } = all;
  return (
    <Table
      caption={nav.transactions}
      captionUnseen
      head={[
        ...[words.user, second(words.application), words.from, words.opened, words.expires, words.answered],
        corner(words.action),
      ]}
      rows={byLogin(challenges).map(([login, serials]) => {
        const { user, realm, client, country, transaction_id: id } = login;
        const name = `${user}@${realm}`;
        const who = sees ? <PageLink to={userPage(realm, user)} text={name} /> : <Breakable text={name} />;
        const copied = <Copied text={id} words={copying} />;
        const phones = <Serials text={serials} names={undefined} />;
        const target = login.application || login.administrator;
        const where = (
          <>
            {addressSaid(client, audit)}
            {country !== "" && <div class="quiet">{country}</div>}
          </>
        );
        const person = (
          <>
            {who}
            <details>
              <summary>{words.details}</summary>
              <FactList
                facts={[
                  [words.id, copied],
                  [words.serial, phones],
                ]}
              />
            </details>
          </>
        );
        return [
          ...[person, target, where],
          <Time at={login.timestamp} form="near" />,
          <Time at={login.expiration} form="near" />,
          challenges.some((one) => one.transaction_id === id && one.otp_received) ? token.yes : token.no,
          <Action to={`${PATH}/${id}/cancel`}>{words.cancel}</Action>,
        ];
      })}
    />
  );
};

/** Each login once, with the serials of the phones that may answer it. */
const byLogin = (challenges: readonly OpenLoginJson[]): readonly (readonly [OpenLoginJson, string])[] =>
  [...Map.groupBy(challenges, ({ transaction_id: id }) => id).values()].flatMap((same) =>
    same.slice(0, 1).map((login) => [login, same.map(({ serial }) => serial).join(",")] as const),
  );
