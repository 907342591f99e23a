// The page of one account: its facts, what can be changed, its API keys and, apart, its deletion.

import {
  type AccountJson,
  type ApiKeyJson,
  Badge,
  Button,
  Card,
  Field,
  Table,
  Time,
} from "../../../src/for-console.ts";
import { LinkButton } from "../frame/usual.tsx";
import { Action, DangerCard } from "../parts/action.tsx";
import { FactList } from "../parts/facts.tsx";
import { LINKS_PATH } from "../parts/link-table.tsx";
import { Select } from "../parts/parts.tsx";
import type { ConsoleWords } from "../words/words.ts";
import { accountPage } from "./account-view.ts";
import { VALIDITIES } from "./new-key.tsx";

interface Props {
  readonly words: ConsoleWords;
  readonly account: AccountJson;
  /** Whether the signed-in account may change it. */
  readonly changes: boolean;
  readonly adminRealm: string;
}

export const AccountPage = ({ words, account, changes, adminRealm }: Props) => {
  const own = words.accounts;
  const to = accountPage(account.name);
  const confirms = account.person || account.rights.includes("*");
  const phoneOf = `${LINKS_PATH}/new?${new URLSearchParams({ user: account.name, realm: adminRealm })}`;
  return (
    <>
      <div class="beside">
        <Card title={own.facts}>
          <FactList facts={factsOf(account, words)} />
          {changes && (
            <div class="actions">
              {confirms && !account.second_factor && <Button href={phoneOf}>{own.registerPhone}</Button>}
              <Button href={`${to}/change`} kind={confirms && !account.second_factor ? "secondary" : "primary"}>
                {own.change}
              </Button>
              {account.disabled ? (
                <Action to={`${to}/enable`}>{own.enable}</Action>
              ) : (
                <Action to={`${to}/disable`}>{own.disable}</Action>
              )}
            </div>
          )}
        </Card>
        <Card title={own.keys.title}>
          {account.keys.length === 0 ? <p>{own.keys.none}</p> : <Keys {...{ words, account, changes }} />}
          {changes && (
            <form method="post" action={`${to}/keys`} class="search">
              <Select
                name="validity"
                label={own.keys.validity}
                value="year"
                options={VALIDITIES.map((name) => [name, own.keys.validities[name]])}
              />
              <Button kind="secondary">{own.keys.make}</Button>
            </form>
          )}
        </Card>
      </div>
      {changes && (
        <>
          <Card title={own.newPassword}>
            <form method="post" action={`${to}/password`} class="search">
              <Field name="password" type="password" label={own.password} autocomplete="new-password" required />
              <Button kind="secondary">{own.setPassword}</Button>
              <p class="hint">{own.newPasswordHint}</p>
            </form>
          </Card>
          <DangerCard title={own.apart} to={`${to}/delete`} go={own.delete} />
        </>
      )}
    </>
  );
};

function factsOf(account: AccountJson, { accounts: words, token }: ConsoleWords) {
  const texts: Readonly<Record<string, string>> = words.rightTexts;
  const state = account.disabled ? <Badge kind="warning">{words.disabled}</Badge> : words.active;
  const lastUse = <Time at={account.last_used_at} none={token.never} />;
  const created = <Time at={account.created_at} />;
  const rights = (
    <ul>
      {account.rights.map((right) => (
        <li>{texts[right] ?? right}</li>
      ))}
    </ul>
  );
  return [
    [token.state, state],
    [words.rights, account.rights.length === 0 ? words.noRights : rights],
    [words.realms, account.realms?.join(", ") ?? words.everyRealm],
    [words.password, account.password ? token.yes : words.noPassword],
    [
      words.secondFactor,
      account.second_factor ? token.yes : account.person ? <Badge kind="warning">{words.needsPhone}</Badge> : token.no,
    ],
    [words.lastUse, lastUse],
    [token.created, created],
  ] as const;
}

const Keys = ({ words: { accounts, token }, account, changes }: Omit<Props, "adminRealm">) => {
  const { keys: words } = accounts;
  const cells = ({ id, created_at, expires_at, last_used_at }: ApiKeyJson) => [
    <code>{id}</code>,
    <Time at={created_at} />,
    <Time at={last_used_at} none={token.never} />,
    <Time at={expires_at} none={words.validities.never} />,
  ];
  const head = [words.id, token.created, accounts.lastUse, words.expires];
  return (
    <Table
      caption={words.title}
      captionUnseen
      long
      head={changes ? [...head, words.action] : head}
      rows={account.keys.map((key) => {
        if (!changes) return cells(key);
        const remove = <LinkButton to={`${accountPage(account.name)}/keys/${key.id}`} text={words.delete} />;
        return [...cells(key), remove];
      })}
    />
  );
};
