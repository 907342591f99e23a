// The open enrolment links (GET /token/enrollmentlink), each with a button that withdraws it.

import { Button, Card } from "../../../src/for-console.ts";
import { Empty } from "../frame/empty.tsx";
import { showPage } from "../frame/frame.tsx";
import type { ConsoleApp } from "../frame/session.ts";
import { sendQuestion } from "../parts/action.tsx";
import { CursorPages, cursorIn } from "../parts/cursor-pages.tsx";
import { LINKS_PATH, LinkTable } from "../parts/link-table.tsx";
import { chosenOrder, chosenSize, isLong, ListView, pageSize } from "../parts/list-view.tsx";
import { isWhole } from "../parts/search.ts";
import { SearchCard } from "../parts/search-card.tsx";

const ORDERS = ["endsLast", "endsFirst"] as const;
const LIST = "GET /token/enrollmentlink";

export function linkRoutes(app: ConsoleApp): void {
  app.get(LINKS_PATH, async (c) => {
    const text = (name: string) => c.req.query(name)?.trim() ?? "";
    const [user, realm, serial] = [text("user"), text("realm"), text("serial")];
    // A search by serial has its own order, that of the serials.
    const orders = serial === "" ? ORDERS : [];
    const order = chosenOrder(c, orders);
    const search = { user, realm, serial, order, pagesize: chosenSize(c) };
    const reply = await c.var.api.need("links", LIST, {
      user,
      realm,
      serial,
      ...(order === "endsFirst" ? { sortdir: "asc" } : {}),
      ...cursorIn(c),
      pagesize: pageSize(search.pagesize),
    });
    const { links } = reply.value;
    const enrols = c.var.account.may("enrollTIQR");
    return showPage(c, "links", ({ links: words, tokens, pages }) => ({
      main: (
        <>
          <p class="lead">{words.lead}</p>
          <p class="actions">
            {enrols && <Button href={`${LINKS_PATH}/new`}>{words.make}</Button>}
            {/* An account that may not see tokens finds no other link to it. */}
            {enrols && !c.var.account.may("tokenlist") && (
              <Button href="/console/enrol" kind="secondary">
                {tokens.enrol}
              </Button>
            )}
          </p>
          <SearchCard words={tokens} path={LINKS_PATH} fields={["user", "realm", "serial"]} search={search} />
          <Card>
            {links.length === 0 ? (
              isWhole(search) ? (
                <Empty
                  of="links"
                  text={words.noneYet}
                  begin={enrols ? { to: `${LINKS_PATH}/new`, text: words.make } : undefined}
                />
              ) : (
                <p>{reply.value.after === null ? pages.nothingFound : pages.nothingYet}</p>
              )
            ) : (
              <LinkTable words={words} links={links} sees={c.var.account.may("tokenlist")} />
            )}
            <CursorPages words={pages} path={LINKS_PATH} search={search} rows={links.length} reply={reply.value} />
            <ListView words={pages} path={LINKS_PATH} search={search} isLong={isLong(reply.value)} orders={orders} />
          </Card>
        </>
      ),
    }));
  });

  app.get(`${LINKS_PATH}/:id/withdraw`, async (c) => {
    const id = c.req.param("id");
    const reply = await c.var.api.need("links", LIST, { id });
    const link = reply.value.links[0];
    if (!link) return c.redirect(`${LINKS_PATH}?done=linkOver`, 303);
    const at = { back: LINKS_PATH, action: `${encodeURIComponent(id)}/withdraw` };
    return sendQuestion(c, "links", at, ({ confirm: { withdraw } }) => ({
      words: { ...withdraw, text: withdraw.text(link.user, link.realm) },
    }));
  });

  app.post(`${LINKS_PATH}/:id/withdraw`, async (c) => {
    const reply = await c.var.api.need("links", "DELETE /token/enrollmentlink/:id", { id: c.req.param("id") });
    return c.redirect(`${LINKS_PATH}?done=${reply.value > 0 ? "withdrawn" : "linkOver"}`, 303);
  });
}
