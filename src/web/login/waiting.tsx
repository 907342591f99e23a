// The login page while it waits: the QR code, the time left, and the ways on without a script.

import { ButtonLine, Notice, QrCode } from "../ui/components.tsx";
import { Hidden } from "../ui/field.tsx";
import { DigitsForm } from "../ui/phone/digits-form.tsx";
import { OpenInApp } from "../ui/phone/open-in-app.tsx";
import { watchTransaction } from "../ui/phone/watch.ts";
import { Time } from "../ui/text.tsx";
import type { LoginNotice } from "./notice.ts";
import { CODE } from "./parameters.ts";
import { NoticeText, requestFields, type ViewProps } from "./parts.tsx";

/** The notices after which people type digits. */
const WITH_DIGITS: ReadonlySet<LoginNotice> = new Set(["wrong-response", "code-before", "too-many", "elsewhere"]);

export const Waiting = ({ view, words: { login: words }, wanted }: ViewProps<"waiting">) => {
  const { waiting } = words;
  const { transactionId, application, qr, code, secondsLeft, attemptsLeft } = view;
  // The login knows where it leads, but a browser without its cookie begins again with these.
  const fields = {
    transaction_id: transactionId,
    ...requestFields(application, wanted),
    ...(code === undefined ? {} : { [CODE]: code }),
  };
  const byPass = view.pass === "taken";
  const { lead, leadFor } = byPass ? waiting.pass : waiting;
  const digits = (qr || byPass) && (
    <DigitsForm
      words={waiting}
      action="/login/result"
      open={view.notice !== undefined && WITH_DIGITS.has(view.notice)}
      pass={byPass}
      live
    >
      <Hidden fields={fields} />
    </DigitsForm>
  );
  return (
    <>
      <NoticeText
        notice={view.notice}
        words={words.notices}
        more={attemptsLeft === undefined ? undefined : waiting.attemptsLeft(attemptsLeft)}
      />
      {view.pass === "elsewhere" && application && (
        <Notice kind="warning" text={waiting.pass.elsewhere(application.name)} />
      )}
      <p class="lead">{application ? leadFor(view.user, application.name) : lead(view.user)}</p>
      {byPass && digits}
      {byPass && qr && <p>{waiting.pass.orPhone}</p>}
      {qr && (
        <div class="scan">
          <QrCode src={qr.image} alt={waiting.alt} confirmed={waiting.confirmed} />
          <div class="qr-over" data-over hidden>
            <strong>{waiting.over}</strong>
          </div>
          <p class="actions in-app">
            <OpenInApp link={qr.link} returnTo={view.returnTo}>
              {waiting.openApp}
            </OpenInApp>
          </p>
          <p class="quiet">{application?.person ? waiting.onlyAfterPassword : waiting.onlyYours}</p>
        </div>
      )}
      <p
        class="countdown"
        {...watchTransaction(transactionId, view.notice === "elsewhere" ? "open-phone-elsewhere" : "open")}
        data-seconds={secondsLeft}
      >
        <progress class="time-left with-script" max={view.validSeconds} value={secondsLeft} aria-hidden="true" />
        <span class="with-script">
          {waiting.left} <span data-left>{clock(secondsLeft)}</span>
        </span>
        <span class="without-script">
          {waiting.until} <Time at={view.expiresAtMs} form="seconds" />
        </span>
      </p>
      <Notice hidden data-renewed text={waiting.renewed} />
      <form class="form" method="post" action="/login/result" data-live data-without-script hidden={byPass && !qr}>
        <Hidden fields={fields} />
        <p>{waiting.byHand}</p>
        <ButtonLine>{waiting.goOn}</ButtonLine>
      </form>
      {!byPass && digits}
      {/* Below the field, which must not move while somebody types. */}
      <form class="form" method="post" action="/login/result" data-live data-expired hidden>
        <Hidden fields={fields} />
        <Notice kind="warning" text={byPass ? waiting.pass.expired : waiting.expired} />
        <ButtonLine>{byPass ? waiting.goOn : waiting.newCode}</ButtonLine>
      </form>
      <form method="post" action="/login/cancel" data-live>
        <Hidden fields={fields} />
        <ButtonLine kind="secondary">{waiting.cancel}</ButtonLine>
      </form>
    </>
  );
};

/** As src/web/client/login.ts writes it. */
const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
