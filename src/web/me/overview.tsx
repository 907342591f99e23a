// /me: a person's phones, PIN, sessions and recent sign-ins.

import { hasPin } from "../../core/me/myself.ts";
import type { BrowserSession } from "../../core/ports/oidc/browser-sessions.ts";
import type { OwnAccount, OwnSession, OwnSignIn } from "../../core/ports/people/me.ts";
import type { SelfServiceAct } from "../../core/self-service.ts";
import type { Clock } from "../../core/token/lock.ts";
import { isUnproven, type TokenRecord, tokenState } from "../../core/token.ts";
import { Badge, Button, ButtonLine, Card, Notice } from "../ui/components.tsx";
import type { Page } from "../ui/page/page.tsx";
import { Table } from "../ui/table.tsx";
import { addressSaid, Breakable, Time } from "../ui/text.tsx";
import { OwnForm } from "./own-form.tsx";
import { notMePath } from "./own-pages.ts";
import { type MeWords, phoneName, phoneNameOf, signInSaid } from "./parts.tsx";

export interface OverviewData {
  readonly session: BrowserSession;
  readonly account: OwnAccount;
  /** The name of each session in forms. */
  readonly handles: ReadonlyMap<string, string>;
  readonly clock: Clock;
  readonly service: string;
  readonly done: string | undefined;
  readonly may: readonly SelfServiceAct[];
}

export const overviewPage = (data: OverviewData, words: MeWords): Page => {
  const { session, account, service, done } = data;
  const said = done !== undefined && Object.hasOwn(words.done, done) ? words.done[done] : undefined;
  return {
    title: words.title,
    script: "page.js",
    main: (
      <>
        <div class="hero">
          <h1>{words.title}</h1>
          <p class="lead">
            <Breakable text={words.lead(session.user, service)} />
          </p>
        </div>
        {said && <Notice kind="success" text={said} />}
        <Card title={words.phones.title}>
          <Table
            caption={words.phones.title}
            captionUnseen
            head={words.phones.head}
            rows={account.tokens.map((token) => phoneRow(token, data.clock, words))}
          />
          {data.may.includes("add") && (
            <ButtonLine href="/me/add" kind="secondary">
              {words.add.title}
            </ButtonLine>
          )}
        </Card>
        {data.may.includes("pin") && <Pin account={account} words={words.pin} />}
        {data.may.includes("recovery") && <Recovery left={account.recoveryCodesLeft ?? 0} words={words.recovery} />}
        <Sessions shown={data} words={words} />
        <SignIns account={account} words={words} />
        <form class="form" method="post" action="/oidc/logout">
          <ButtonLine kind="secondary">{words.signOut}</ButtonLine>
        </form>
      </>
    ),
  };
};

function phoneRow(token: TokenRecord, clock: Clock, words: MeWords) {
  const state = tokenState(token, clock);
  const name = phoneName(token, words.phones);
  return [
    token.revoked ? name : <a href={`/me/phone/${encodeURIComponent(token.serial)}`}>{name}</a>,
    token.lastAuthMs === null ? words.phones.never : <Time at={token.lastAuthMs} />,
    state === "active" && isUnproven(token) ? (
      <Badge kind="warning">{words.phones.unproven}</Badge>
    ) : (
      <Badge kind={state === "active" ? "success" : "warning"}>{words.phones.states[state]}</Badge>
    ),
  ];
}

const Pin = ({ account, words }: { account: OwnAccount; words: MeWords["pin"] }) => {
  const has = hasPin(account);
  return (
    <Card title={words.title}>
      <p>{has ? words.has : words.none}</p>
      <ButtonLine href="/me/pin" kind="secondary">
        {has ? words.change : words.choose}
      </ButtonLine>
    </Card>
  );
};

const Recovery = ({ left, words }: { left: number; words: MeWords["recovery"] }) => (
  <Card title={words.title}>
    <p>{left > 0 ? words.left(left) : words.none}</p>
    <ButtonLine href="/me/recovery" kind="secondary">
      {words.make}
    </ButtonLine>
  </Card>
);

const Sessions = ({ shown: data, words }: { shown: OverviewData; words: MeWords }) => {
  const { account, session, handles } = data;
  const row = (own: OwnSession) => [
    <Time at={own.signedInAtMs} />,
    <Time at={own.seenAtMs} />,
    addressSaid(own.client, words.signIns),
    phoneNameOf(account.tokens, own.serial, words.phones),
    own.id === session.id ? (
      <Badge kind="success">{words.sessions.here}</Badge>
    ) : (
      <OwnForm plain action="/me/sessions">
        <input type="hidden" name="session" value={handles.get(own.id) ?? ""} />
        <Button kind="secondary">{words.sessions.end}</Button>
      </OwnForm>
    ),
  ];
  return (
    <Card title={words.sessions.title}>
      <Table caption={words.sessions.title} captionUnseen head={words.sessions.head} rows={account.sessions.map(row)} />
      {account.sessions.length > 1 && (
        <OwnForm action="/me/sessions">
          <ButtonLine kind="secondary">{words.sessions.endOthers}</ButtonLine>
        </OwnForm>
      )}
    </Card>
  );
};

const WithHint = ({ text, hint }: { text: string; hint: string }) => (
  <>
    {text}
    {hint !== "" && <div class="quiet">{hint}</div>}
  </>
);

const SignIns = ({ account, words }: { account: OwnAccount; words: MeWords }) => {
  const { signIns: said } = words;
  const row = (one: OwnSignIn) => {
    const { atMs, event, client, serial, proximity, browser } = one;
    const token = account.tokens.find((own) => own.serial === serial && !own.revoked);
    const isSuccess = event === "LOGIN_SUCCESS" || event === "CODE_GIVEN";
    const from = <WithHint text={addressSaid(client, said)} hint={browser && said.nearness.browser[browser]} />;
    const name = token ? phoneName(token, words.phones) : "";
    const by = <WithHint text={name} hint={proximity && said.nearness.phone[proximity]} />;
    return [
      <Time at={atMs} />,
      signInSaid(one, said),
      from,
      by,
      isSuccess && token ? <a href={notMePath(serial, one)}>{said.notMe}</a> : "",
    ];
  };
  return (
    <Card title={said.title}>
      {account.signIns.length === 0 ? (
        <p>{said.none}</p>
      ) : (
        <Table caption={said.title} captionUnseen head={said.head} rows={account.signIns.map(row)} />
      )}
    </Card>
  );
};
