// Accounts (/accounts): their list, their pages, and the forms that make and change one, which only
// administrators see. A key is shown once, in the answer to the form that made it.

import type { Context } from "hono";
import { type AccountJson, Hono } from "../../../src/for-console.ts";
import type { ApiRefusal } from "../api.ts";
import type { SendConsole } from "../frame/frame.tsx";
import { isPastForm, RefusalNotice, sendRefused } from "../frame/refusal.tsx";
import type { ConsoleEnv } from "../frame/session.ts";
import { sendQuestion } from "../parts/action.tsx";
import {
  type AccountFields,
  AccountForm,
  accountFields,
  accountFormFields,
  accountRequest,
  NO_FIELDS,
} from "./account-form.tsx";
import { AccountPage } from "./account-page.tsx";
import { AccountTable } from "./account-table.tsx";
import { ACCOUNTS_PATH, accountPage, NEW_ACCOUNT } from "./account-view.ts";
import { expiryIn, NewKey } from "./new-key.tsx";

/** Not below the list's path, where an account named `new` would meet the form. */
const ONE = "/console/account/:name";

/** What the API gets. */
type Change = { readonly password: string } | { readonly disabled: boolean };

export function accountRoutes(send: SendConsole): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();

  app.get(ACCOUNTS_PATH, async (c) => {
    const reply = await c.var.api.call("GET /accounts");
    if (!reply.ok) return sendRefused(c, send, "accounts", reply);
    const changes = isAdministrator(c, reply.value);
    return send(c, "accounts", (words) => ({
      title: words.accounts.title,
      main: <AccountTable words={words} accounts={reply.value} changes={changes} />,
    }));
  });

  app.get(NEW_ACCOUNT, (c) => form(c, undefined, NO_FIELDS));
  app.post(NEW_ACCOUNT, async (c) => {
    const fields = accountFields(c.var.form);
    const name = c.var.form("name").trim();
    const password = c.var.form("password");
    const more = password === "" ? {} : { password };
    const reply = await c.var.api.call("POST /accounts", { name, ...accountRequest(fields), ...more });
    if (reply.ok) return c.redirect(`${accountPage(name)}?done=accountMade`, 303);
    return isPastForm(reply) ? sendRefused(c, send, "accounts", reply) : form(c, undefined, { ...fields, name }, reply);
  });

  app.get(ONE, async (c) => {
    const found = await find(c);
    if (found instanceof Response) return found;
    const { account, changes } = found;
    return send(c, "accounts", (words) => ({
      title: words.accounts.titleOf(account.name),
      main: <AccountPage words={words} account={account} changes={changes} />,
    }));
  });

  app.get(`${ONE}/change`, async (c) => {
    const found = await find(c);
    return found instanceof Response ? found : form(c, found.account, accountFormFields(found.account));
  });
  app.post(`${ONE}/change`, async (c) => {
    const found = await find(c);
    if (found instanceof Response) return found;
    const { name } = found.account;
    const fields = accountFields(c.var.form);
    const reply = await c.var.api.call("PATCH /accounts/:name", { ...accountRequest(fields), name });
    if (reply.ok) return c.redirect(`${accountPage(name)}?done=accountChanged`, 303);
    return isPastForm(reply) ? sendRefused(c, send, "accounts", reply) : form(c, found.account, fields, reply);
  });

  app.post(`${ONE}/password`, (c) => change(c, { password: c.var.form("password") }, "passwordChanged"));
  app.post(`${ONE}/disable`, (c) => change(c, { disabled: true }, "accountDisabled"));
  app.post(`${ONE}/enable`, (c) => change(c, { disabled: false }, "accountEnabled"));

  app.get(`${ONE}/delete`, (c) => askAbout(c, "confirmDelete", "delete"));
  app.post(`${ONE}/delete`, async (c) => {
    const reply = await c.var.api.call("DELETE /accounts/:name", { name: c.req.param("name") });
    return reply.ok ? c.redirect(`${ACCOUNTS_PATH}?done=accountDeleted`, 303) : sendRefused(c, send, "accounts", reply);
  });

  app.post(`${ONE}/keys`, async (c) => {
    const name = c.req.param("name");
    const expires_at = expiryIn(c.var.form("validity"), Date.now());
    const reply = await c.var.api.call("POST /accounts/:name/keys", { name, expires_at });
    if (!reply.ok) return sendRefused(c, send, "accounts", reply);
    const { key } = reply.value;
    return send(c, "accounts", ({ accounts: words, copying }) => ({
      title: words.keys.made(name),
      main: <NewKey words={words.keys} copying={copying} shown={key} expiresAt={expires_at} back={accountPage(name)} />,
    }));
  });

  app.get(`${ONE}/keys/:id`, (c) => askAbout(c, "confirmDeleteKey", `keys/${encodeURIComponent(c.req.param("id"))}`));
  app.post(`${ONE}/keys/:id`, async (c) => {
    const { name, id } = c.req.param();
    const reply = await c.var.api.call("DELETE /accounts/:name/keys/:id", { name, id });
    return reply.ok ? c.redirect(`${accountPage(name)}?done=keyDeleted`, 303) : sendRefused(c, send, "accounts", reply);
  });

  return app;

  /** Finds the account and whether it may be changed, or returns a page that says why not. */
  async function find(c: Context<ConsoleEnv>): Promise<{ account: AccountJson; changes: boolean } | Response> {
    const reply = await c.var.api.call("GET /accounts");
    if (!reply.ok) return sendRefused(c, send, "accounts", reply);
    const account = reply.value.find(({ name }) => name === c.req.param("name"));
    if (account) return { account, changes: isAdministrator(c, reply.value) };
    return send(
      c,
      "accounts",
      ({ reasons, lost }) => ({ title: lost.title, main: <p class="lead">{reasons["unknown-account"]}</p> }),
      404,
    );
  }

  async function change(
    c: Context<ConsoleEnv>,
    fields: Change,
    done: "passwordChanged" | "accountDisabled" | "accountEnabled",
  ): Promise<Response> {
    const name = c.req.param("name") ?? "";
    const reply = await c.var.api.call("PATCH /accounts/:name", { ...fields, name });
    return reply.ok ? c.redirect(`${accountPage(name)}?done=${done}`, 303) : sendRefused(c, send, "accounts", reply);
  }

  async function askAbout(c: Context<ConsoleEnv>, question: "confirmDelete" | "confirmDeleteKey", action: string) {
    const found = await find(c);
    if (found instanceof Response) return found;
    const { name } = found.account;
    const about = question === "confirmDelete" ? name : `${name}: ${c.req.param("id")}`;
    const at = { back: accountPage(name), action };
    return sendQuestion(c, send, "accounts", at, ({ accounts: { [question]: words } }) => ({ words, about }));
  }

  /** The form of a new account, or of `account`. */
  function form(c: Context<ConsoleEnv>, account: AccountJson | undefined, fields: AccountFields, reply?: ApiRefusal) {
    return send(
      c,
      "accounts",
      (words) => ({
        title: account ? words.accounts.changeTitle(account.name) : words.accounts.newTitle,
        main: (
          <>
            {reply && <RefusalNotice words={words} reply={reply} />}
            <AccountForm
              words={words.accounts}
              fields={fields}
              isNew={!account}
              action={account ? `${accountPage(account.name)}/change` : NEW_ACCOUNT}
              back={account ? accountPage(account.name) : ACCOUNTS_PATH}
              keep={words.confirm.keep}
            />
          </>
        ),
      }),
      reply ? 400 : 200,
    );
  }
}

/** Only an administrator may change accounts. The API checks this again. */
const isAdministrator = (c: Context<ConsoleEnv>, accounts: readonly AccountJson[]): boolean =>
  accounts.some(({ name, rights }) => name === c.var.account.name && rights.includes("*"));
