// Accounts (/accounts): their list, their pages, and the forms that make and change one, which only
// administrators see. A key is shown once, in the answer to the form that made it.

import { type AccountJson, Badge, type Form, second, Time } from "../../../src/for-console.ts";
import type { ApiRefusal } from "../api.ts";
import { showPage } from "../frame/frame.tsx";
import { Instead, sendForm } from "../frame/refusal.tsx";
import type { ConsoleApp, ConsoleContext } from "../frame/session.ts";
import { PageLink } from "../frame/usual.tsx";
import { sendQuestion } from "../parts/action.tsx";
import { MadeList } from "../parts/made-list.tsx";
import type { ConsoleWords } from "../words/words.ts";
import {
  type AccountFields,
  AccountForm,
  accountFields,
  accountFormFields,
  accountRequest,
  NO_FIELDS,
} from "./account-form.tsx";
import { AccountPage } from "./account-page.tsx";
import { ACCOUNTS_PATH, accountPage, NEW_ACCOUNT, rightsIn } from "./account-view.ts";
import { expiryIn, NewKey } from "./new-key.tsx";

const ONE = "/console/account/:name";

export function accountRoutes(app: ConsoleApp): void {
  app.get(ACCOUNTS_PATH, async (c) => {
    const { value: accounts } = await c.var.api.need("accounts", "GET /accounts");
    const changes = isAdministrator(c, accounts);
    return showPage(c, "accounts", (words) => ({
      main: <AccountTable words={words} accounts={accounts} changes={changes} />,
    }));
  });

  app.get(NEW_ACCOUNT, (c) => form(c, undefined, NO_FIELDS));
  app.post(NEW_ACCOUNT, async (c) => {
    const fields = accountFields(c.var.form);
    const name = c.var.form("name").trim();
    const password = c.var.form("password");
    const more = password === "" ? {} : { password };
    const reply = await c.var.api.call("POST /accounts", { name, ...accountRequest(fields), ...more });
    if (!reply.ok) return form(c, undefined, { ...fields, name }, reply);
    return c.redirect(`${accountPage(name)}?done=accountMade`, 303);
  });

  app.get(ONE, async (c) => {
    const { account, changes } = await find(c);
    return showPage(c, "accounts", (words) => ({
      title: words.accounts.titleOf(account.name),
      main: <AccountPage {...{ words, account, changes }} adminRealm={c.var.deps.settings.adminRealm} />,
    }));
  });

  app.get(`${ONE}/change`, async (c) => {
    const { account } = await find(c);
    return form(c, account, accountFormFields(account));
  });
  app.post(`${ONE}/change`, async (c) => {
    const { account } = await find(c);
    const { name } = account;
    const fields = accountFields(c.var.form);
    const reply = await c.var.api.call("PATCH /accounts/:name", { ...accountRequest(fields), name });
    if (!reply.ok) return form(c, account, fields, reply);
    return c.redirect(`${accountPage(name)}?done=accountChanged`, 303);
  });

  for (const [action, done, changeIn] of [
    ["password", "passwordChanged", (field: Form) => ({ password: field("password") })],
    ["disable", "accountDisabled", () => ({ disabled: true })],
    ["enable", "accountEnabled", () => ({ disabled: false })],
  ] as const)
    app.post(`${ONE}/${action}`, async (c) => {
      const name = c.req.param("name");
      await c.var.api.need("accounts", "PATCH /accounts/:name", { ...changeIn(c.var.form), name });
      return c.redirect(`${accountPage(name)}?done=${done}`, 303);
    });

  app.get(`${ONE}/delete`, (c) => askAbout(c, "confirmDelete", "delete"));
  app.post(`${ONE}/delete`, async (c) => {
    await c.var.api.need("accounts", "DELETE /accounts/:name", { name: c.req.param("name") });
    return c.redirect(`${ACCOUNTS_PATH}?done=accountDeleted`, 303);
  });

  app.post(`${ONE}/keys`, async (c) => {
    const name = c.req.param("name");
    const expires_at = expiryIn(c.var.form("validity"), Date.now());
    const { value } = await c.var.api.need("accounts", "POST /accounts/:name/keys", { name, expires_at });
    return showPage(c, "accounts", ({ accounts: { keys: words }, copying }) => ({
      title: words.made(name),
      main: <NewKey {...{ words, copying }} apiKey={value.key} expiresAt={expires_at} back={accountPage(name)} />,
    }));
  });

  app.get(`${ONE}/keys/:id`, (c) => askAbout(c, "confirmDeleteKey", `keys/${encodeURIComponent(c.req.param("id"))}`));
  app.post(`${ONE}/keys/:id`, async (c) => {
    const { name, id } = c.req.param();
    await c.var.api.need("accounts", "DELETE /accounts/:name/keys/:id", { name, id });
    return c.redirect(`${accountPage(name)}?done=keyDeleted`, 303);
  });
}

/** Finds the account and whether it may be changed, or shows a page that says why not. */
async function find(c: ConsoleContext): Promise<{ account: AccountJson; changes: boolean }> {
  const { value: accounts } = await c.var.api.need("accounts", "GET /accounts");
  const account = accounts.find(({ name }) => name === c.req.param("name"));
  if (account) return { account, changes: isAdministrator(c, accounts) };
  throw new Instead(() =>
    showPage(
      c,
      "accounts",
      ({ reasons, lost }) => ({ title: lost.title, main: <p class="lead">{reasons["unknown-account"]}</p> }),
      404,
    ),
  );
}

async function askAbout(c: ConsoleContext, question: "confirmDelete" | "confirmDeleteKey", action: string) {
  const { name } = (await find(c)).account;
  const about = question === "confirmDelete" ? name : `${name}: ${c.req.param("id")}`;
  const at = { back: accountPage(name), action };
  return sendQuestion(c, "accounts", at, ({ accounts: { [question]: words } }) => ({ words, about }));
}

/** The form of a new account, or of `account`. */
function form(c: ConsoleContext, account: AccountJson | undefined, fields: AccountFields, reply?: ApiRefusal) {
  const to = account && accountPage(account.name);
  return sendForm(c, "accounts", reply, ({ accounts: words, confirm: { keep } }) => ({
    title: account ? words.changeTitle(account.name) : words.add,
    isNarrow: false,
    form: (
      <AccountForm
        words={words}
        fields={fields}
        isNew={!account}
        action={to ? `${to}/change` : NEW_ACCOUNT}
        send={account ? words.goChange : words.goMake}
        to={to ?? ACCOUNTS_PATH}
        leave={keep}
      />
    ),
  }));
}

/** Only an administrator may change accounts. The API checks this again. */
const isAdministrator = (c: ConsoleContext, accounts: readonly AccountJson[]): boolean =>
  accounts.some(({ name, rights }) => name === c.var.account.name && rights.includes("*"));

interface TableProps {
  readonly words: ConsoleWords;
  readonly accounts: readonly AccountJson[];
  readonly changes: boolean;
}

const AccountTable = ({ words: { accounts: words, token }, accounts, changes }: TableProps) => (
  <MadeList
    of="accounts"
    words={words}
    addAt={changes ? NEW_ACCOUNT : undefined}
    head={[words.name, second(words.rights), words.realms, words.lastUse, words.secondFactor, words.keys.title]}
    rows={accounts.map((account) => [
      <>
        <PageLink to={accountPage(account.name)} text={account.name} />
        {account.disabled && (
          <>
            {" "}
            <Badge kind="warning">{words.disabled}</Badge>
          </>
        )}
      </>,
      rightsIn(words, account.rights),
      account.realms?.join(", ") ?? words.everyRealm,
      <Time at={account.last_used_at} none={token.never} />,
      account.second_factor ? token.yes : token.no,
      account.keys.length === 0 ? "" : String(account.keys.length),
    ])}
  />
);
