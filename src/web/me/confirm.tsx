// The QR code by which a phone confirms a change. src/web/client/enrol.ts awaits the answer.

import { Badge, Button, Card, Notice, QrCode } from "../ui/components.tsx";
import { Hidden } from "../ui/hidden.tsx";
import type { Page } from "../ui/page/page.tsx";
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
  return {
    title: confirm.title,
    script: "enrol.js",
    main: (
      <div class="narrow" data-state="confirming" {...watchTransaction(transactionId)}>
        <Card title={confirm.title} level={1}>
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
            <p class="actions">
              <Button kind="secondary">{confirm.confirmed}</Button>
            </p>
          </OwnForm>
          <DigitsForm words={login.waiting} action="/me/confirmed" open={view.isWrong}>
            <OwnerMark />
            {fields}
          </DigitsForm>
          <p class="actions">
            <Button href="/me" kind="secondary">
              {confirm.cancel}
            </Button>
          </p>
          <Notice kind="warning" data-offline hidden>
            <p>{me.offline}</p>
          </Notice>
          <Notice kind="warning" data-unsent hidden>
            <p>{me.unsent}</p>
          </Notice>
        </Card>
      </div>
    ),
  };
};
