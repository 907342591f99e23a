// The list of tokens: search, filter, page (GET /token/).

import { Hono } from "../../http/hono.ts";
import { Breakable } from "../ui/breakable.tsx";
import { Button, Card } from "../ui/components.tsx";
import { Table } from "../ui/table.tsx";
import { CursorPages, cursorIn } from "./cursor-pages.tsx";
import type { SendConsole } from "./frame.tsx";
import { SearchFields, Select, TokenState } from "./parts.tsx";
import { sendRefused } from "./refusal.tsx";
import { anywhereOf, beginningOf } from "./search.ts";
import type { ConsoleEnv } from "./session.ts";
import { tokenPage } from "./token-view.ts";
import { UNLOCK } from "./unlock.tsx";
import { userPage } from "./user-view.ts";

const PAGE_SIZE = 15;
const PATH = "/console/tokens";

/** The API's filters for each state in the search. */
const STATES = {
  all: {},
  active: { active: "true", revoked: "false" },
  disabled: { active: "false", revoked: "false" },
  revoked: { revoked: "true" },
  /** The same filter as in the count on the overview. */
  locked: { failcounter_exceeded: "true", revoked: "false" },
  waiting: { rollout_state: "clientwait" },
} as const;
type State = keyof typeof STATES;

export function tokenListRoutes(send: SendConsole): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  app.get(PATH, async (c) => {
    const asked = (name: string) => c.req.query(name)?.trim() ?? "";
    const [user, realm, serial] = [asked("user"), asked("realm"), asked("serial")];
    const state: State = Object.hasOwn(STATES, asked("state")) ? (asked("state") as State) : "all";
    const reply = await c.var.api.call("GET /token/", {
      username: beginningOf(user),
      realm,
      serial: beginningOf(serial),
      ...STATES[state],
      ...cursorIn(c),
      pagesize: String(PAGE_SIZE),
    });
    if (!reply.ok) return sendRefused(c, send, "tokens", reply);
    const { tokens } = reply.value;
    const sees = c.var.account.may("userlist");
    const search = { user, realm, serial, state };
    const anywhere = { ...search, user: anywhereOf(user), serial: anywhereOf(serial) };
    const isNarrow = anywhere.user !== user || anywhere.serial !== serial;
    return send(c, "tokens", ({ tokens: words, unlock, state: states, pages }) => ({
      title: words.title,
      main: (
        <>
          <p class="actions">
            {c.var.account.may("enrollTIQR") && <Button href="/console/enrol">{words.enrol}</Button>}
            {c.var.account.may("reset") && state === "locked" && (
              <Button href={UNLOCK} kind="secondary">
                {unlock.link}
              </Button>
            )}
          </p>
          <Card>
            <search aria-label={words.filter}>
              <form method="get" action={PATH} class="search">
                <SearchFields
                  fields={[
                    ["user", words.user],
                    ["realm", words.realm],
                    ["serial", words.serial],
                  ]}
                  values={search}
                />
                <Select
                  name="state"
                  label={words.status}
                  value={state}
                  options={(Object.keys(STATES) as State[]).map((key) => [key, words[key]])}
                />
                <Button>{words.search}</Button>
                <p class="hint">{words.anything}</p>
              </form>
            </search>
          </Card>
          <Card>
            {tokens.length === 0 ? (
              <>
                <p>{reply.value.count_exact ? pages.nothingFound : pages.nothingYet}</p>
                {isNarrow && (
                  <p>
                    <a href={`${PATH}?${new URLSearchParams(anywhere)}`}>{words.anywhere}</a>
                  </p>
                )}
              </>
            ) : (
              <Table
                caption={words.caption}
                head={[words.serial, words.user, words.realm, words.status, words.failures]}
                rows={tokens.map((token) => {
                  const serial = (
                    <a href={tokenPage(token.serial)}>
                      <Breakable text={token.serial} />
                    </a>
                  );
                  const stateNow = <TokenState token={token} words={states} />;
                  const failures = `${token.failcount}/${token.maxfail}`;
                  const { username, user_realm: realm } = token;
                  const user =
                    sees && username !== "" ? (
                      <a href={userPage(realm, username)}>{<Breakable text={username} />}</a>
                    ) : (
                      username
                    );
                  return [serial, user || words.noUser, token.user_realm, stateNow, failures];
                })}
              />
            )}
            <CursorPages words={pages} path={PATH} search={search} rows={tokens.length} reply={reply.value} />
          </Card>
        </>
      ),
    }));
  });
  return app;
}
