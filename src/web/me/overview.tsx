// /me: a person's phones, PIN, sessions and recent sign-ins.

import type { OwnConfirmation } from "../../core/ciba/mine.ts";
import { hasPin } from "../../core/me/myself.ts";
import type { BrowserSession } from "../../core/ports/oidc/browser-sessions.ts";
import type { OwnAccount, OwnSession, OwnSignIn } from "../../core/ports/people/me.ts";
import type { SelfServiceAct } from "../../core/self-service.ts";
import type { Clock } from "../../core/token/lock.ts";
import { isUnproven, type TokenRecord, tokenState } from "../../core/token.ts";
import { Badge, Button, ButtonLine, Card, Notice } from "../ui/components.tsx";
import type { Page } from "../ui/page/page.tsx";
import { Table } from "../ui/table.tsx";
import { addressSaid, Breakable, browserSaid, Time } from "../ui/text.tsx";
import type { OwnWords } from "../words/words.ts";
import { OpenQuestions } from "./asked.tsx";
import { OwnForm } from "./own-form.tsx";
import { notMePath } from "./own-pages.ts";
import { type MeWords, phoneName, phoneNameOf, signInSaid } from "./parts.tsx";
import { UnconfirmedPin } from "./unconfirmed.tsx";

export interface OverviewData {
  /** What applications ask; undefined where they may not. */
  readonly asked: readonly OwnConfirmation[] | undefined;
  readonly session: BrowserSession;
  readonly account: OwnAccount;
  /** The name of each session in forms. */
  readonly handles: ReadonlyMap<string, string>;
  readonly clock: Clock;
  readonly service: string;
  readonly done: string | undefined;
  readonly may: readonly SelfServiceAct[];
  /** The person has signed in with a day pass, so nothing leads to a change. */
  readonly isReadOnly: boolean;
}

export const overviewPage = (data: OverviewData, { me: words, call, confirm }: OwnWords): Page => {
  const { session, account, service, done } = data;
  const { pin, recovery } = words;
  const news = done !== undefined && Object.hasOwn(words.done, done) ? words.done[done] : undefined;
  const hasOne = hasPin(account);
  const codesLeft = account.recoveryCodesLeft ?? 0;
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
        {data.asked && <OpenQuestions asked={data.asked} words={confirm} />}
        {account.waits.map(({ id, goodFromMs }) => (
          <Notice kind="danger" title={call.wait.title}>
            <p>
              {call.wait.text} <Time at={goodFromMs} form="near" />
            </p>
            <OwnForm plain action="/me/not-caller">
              <input type="hidden" name="call" value={id} />
              <Button kind="danger">{call.who.no}</Button>
            </OwnForm>
          </Notice>
        ))}
        {news && <Notice kind="success" text={news} />}
        <UnconfirmedPin signIn={account.unconfirmed} mayChange={data.may.includes("pin")} words={words} />
        {data.isReadOnly && <Notice text={words.refused.byPass} />}
        <Card title={words.phones.title}>
          <Table
            caption={words.phones.title}
            captionUnseen
            head={words.phones.head}
            rows={account.tokens.map((token) => phoneRow(token, data, words))}
          />
          {data.may.includes("add") && (
            <ButtonLine href="/me/add" kind="secondary">
              {words.add.title}
            </ButtonLine>
          )}
        </Card>
        {data.may.includes("pin") && (
          <LinkCard
            title={pin.title}
            text={hasOne ? pin.has : pin.none}
            href="/me/pin"
            label={hasOne ? pin.change : pin.choose}
          />
        )}
        {data.may.includes("recovery") && (
          <LinkCard
            title={recovery.title}
            text={codesLeft > 0 ? recovery.left(codesLeft) : recovery.none}
            href="/me/recovery"
            label={recovery.make}
          />
        )}
        <Sessions data={data} words={words} />
        <SignIns data={data} words={words} />
        {data.asked && (
          <ButtonLine href="/me/asked" kind="secondary">
            {confirm.asked.all}
          </ButtonLine>
        )}
        <form class="form" method="post" action="/oidc/logout">
          <ButtonLine kind="secondary">{words.signOut}</ButtonLine>
        </form>
      </>
    ),
  };
};

function phoneRow(token: TokenRecord, { clock, isReadOnly }: OverviewData, words: MeWords) {
  const state = tokenState(token, clock);
  const name = phoneName(token, words.phones);
  return [
    token.revoked || isReadOnly ? name : <a href={`/me/phone/${encodeURIComponent(token.serial)}`}>{name}</a>,
    token.lastAuthMs === null ? words.phones.never : <Time at={token.lastAuthMs} />,
    state === "active" && isUnproven(token) ? (
      <Badge kind="warning">{words.phones.unproven}</Badge>
    ) : (
      <Badge kind={state === "active" ? "success" : "warning"}>{words.phones.states[state]}</Badge>
    ),
  ];
}

const LinkCard = ({ title, text, href, label }: Record<"title" | "text" | "href" | "label", string>) => (
  <Card title={title}>
    <p>{text}</p>
    <ButtonLine href={href} kind="secondary">
      {label}
    </ButtonLine>
  </Card>
);

const Sessions = ({ data, words }: { data: OverviewData; words: MeWords }) => {
  const { account, session, handles, isReadOnly } = data;
  const from = (own: OwnSession) => {
    const [browser, address] = [browserSaid(own.browser, words), addressSaid(own.client, words.signIns)];
    return <WithHint text={browser || address} hint={browser && address} />;
  };
  const row = (own: OwnSession) => [
    <Time at={own.signedInAtMs} />,
    <Time at={own.seenAtMs} />,
    from(own),
    own.factor === "pass" ? words.signIns.byPass : phoneNameOf(account.tokens, own.serial, words.phones),
    own.id === session.id ? (
      <Badge kind="success">{words.sessions.here}</Badge>
    ) : (
      !isReadOnly && (
        <OwnForm plain action="/me/sessions">
          <input type="hidden" name="session" value={handles.get(own.id) ?? ""} />
          <Button kind="secondary">{words.sessions.end}</Button>
        </OwnForm>
      )
    ),
  ];
  return (
    <Card title={words.sessions.title}>
      <Table caption={words.sessions.title} captionUnseen head={words.sessions.head} rows={account.sessions.map(row)} />
      {account.sessions.length > 1 && !isReadOnly && (
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

const SignIns = ({ data: { account, isReadOnly }, words }: { data: OverviewData; words: MeWords }) => {
  const { signIns: texts } = words;
  const row = (one: OwnSignIn) => {
    const { atMs, event, client, serial, proximity, browser, phone } = one;
    const token = account.tokens.find((own) => own.serial === serial && !own.revoked);
    const isUnconfirmed = event === "CHALLENGE_TRIGGERED";
    const isSuccess = event === "LOGIN_SUCCESS" || event === "CODE_GIVEN";
    const from = <WithHint text={addressSaid(client, texts)} hint={browser && texts.nearness.browser[browser]} />;
    const byPhone = token && !isUnconfirmed ? phoneName(token, words.phones) : "";
    const name = phone === "pass" ? texts.byPass : byPhone;
    const near = proximity && texts.nearness.phone[proximity];
    const by = name + near === "" ? "" : <WithHint text={name} hint={near} />;
    return [
      <Time at={atMs} />,
      signInSaid(one, texts),
      from,
      by,
      isSuccess && token && !isReadOnly ? <a href={notMePath(serial, one)}>{texts.notMe}</a> : "",
    ];
  };
  return (
    <Card title={texts.title}>
      {account.signIns.length === 0 ? (
        <p>{texts.none}</p>
      ) : (
        <Table caption={texts.title} captionUnseen head={texts.head} rows={account.signIns.map(row)} />
      )}
    </Card>
  );
};
