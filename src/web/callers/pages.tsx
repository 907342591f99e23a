// The pages of /call. Each form brings the ticket along: the server remembers no browser.

import type { PropsWithChildren } from "hono/jsx";
import type { OwnProof } from "../../core/callers/acts.ts";
import type { CallTicket } from "../../core/me/desk-call.ts";
import { Badge, Button, ButtonLine, Card, NetworkNotices, Notice, QrCode } from "../ui/components.tsx";
import { Field, Hidden, PinField, UserNameField } from "../ui/field.tsx";
import { HelpDesk } from "../ui/help.tsx";
import type { Brand } from "../ui/page/brand.ts";
import type { Page } from "../ui/page/page.tsx";
import { screen } from "../ui/page/screen.tsx";
import { DigitsForm } from "../ui/phone/digits-form.tsx";
import { OpenInApp } from "../ui/phone/open-in-app.tsx";
import { watchTransaction } from "../ui/phone/watch.ts";
import type { OwnWords } from "../words/words.ts";

export type CallFault = keyof OwnWords["call"]["refused"];

const Refusal = ({ fault, words }: { fault: CallFault | undefined; words: OwnWords["call"] }) =>
  fault === undefined ? null : <Notice kind="danger" text={words.refused[fault]} />;

export const startPage = (user: string, fault: CallFault | undefined, { call: words, login }: OwnWords): Page =>
  screen(
    words.title,
    <>
      <Refusal fault={fault} words={words} />
      <p class="lead">{words.lead}</p>
      <Notice kind="warning" text={words.never} />
      <form class="form" method="post" action="/call">
        <UserNameField label={login.start.user} value={user} autofocus={user === ""} />
        <Field
          name="number"
          label={words.number}
          hint={words.numberHint}
          required
          inputmode="numeric"
          maxlength={20}
          autocomplete="off"
          autofocus={user !== ""}
        />
        <ButtonLine>{words.next}</ButtonLine>
      </form>
    </>,
    { script: "page.js" },
  );

interface View {
  readonly sealed: string;
  readonly ticket: CallTicket;
  readonly fault?: CallFault | undefined;
}

const TicketForm = ({ action, sealed, children }: PropsWithChildren<{ action: string; sealed: string }>) => (
  <form class="form" method="post" action={action}>
    <Hidden fields={{ ticket: sealed }} />
    {children}
  </form>
);

/** As large as any way to go on. */
const NotMe = ({ sealed, words }: { sealed: string; words: OwnWords["call"] }) => (
  <TicketForm action="/call/refuse" sealed={sealed}>
    <ButtonLine kind="danger">{words.who.no}</ButtonLine>
  </TicketForm>
);

/** `desk`: what the operator calls the help desk, if anything. */
export const whoPage = ({ sealed, ticket }: View, desk: string | undefined, service: string, words: OwnWords): Page => {
  const { who, acts } = words.call;
  return screen(
    who.title,
    <>
      <Notice kind="warning" text={who.text(desk ?? who.desk(service), acts[ticket.act])} />
      <TicketForm action="/call/ways" sealed={sealed}>
        <ButtonLine>{who.yes}</ButtonLine>
      </TicketForm>
      <NotMe sealed={sealed} words={words.call} />
    </>,
    { script: "page.js" },
  );
};

export const waysPage = ({ sealed, ticket, fault }: View, { call: words, me }: OwnWords): Page => {
  const { ways } = words;
  const isOpen = (proof: OwnProof) => !ticket.proved.includes(proof);
  return screen(
    ways.title,
    <>
      <Refusal fault={fault} words={words} />
      {ticket.proved.length > 0 ? (
        <Notice kind="success" text={ways.done(ticket.proved.map((proof) => ways.proofs[proof]).join(", "))} />
      ) : (
        <p class="lead">{ways.lead}</p>
      )}
      {isOpen("phone") && (
        <TicketForm action="/call/phone" sealed={sealed}>
          <p>{ways.phoneText}</p>
          <ButtonLine kind={ticket.proved.length > 0 ? "secondary" : "primary"}>{ways.phone}</ButtonLine>
        </TicketForm>
      )}
      {isOpen("pin") && (
        <TicketForm action="/call/pin" sealed={sealed}>
          <PinField label={ways.pin} hint={ways.pinText} show={me.pin.show} />
          <ButtonLine kind="secondary">{ways.sendPin}</ButtonLine>
        </TicketForm>
      )}
      {isOpen("code") && (
        <TicketForm action="/call/code" sealed={sealed}>
          <Field
            name="code"
            label={ways.code}
            hint={ways.codeText}
            required
            maxlength={60}
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
          />
          <ButtonLine kind="secondary">{ways.sendCode}</ButtonLine>
        </TicketForm>
      )}
      {ticket.known && isOpen("browser") && (
        <TicketForm action="/call/browser" sealed={sealed}>
          <p>{ways.browserText}</p>
          <ButtonLine kind="secondary">{ways.browser}</ButtonLine>
        </TicketForm>
      )}
      <NotMe sealed={sealed} words={words} />
    </>,
    { script: "page.js" },
  );
};

interface PhoneView extends View {
  readonly transactionId: string;
  readonly link: string;
  readonly image: string;
  readonly isWrong: boolean;
}

/** src/web/client/enrol.ts awaits the phone, as on /me. */
export const callPhonePage = (view: PhoneView, { call: words, me, login }: OwnWords): Page => {
  const { sealed, transactionId, link } = view;
  const fields = <Hidden fields={{ ticket: sealed, transaction_id: transactionId, link }} />;
  return screen(
    words.confirm.title,
    <>
      {view.isWrong && <Notice kind="danger" text={me.refused.wrong} />}
      <p class="lead">{words.confirm.lead}</p>
      <div class="scan">
        <QrCode src={view.image} alt={me.confirm.alt} confirmed={login.waiting.confirmed} />
        <p class="actions in-app">
          <OpenInApp link={link}>{me.confirm.openApp}</OpenInApp>
        </p>
      </div>
      <p role="status">
        <Badge>{me.confirm.waiting}</Badge>
      </p>
      <form class="form" method="post" action="/call/confirmed" data-when-changed>
        {fields}
        <ButtonLine kind="secondary">{me.confirm.confirmed}</ButtonLine>
      </form>
      <DigitsForm words={login.waiting} action="/call/confirmed" open={view.isWrong}>
        {fields}
      </DigitsForm>
      <TicketForm action="/call/ways" sealed={sealed}>
        <Button kind="secondary">{words.confirm.back}</Button>
      </TicketForm>
      <NetworkNotices words={me} />
    </>,
    {
      script: "enrol.js",
      "data-state": "confirming",
      below: (
        <Card>
          <NotMe sealed={sealed} words={words} />
        </Card>
      ),
      ...watchTransaction(transactionId),
    },
  );
};

export const callEndPage = ({ call: words, me }: OwnWords, help: Brand["help"]): Page =>
  screen(
    words.ended.title,
    <>
      <Notice kind="success" text={words.ended.text} />
      <HelpDesk help={help} label={me.notMe.tell} />
    </>,
    { script: "page.js" },
  );
