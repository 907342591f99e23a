// The pages of /confirm. The application's text is quoted, never part of a sentence of ours. The
// way out stands first, as large as the way on.

import type { FoundConfirmation } from "../../core/ciba/decide.ts";
import { Badge, ButtonLine, NetworkNotices, Notice, QrCode } from "../ui/components.tsx";
import { Hidden, PinField } from "../ui/field.tsx";
import type { Page } from "../ui/page/page.tsx";
import { screen } from "../ui/page/screen.tsx";
import { DigitsForm } from "../ui/phone/digits-form.tsx";
import { OpenInApp } from "../ui/phone/open-in-app.tsx";
import { watchTransaction } from "../ui/phone/watch.ts";
import { Breakable, Time } from "../ui/text.tsx";
import type { OwnWords } from "../words/words.ts";

export type ConfirmFault = keyof OwnWords["confirm"]["refused"];
export type ConfirmEnd = keyof OwnWords["confirm"]["states"];

/** The ticket is in the path, so its forms need nothing else. */
const Decline = ({ path, words }: { path: string; words: OwnWords["confirm"] }) => (
  <form class="form decision" method="post" action={`${path}/decline`}>
    <ButtonLine kind="danger">{words.decline}</ButtonLine>
  </form>
);

const WhatIsAsked = ({ found, words }: { found: FoundConfirmation; words: OwnWords["confirm"] }) => {
  const { request, asked, picture } = found;
  const { clientName, message } = asked;
  return (
    <>
      {picture && (
        <div class="application-logo">
          <img src={picture} alt="" />
        </div>
      )}
      {message === "" ? (
        <p class="lead">{words.silent(clientName)}</p>
      ) : (
        <>
          <p>{words.says(clientName)}</p>
          <blockquote class="asked">
            <bdi>
              <Breakable text={message} />
            </bdi>
          </blockquote>
        </>
      )}
      <p class="quiet">
        {words.account(request.user)} {words.since} <Time at={request.madeAtMs} form="near" />. {words.until}{" "}
        <Time at={request.expiresAtMs} form="near" />.
      </p>
    </>
  );
};

const Fault = ({ fault, words }: { fault: ConfirmFault | undefined; words: OwnWords["confirm"] }) =>
  fault === undefined ? null : <Notice kind="danger" text={words.refused[fault]} />;

export const confirmPage = (
  found: FoundConfirmation,
  path: string,
  fault: ConfirmFault | undefined,
  { confirm: words, me }: OwnWords,
): Page => {
  // Said at the field that is wrong, where there is one.
  const atPin = found.needsPin && fault === "pin" ? words.refused.pin : undefined;
  return screen(
    words.title(found.asked.clientName),
    <>
      <Fault fault={atPin ? undefined : fault} words={words} />
      <WhatIsAsked found={found} words={words} />
      <Notice kind="warning" text={words.warning} />
      <Decline path={path} words={words} />
      <form class="form decision" method="post" action={path}>
        {found.needsPin && <PinField label={words.pin} hint={words.pinHint} error={atPin} show={me.pin.show} />}
        <ButtonLine>{words.confirm}</ButtonLine>
      </form>
    </>,
    { script: "page.js" },
  );
};

export interface ConfirmPhoneView {
  readonly transactionId: string;
  readonly link: string;
  readonly image: string;
  readonly isWrong: boolean;
}

/** src/web/client/enrol.ts awaits the phone, as on /me. */
export const confirmPhonePage = (
  found: FoundConfirmation,
  path: string,
  { transactionId, link, image, isWrong }: ConfirmPhoneView,
  { confirm: words, me, login }: OwnWords,
): Page => {
  const fields = <Hidden fields={{ transaction_id: transactionId, link }} />;
  return screen(
    words.phone.title,
    <>
      {isWrong && <Notice kind="danger" text={me.refused.wrong} />}
      <WhatIsAsked found={found} words={words} />
      <Decline path={path} words={words} />
      <p class="lead">{words.phone.lead}</p>
      <div class="scan">
        <QrCode src={image} alt={me.confirm.alt} confirmed={login.waiting.confirmed} />
        <p class="actions in-app">
          <OpenInApp link={link}>{me.confirm.openApp}</OpenInApp>
        </p>
      </div>
      <p role="status">
        <Badge>{me.confirm.waiting}</Badge>
      </p>
      <form class="form" method="post" action={`${path}/confirmed`} data-when-changed>
        {fields}
        <ButtonLine kind="secondary">{me.confirm.confirmed}</ButtonLine>
      </form>
      <DigitsForm words={login.waiting} action={`${path}/confirmed`} open={isWrong}>
        {fields}
      </DigitsForm>
      <NetworkNotices words={me} />
    </>,
    { script: "enrol.js", "data-state": "confirming", ...watchTransaction(transactionId) },
  );
};

export const confirmEndPage = (end: ConfirmEnd, { confirm: { states }, me }: OwnWords): Page =>
  screen(
    states[end].title,
    <>
      <Notice kind={end === "approved" ? "success" : "info"} text={states[end].text} />
      <ButtonLine href="/me" kind="secondary">
        {me.title}
      </ButtonLine>
    </>,
    { script: "page.js", "data-confirmation": end },
  );
