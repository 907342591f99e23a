// The list of tokens: search, filter, page, export (GET /token/).

import type { Context } from "hono";
import { Button, Card, type TokenJson } from "../../../src/for-console.ts";
import { Empty } from "../frame/empty.tsx";
import { showPage } from "../frame/frame.tsx";
import type { ConsoleApp } from "../frame/session.ts";
import { LinkButton } from "../frame/usual.tsx";
import { CursorPages, cursorIn, ExportLink } from "../parts/cursor-pages.tsx";
import { LOOK_SIZE, sendExport } from "../parts/export.ts";
import { chosenOrder, chosenSize, isLong, ListView, pageSize } from "../parts/list-view.tsx";
import { Select } from "../parts/parts.tsx";
import { addressWith, anywhereOf, isWhole } from "../parts/search.ts";
import { SearchCard } from "../parts/search-card.tsx";
import { hasMore, maySelect, SelectedActions, SelectPage } from "./many-tokens.tsx";
import { filtersOf, readSearch, STATES, type State } from "./token-search.ts";
import { TokenTable } from "./token-table.tsx";
import { mayUnlockMany, UNLOCK_PATH } from "./unlock.tsx";

const PATH = "/console/tokens";
const FILE = "/console/tokens.csv";

const COLUMNS = ["serial", "user", "realm", "state", "failures", "created", "last_sign_in", "proven", "description"];

const exported = ({
  serial,
  username,
  user_realm,
  state,
  failcount,
  maxfail,
  info,
  proven,
  description,
}: TokenJson) => ({
  serial,
  user: username,
  realm: user_realm,
  state,
  failures: `${failcount}/${maxfail}`,
  created: info.creation_date,
  last_sign_in: info.last_auth,
  proven: proven ? "yes" : "no",
  description,
});

/** The API's order for each choice, for lists whose search does not have its own order. */
const ORDERS = {
  newest: { sortby: "id", sortdir: "desc" },
  oldest: { sortby: "id" },
  user: { sortby: "username" },
  serial: { sortby: "serial" },
} as const;
type Order = keyof typeof ORDERS;
const ALL_ORDERS = Object.keys(ORDERS) as Order[];

/** The search in the address of the list, and the fields of the API for it. */
function queryIn(c: Context) {
  const own = readSearch((name) => c.req.query(name));
  const { user, realm, serial, state } = own;
  const hasOwnOrder = user !== "" || realm !== "" || serial !== "" || state === "locked" || state === "unproven";
  const orders = hasOwnOrder ? [] : ALL_ORDERS;
  const order = chosenOrder(c, orders);
  const search = { ...own, order, pagesize: chosenSize(c) };
  const fields = { ...filtersOf(own), ...(hasOwnOrder ? {} : ORDERS[order || "newest"]) };
  return { search, orders, fields };
}

export function tokenListRoutes(app: ConsoleApp): void {
  app.get(FILE, async (c) => {
    const { fields } = queryIn(c);
    return sendExport(c, "tokens", COLUMNS, async (after) => {
      const look = { ...fields, after, pagesize: LOOK_SIZE };
      const { value } = await c.var.api.need("tokens", "GET /token/", look);
      return { rows: value.tokens.map(exported), after: value.after };
    });
  });

  app.get(PATH, async (c) => {
    const { search, orders, fields } = queryIn(c);
    const { user, serial, state } = search;
    const reply = await c.var.api.need("tokens", "GET /token/", {
      ...fields,
      ...cursorIn(c),
      pagesize: pageSize(search.pagesize),
    });
    const { tokens } = reply.value;
    const anywhere = { ...search, user: anywhereOf(user), serial: anywhereOf(serial) };
    const isNarrow = anywhere.user !== user || anywhere.serial !== serial;
    const selects = maySelect(c.var.account);
    return showPage(c, "tokens", (all) => {
      const { tokens: words, unlock, pages, jobs } = all;
      const enrol = c.var.account.may("enrollTIQR") ? { to: "/console/enrol", text: words.enrol } : undefined;
      return {
        main: (
          <>
            <p class="actions">
              {c.var.account.may("enrollTIQR") && <Button href="/console/enrol">{words.enrol}</Button>}
              {mayUnlockMany(c.var.account) && state === "locked" && <LinkButton to={UNLOCK_PATH} text={unlock.link} />}
            </p>
            <SearchCard
              words={words}
              path={PATH}
              fields={["user", "realm", "serial"]}
              search={search}
              chosen={state === "all" ? undefined : words[state]}
            >
              <Select
                name="state"
                label={words.status}
                value={state}
                options={(Object.keys(STATES) as State[]).map((key) => [key, words[key]])}
              />
            </SearchCard>
            <Card>
              {tokens.length === 0 ? (
                <>
                  {isWhole(search) ? (
                    <Empty of="tokens" text={words.noneYet} begin={enrol} />
                  ) : (
                    <p>{reply.value.after === null ? pages.nothingFound : pages.nothingYet}</p>
                  )}
                  {isNarrow && (
                    <p>
                      <a href={addressWith(PATH, anywhere)}>{words.anywhere}</a>
                    </p>
                  )}
                </>
              ) : (
                <>
                  {selects && tokens.length > 1 && <SelectPage words={jobs} rows={tokens.length} />}
                  <TokenTable words={all} tokens={tokens} account={c.var.account} selects={selects} />
                </>
              )}
              {selects && tokens.length > 0 && (
                <SelectedActions
                  words={jobs}
                  account={c.var.account}
                  search={search}
                  more={hasMore(tokens.length, reply.value)}
                />
              )}
              <CursorPages words={pages} path={PATH} search={search} rows={tokens.length} reply={reply.value} />
              <ListView words={pages} path={PATH} search={search} isLong={isLong(reply.value)} orders={orders} />
              {tokens.length > 0 && <ExportLink words={pages} path={FILE} search={search} after={cursorIn(c).after} />}
            </Card>
          </>
        ),
      };
    });
  });
}
