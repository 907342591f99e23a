// The open logins (GET /token/challenges/), each with a button that cancels it.

import {
  Breakable,
  Card,
  CopyButton,
  corner,
  type OpenLoginJson,
  second,
  Table,
  Time,
} from "../../../src/for-console.ts";
import { Empty } from "../frame/empty.tsx";
import { showPage } from "../frame/frame.tsx";
import type { ConsoleApp } from "../frame/session.ts";
import { Action } from "../parts/action.tsx";
import { Pages } from "../parts/parts.tsx";
import { pageNumber, tokenPage } from "../parts/token-view.ts";
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
              <TransactionTable words={words} challenges={challenges} />
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
}

export const TransactionTable = ({ words: { transactions: words, nav, token, copying }, challenges }: TableProps) => (
  <Table
    caption={nav.transactions}
    captionUnseen
    head={[words.id, second(words.serial), words.opened, words.expires, words.answered, corner(words.action)]}
    rows={challenges.map((challenge) => {
      const id = (
        <span class="copy-row">
          <code>
            <Breakable text={challenge.transaction_id} />
          </code>
          <CopyButton text={challenge.transaction_id} words={copying} />
        </span>
      );
      const serial = <a href={tokenPage(challenge.serial)}>{challenge.serial}</a>;
      const opened = <Time at={challenge.timestamp} />;
      const ends = <Time at={challenge.expiration} />;
      const cancel = <Action to={`${PATH}/${challenge.transaction_id}/cancel`}>{words.cancel}</Action>;
      return [id, serial, opened, ends, challenge.otp_received ? token.yes : token.no, cancel];
    })}
  />
);
