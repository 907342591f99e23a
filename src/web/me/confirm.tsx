// A phone of the person confirms a change: the page with the QR code that asks, and the form that
// hears the answer. src/web/client/enrol.ts awaits it.

import { askMyPhone, takeConfirmation } from "../../core/me/confirm.ts";
import { type ConfirmedAct, isAboutPhone, isConfirmedAct } from "../../core/self-service.ts";
import { callOf } from "../../http/context.ts";
import type { Deps } from "../../http/deps.ts";
import { readDigits } from "../../tiqr/requests.ts";
import { leave } from "../oidc/leave.ts";
import { Badge, ButtonLine, NetworkNotices, QrCode } from "../ui/components.tsx";
import { Hidden } from "../ui/field.tsx";
import type { Page } from "../ui/page/page.tsx";
import { screen } from "../ui/page/screen.tsx";
import { readConfirmationStep } from "../ui/phone/confirmation-step.ts";
import { DigitsForm } from "../ui/phone/digits-form.tsx";
import { OpenInApp } from "../ui/phone/open-in-app.tsx";
import { watchTransaction } from "../ui/phone/watch.ts";
import type { OwnWords } from "../words/words.ts";
import { OwnerMark, OwnForm } from "./own-form.tsx";
import type { OwnPages } from "./own-pages.ts";
import { RefusalText } from "./parts.tsx";
import { type OwnScreens, refusalText, statusOf } from "./screens.ts";

export function ownConfirmRoutes(
  { ports, rateLimits, guesses }: Pick<Deps, "ports" | "rateLimits" | "guesses">,
  { post, send }: OwnPages,
  screens: OwnScreens,
): void {
  post("/me/confirm", async (c, session, form) => {
    const act = form("act");
    const serial = form("serial");
    if (!isConfirmedAct(act)) return leave(c, "/me");
    // Each opens a transaction, so a session may do this only so often.
    const limited = await rateLimits("guess", `self ${session.id}`).called();
    if (limited) return screens.act(c, session, act, serial, limited);
    const begun = await askMyPhone(ports, session, act, callOf(c));
    if (!begun.ok) return screens.act(c, session, act, serial, begun.reason);
    const { transactionId, attributes } = begun.challenge;
    const view = { act, serial, transactionId, link: attributes.value, image: attributes.img };
    return send(c, (words) => confirmPage({ ...view, refusal: undefined, isWrong: false }, words));
  });

  post("/me/confirmed", async (c, session, form) => {
    const act = form("act");
    const serial = form("serial");
    const step = readConfirmationStep(form);
    if (!isConfirmedAct(act)) return leave(c, "/me");
    const transactionId = step.transaction_id;
    const response = readDigits(form("response"));
    const limited = response === undefined ? undefined : await guesses.closed(c, transactionId);
    const answer = { transactionId, response: limited ? undefined : response };
    const confirmed = await takeConfirmation(ports, session, act, answer, callOf(c));
    if (confirmed.ok) return leave(c, placeOf(act, serial));
    if (response !== undefined && !limited) await guesses.failed(c, transactionId, confirmed.reason);
    const reason = limited ?? confirmed.reason;
    const state = await ports.transactions.state(transactionId);
    // A script sends this form at each change: shown again, an ended login would be sent endlessly.
    if (state !== "open" || step.link === "")
      return screens.act(c, session, act, serial, state === "answered" ? reason : { code: "challenge-not-open" });
    const view = { act, serial, transactionId, link: step.link, image: await ports.qrImage(step.link, "png") };
    const isWrong = response !== undefined;
    return send(
      c,
      (words) => confirmPage({ ...view, refusal: refusalText(reason, words.me), isWrong }, words),
      statusOf(reason),
    );
  });
}

/** The page on which a confirmed act is done. No address from a form is followed. */
const placeOf = (act: ConfirmedAct, serial: string): string =>
  isAboutPhone(act, serial) ? `/me/phone/${encodeURIComponent(serial)}` : `/me/${act}`;

interface ConfirmView {
  readonly act: string;
  readonly serial: string;
  readonly transactionId: string;
  readonly link: string;
  readonly image: string;
  readonly refusal: string | undefined;
  readonly isWrong: boolean;
}

const confirmPage = (view: ConfirmView, { me, login }: OwnWords): Page => {
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
