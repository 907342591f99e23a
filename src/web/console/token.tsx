// One token: what it is, what can be done to it, what has happened to it, and its open logins.

import { type Context, Hono } from "hono";
import { Button, Card, Field } from "../components.tsx";
import type { ConsoleWords } from "../words/console-en.ts";
import { type Reply, tokenPath } from "./api.ts";
import { AuditTable, type Entry } from "./audit.tsx";
import { Action, Confirm, Refusal, type SendConsole, sendRefused } from "./frame.tsx";
import { type LinkJson, LinkTable } from "./links.tsx";
import { Time, TokenState } from "./parts.tsx";
import type { Account, ConsoleEnv } from "./session.ts";
import { type TokenJson, tokenPage } from "./token-view.ts";
import { TransactionTable } from "./transactions.tsx";

/** Done at once, or after a question. Each is POST /token/<action>/<serial> of the API but for `delete`. */
const ACTIONS = {
  enable: { right: "enable", done: "enabled", asks: false },
  disable: { right: "disable", done: "disabled", asks: false },
  reset: { right: "reset", done: "reset", asks: false },
  unassign: { right: "unassign", done: "unassigned", asks: true },
  revoke: { right: "revoke", done: "revoked", asks: true },
  delete: { right: "delete", done: "deleted", asks: true },
} as const;
type ActionName = keyof typeof ACTIONS;
const SHOWN_ENTRIES = 10;
const PATH = "/console/tokens/:serial";

export function tokenRoutes(send: SendConsole): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();

  app.get(PATH, async (c) => {
    const found = await findToken(c, send);
    if (found instanceof Response) return found;
    const { api, account } = c.var;
    const { serial } = found;
    const [history, open, out] = await Promise.all([
      // A row may name several tokens.
      api.get("/audit/", { serial: `*${serial}*`, page_size: "50" }),
      api.get(tokenPath("challenges", serial)),
      account.may("enrollTIQR") ? api.get("/token/enrollmentlink", { serial, pagesize: "50" }) : undefined,
    ]);
    // The API reads a serial in any case.
    const links = out?.ok ? out.value.links.filter((link: LinkJson) => link.serial === serial) : [];
    return send(c, "tokens", (words) => ({
      title: words.token.title(serial),
      main: <TokenPage token={found} account={account} history={history} open={open} links={links} words={words} />,
    }));
  });

  for (const [name, { done, asks }] of Object.entries(ACTIONS) as [ActionName, (typeof ACTIONS)[ActionName]][]) {
    if (asks) app.get(`${PATH}/${name}`, (c) => askAbout(c, send, name as Question));
    app.post(`${PATH}/${name}`, async (c) => {
      const serial = c.req.param("serial");
      const { api } = c.var;
      const reply = await (name === "delete" ? api.delete(tokenPath("", serial)) : api.post(tokenPath(name, serial)));
      if (!reply.ok) return sendRefused(c, send, "tokens", reply);
      return c.redirect(`${name === "delete" ? "/console/tokens" : tokenPage(serial)}?done=${done}`, 303);
    });
  }

  app.post(`${PATH}/setpin`, async (c) => {
    const serial = c.req.param("serial");
    const { pin } = await c.req.parseBody();
    const reply = await c.var.api.post(tokenPath("setpin", serial), { otppin: typeof pin === "string" ? pin : "" });
    return reply.ok ? c.redirect(`${tokenPage(serial)}?done=pin`, 303) : sendRefused(c, send, "tokens", reply);
  });

  return app;
}

/** What is asked about a token before it is done: keys of `words.confirm`, and last parts of paths. */
type Question = "unassign" | "revoke" | "delete" | "link" | "replace";

/** A question about the token of the path, which it names. */
export async function askAbout(c: Context<ConsoleEnv>, send: SendConsole, name: Question): Promise<Response> {
  const token = await findToken(c, send);
  if (token instanceof Response) return token;
  const to = tokenPage(token.serial);
  return send(c, "tokens", ({ confirm }) => {
    const about = confirm.about(token.serial, token.username, token.user_realm);
    const kind = name === "link" ? "primary" : "danger";
    const { keep, [name]: words } = confirm;
    return {
      title: words.title,
      main: <Confirm words={words} about={about} keep={keep} to={`${to}/${name}`} back={to} kind={kind} />,
    };
  });
}

/** The token of the path, or the page that says why not. */
export async function findToken(c: Context<ConsoleEnv>, send: SendConsole): Promise<TokenJson | Response> {
  const serial = c.req.param("serial") ?? "";
  const reply = await c.var.api.get("/token/", { serial });
  if (!reply.ok) return sendRefused(c, send, "tokens", reply);
  // The API reads `*` in a serial as any characters.
  const token = reply.value.tokens.find((one: TokenJson) => one.serial === serial);
  return (
    token ?? send(c, "tokens", ({ token: words }) => ({ title: words.notFound, main: <NoToken words={words} /> }), 404)
  );
}

const NoToken = ({ words }: { words: ConsoleWords["token"] }) => (
  <div class="narrow">
    <Card>
      <p class="lead">{words.notFoundText}</p>
      <p class="actions">
        <Button href="/console/tokens">{words.all}</Button>
      </p>
    </Card>
  </div>
);

interface Props {
  readonly token: TokenJson;
  readonly account: Account;
  readonly history: Reply;
  readonly open: Reply;
  readonly links: readonly LinkJson[];
  readonly words: ConsoleWords;
}

const TokenPage = ({ token, account, history, open, links, words }: Props) => {
  const { token: own, pages } = words;
  const to = tokenPage(token.serial);
  return (
    <>
      <Card title={own.facts}>
        <Facts token={token} words={words} />
      </Card>
      <Card title={own.actions}>
        <Actions token={token} account={account} words={own} />
        {account.may("setpin") && !token.revoked && (
          <form method="post" action={`${to}/setpin`} class="search">
            <Field name="pin" type="password" label={own.pin} hint={own.pinHint} autocomplete="new-password" />
            <Button kind="secondary">{own.setPin}</Button>
          </form>
        )}
      </Card>
      {links.length > 0 && (
        <Card title={words.links.title}>
          <LinkTable words={words.links} links={links} />
        </Card>
      )}
      <Card title={own.open}>
        {!open.ok ? (
          <Refusal words={words} reply={open} />
        ) : open.value.count === 0 ? (
          <p>{pages.none}</p>
        ) : (
          <TransactionTable words={words.transactions} challenges={open.value.challenges} yes={own.yes} no={own.no} />
        )}
      </Card>
      <Card title={own.history}>
        {history.ok ? (
          <>
            <AuditTable words={words.audit} entries={entriesOf(history, token.serial)} />
            <p>
              <a href={`/console/audit?serial=${encodeURIComponent(`*${token.serial}*`)}`}>{own.more}</a>
            </p>
          </>
        ) : (
          <Refusal words={words} reply={history} />
        )}
      </Card>
    </>
  );
};

/** Without those of a longer serial that has this one in it. */
const entriesOf = ({ value }: Reply, serial: string) =>
  value.auditdata.filter((entry: Entry) => entry.serial.split(",").includes(serial)).slice(0, SHOWN_ENTRIES);

const Facts = ({ token, words: { token: words, state, tokens } }: { token: TokenJson; words: ConsoleWords }) => {
  const { info, enrollment } = token;
  const stateNow = <TokenState token={token} words={state} />;
  const suite = <code>{info.ocrasuite}</code>;
  const created = <Time at={info.creation_date} />;
  const lastLogin = info.last_auth ? <Time at={info.last_auth} /> : words.never;
  const facts = [
    [words.user, token.username || tokens.nobody],
    [words.realm, token.user_realm],
    [words.description, token.description],
    [words.state, stateNow],
    [words.enrolment, state[enrollment.state]],
    [words.uses, String(enrollment.qr_code_uses)],
    [words.failures, `${token.failcount}/${token.maxfail}`],
    [words.suite, suite],
    [words.created, created],
    [words.lastLogin, lastLogin],
  ] as const;
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
};

const Actions = ({ token, account, words }: { token: TokenJson; account: Account; words: ConsoleWords["token"] }) => {
  const to = tokenPage(token.serial);
  const offered: Readonly<Record<ActionName, boolean>> = {
    enable: !token.revoked && !token.active,
    disable: !token.revoked && token.active,
    reset: !token.revoked && token.failcount > 0,
    unassign: !token.revoked && token.username !== "",
    revoke: !token.revoked,
    delete: true,
  };
  const names = (Object.keys(ACTIONS) as ActionName[]).filter(
    (name) => offered[name] && account.may(ACTIONS[name].right),
  );
  return (
    <div class="actions">
      {account.may("enrollTIQR") && !token.revoked && token.username !== "" && (
        <>
          <Button href={`${to}/replace`}>{words.replace}</Button>
          <Button href={`${to}/link`} kind="secondary">
            {words.link}
          </Button>
        </>
      )}
      {names.map((name) =>
        ACTIONS[name].asks ? (
          <Button href={`${to}/${name}`} kind={name === "unassign" ? "secondary" : "danger"}>
            {words[name]}
          </Button>
        ) : (
          <Action to={`${to}/${name}`}>{words[name]}</Action>
        ),
      )}
    </div>
  );
};
