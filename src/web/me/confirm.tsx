// The QR code by which a phone confirms a change. src/web/client/enrol.ts awaits the answer.

import { Badge, ButtonLine, NetworkNotices, QrCode } from "../ui/components.tsx";
import { Hidden } from "../ui/field.tsx";
import type { Page } from "../ui/page/page.tsx";
import { screen } from "../ui/page/screen.tsx";
import { DigitsForm } from "../ui/phone/digits-form.tsx";
import { OpenInApp } from "../ui/phone/open-in-app.tsx";
import { watchTransaction } from "../ui/phone/watch.ts";
import type { Words } from "../words/words.ts";
import { OwnerMark, OwnForm } from "./own-form.tsx";
import { RefusalText } from "./parts.tsx";

export interface ConfirmView {
  readonly act: string;
  readonly serial: string;
  readonly transactionId: string;
  readonly link: string;
  readonly image: string;
  readonly refusal: string | undefined;
  readonly isWrong: boolean;
}

export const confirmPage = (view: ConfirmView, { me, login }: Words): Page => {
  const { confirm } = me;
  const { act, serial, transactionId, link } = view;
  const fields = <Hidden fields={{ act, serial, transaction_id: transactionId, link }} />;
  return screen(
    confirm.title,
    <>
      <RefusalText words={me} text={view.refusal} />
      <p class="lead">{confirm.lead}</p>
      <div class="scan">
        <QrCode src={view.image} alt={confirm.alt} confirmed={login.waiting.confirmed} />
        <p class="actions in-app">
          <OpenInApp link={link}>{confirm.openApp}</OpenInApp>
        </p>
      </div>
      <p role="status">
        <Badge>{confirm.waiting}</Badge>
      </p>
      <OwnForm action="/me/confirmed" data-when-changed>
        {fields}
        <ButtonLine kind="secondary">{confirm.confirmed}</ButtonLine>
      </OwnForm>
      <DigitsForm words={login.waiting} action="/me/confirmed" open={view.isWrong}>
        <OwnerMark />
        {fields}
      </DigitsForm>
      <ButtonLine href="/me" kind="secondary">
        {confirm.cancel}
      </ButtonLine>
      <NetworkNotices words={me} />
    </>,
    { script: "enrol.js", "data-state": "confirming", ...watchTransaction(transactionId) },
  );
};
