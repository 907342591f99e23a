// The list of users, with search and pages by cursor (GET /user/). A name leads to the user's page.

import type { Context } from "hono";
import { away, BLOCKED_FILTERS, Button, Card, second, Table, Time } from "../../../src/for-console.ts";
import { BLOCK_MANY, mayBlockMany } from "../desk/block-many.tsx";
import { BlockBadge } from "../desk/block-view.tsx";
import { Empty } from "../frame/empty.tsx";
import { showPage } from "../frame/frame.tsx";
import type { ConsoleApp, Viewer } from "../frame/session.ts";
import { LinkButton, WayOn } from "../frame/usual.tsx";
import { CursorPages, cursorIn, ExportLink } from "../parts/cursor-pages.tsx";
import { LOOK_SIZE, sendExport } from "../parts/export.ts";
import { chosenOrder, chosenSize, isLong, ListView, pageSize } from "../parts/list-view.tsx";
import { Select } from "../parts/parts.tsx";
import { addressWith, anywhereOf, isWhole } from "../parts/search.ts";
import { Found, SearchCard } from "../parts/search-card.tsx";
import { IMPORT, mayImport, pageOfUser, USERS_PATH } from "../parts/user-view.ts";
import type { ConsoleWords } from "../words/words.ts";
import { fieldsOf } from "./find-without-phone.ts";
import { INVITE, mayInvite } from "./invite.tsx";
import { PhonesCell, PhonesSelect, phonesIn } from "./phones-cell.tsx";

/** The API's order for each choice. A search is ordered by name. */
const ORDERS = { newest: { sortdir: "desc" }, oldest: { sortdir: "asc" } } as const;
const ALL_ORDERS = Object.keys(ORDERS) as (keyof typeof ORDERS)[];

const FILE = `${USERS_PATH}.csv`;
const COLUMNS = [
  "user",
  "realm",
  "name",
  "email",
  "groups",
  "external_id",
  "created",
  "phones",
  "link_expires",
  "blocked",
  "block_from",
  "block_until",
];

/** The search in the address of the list, and the fields of the API for it. */
function queryIn(c: Context) {
  const text = (name: string) => c.req.query(name)?.trim() ?? "";
  const [user, realm, phones] = [text("user"), text("realm"), phonesIn(text("phones"))];
  const blocked = BLOCKED_FILTERS.find((one) => one === text("blocked")) ?? "";
  const isSearch = [user, realm, phones, blocked].some((one) => one !== "");
  const orders = isSearch ? [] : ALL_ORDERS;
  const order = chosenOrder(c, orders);
  const search = { user, realm, phones, blocked, order, pagesize: chosenSize(c) };
  const ordered = isSearch ? {} : ORDERS[order || "newest"];
  return { search, orders, fields: { ...fieldsOf(search), ...ordered } };
}

/** How to get the first users: from a file, or by enrolling a phone. */
const beginning = ({ jobs, tokens }: ConsoleWords, account: Viewer) => {
  if (mayImport(account)) return { to: IMPORT, text: jobs.import.link };
  return account.may("enrollTIQR") ? { to: "/console/enrol", text: tokens.enrol } : undefined;
};

export function userListRoutes(app: ConsoleApp): void {
  app.get(FILE, async (c) => {
    const { fields } = queryIn(c);
    return sendExport(c, "users", COLUMNS, async (after) => {
      const look = { ...fields, after, pagesize: LOOK_SIZE };
      const reply = await c.var.api.need("users", "GET /user/", look);
      const rows = reply.value.map(
        ({ username: user, created_at: created, link_expires_at, blocked_at, ...others }) => ({
          user,
          created,
          link_expires: link_expires_at,
          blocked: blocked_at,
          ...others,
        }),
      );
      return { rows, after: reply.detail?.after ?? null };
    });
  });

  app.get(USERS_PATH, async (c) => {
    const { search, orders, fields } = queryIn(c);
    const { user, phones, pagesize } = search;
    const reply = await c.var.api.need("users", "GET /user/", {
      ...fields,
      ...cursorIn(c),
      pagesize: pageSize(pagesize),
    });
    const users = reply.value;
    const { after = null, before = null, progress = null } = reply.detail ?? {};
    const pages = { count: users.length, count_exact: after === null, after, before, progress };
    const isNarrow = anywhereOf(user) !== user;
    const nowMs = Date.now();
    return showPage(c, "users", (words) => ({
      main: (
        <>
          <p class="lead">{words.users.lead}</p>
          <p class="actions">
            {c.var.account.may("enrollTIQR") && <Button href="/console/enrol">{words.tokens.enrol}</Button>}
            {mayImport(c.var.account) && <LinkButton to={IMPORT} text={words.jobs.import.link} />}
            {mayBlockMany(c.var.account) && <LinkButton to={BLOCK_MANY} text={words.block.many.title} />}
          </p>
          <SearchCard
            words={words.tokens}
            path={USERS_PATH}
            fields={["user", "realm"]}
            labels={{ user: words.users.person }}
            search={search}
            hint={words.users.anything}
            chosen={phones && words.users.withoutPhone.which[phones]}
          >
            <PhonesSelect words={words.users.withoutPhone} value={phones} />
            <Select
              name="blocked"
              label={words.block.filter}
              value={search.blocked}
              options={[
                ["", words.block.all],
                ...BLOCKED_FILTERS.filter((one) => one !== "directory" || c.var.account.hasDirectory).map(
                  (one) => [one, words.block.which[one]] as const,
                ),
              ]}
            />
          </SearchCard>
          <Card>
            {users.length === 0 ? (
              <>
                {isWhole(search) ? (
                  <Empty of="users" text={words.users.noneYet} begin={beginning(words, c.var.account)} />
                ) : (
                  <p>
                    {after !== null
                      ? words.pages.nothingYet
                      : phones !== "" && isWhole({ ...search, phones: "" })
                        ? words.users.withoutPhone.none[phones]
                        : words.pages.nothingFound}
                  </p>
                )}
                {isNarrow && (
                  <p>
                    <a href={addressWith(USERS_PATH, { ...search, user: anywhereOf(user) })}>{words.tokens.anywhere}</a>
                  </p>
                )}
              </>
            ) : (
              <Table
                caption={words.nav.users}
                captionUnseen
                head={[
                  words.tokens.user,
                  second(words.tokens.realm),
                  second(words.attributes.name),
                  second(words.attributes.email),
                  words.users.phones,
                  away(words.token.created),
                  words.token.lastLogin,
                ]}
                rows={users.map((one) => {
                  const { matched } = one;
                  const name = (
                    <>
                      <a href={pageOfUser(one)}>
                        <Found text={one.username} search={user} />
                      </a>{" "}
                      <BlockBadge user={one} words={words.block} />
                      {(matched?.in === "serial" || matched?.in === "external_id") && (
                        <div class="quiet">
                          <Found text={matched.text} search={user} />
                        </div>
                      )}
                    </>
                  );
                  // An empty cell is left out where rows are stacked.
                  const called = one.name && <Found text={one.name} search={user} />;
                  const email = one.email && <Found text={one.email} search={user} />;
                  const created = <Time at={one.created_at} />;
                  const lastSignIn = <Time at={one.last_sign_in_at} none={words.token.never} />;
                  const has = <PhonesCell words={words.users.withoutPhone} user={one} nowMs={nowMs} />;
                  return [name, one.realm, called, email, has, created, lastSignIn];
                })}
              />
            )}
            {phones !== "" && users.length > 0 && mayInvite(c.var.account) && (
              <WayOn
                to={addressWith(INVITE, { user, realm: search.realm, phones })}
                text={words.users.withoutPhone.button}
              />
            )}
            <CursorPages words={words.pages} path={USERS_PATH} search={search} rows={users.length} reply={pages} />
            <ListView words={words.pages} path={USERS_PATH} search={search} isLong={isLong(pages)} orders={orders} />
            {users.length > 0 && (
              <ExportLink words={words.pages} path={FILE} search={search} after={cursorIn(c).after} />
            )}
          </Card>
        </>
      ),
    }));
  });
}
