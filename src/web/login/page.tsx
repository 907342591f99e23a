// The login page in each state of src/web/login/view.ts. Every step is a form that answers with a page, so it works without a
// script. src/web/client/login.ts sends the same forms by itself and replaces [data-login]. The page already holds, hidden,
// what only the script can show.

import type { Context } from "hono";
import type { ReturnTo } from "../../core/challenge.ts";
import { Button, Card, Notice, QrCode } from "../ui/components.tsx";
import { DigitsForm } from "../ui/digits-form.tsx";
import { Field } from "../ui/field.tsx";
import { OpenInApp } from "../ui/open-in-app.tsx";
import { type Page, type PageOptions, sendPage } from "../ui/page.tsx";
import { watchTransaction } from "../ui/watch.ts";
import type { Words } from "../words/words.ts";
import type { LoginNotice, LoginView } from "./view.ts";

type LoginWords = Words["login"];
type Of<Kind extends LoginView["kind"]> = Extract<LoginView, { kind: Kind }>;

export const showLogin =
  (service: string) =>
  (c: Context, view: LoginView, status: NonNullable<PageOptions["status"]>): Response | Promise<Response> => {
    // form-action names no other site and would block a redirect. With Refresh the browser goes on even without a script.
    if (view.kind === "accepted" && view.address) c.header("Refresh", `0; url=${view.address}`);
    return sendPage(c, { service, secret: true, status }, ({ login }) => loginPage(view, login, service));
  };

function loginPage(view: LoginView, words: LoginWords, service: string): Page {
  const { title, body } = bodyOf(view, words, service);
  const state = view.kind === "start" || view.kind === "waiting" ? (view.notice ?? view.kind) : view.kind;
  return {
    title,
    script: "login.js",
    main: (
      <div class="narrow">
        <p class="unseen" role="status" data-said />
        <div data-login={view.kind} data-state={state}>
          <Card title={title} level={1}>
            {body}
            {/* A notice that comes and goes would move a QR code while a phone scans it. So it stands below all else. */}
            <Notice kind="warning" hidden data-offline>
              <p>{words.offline}</p>
            </Notice>
            <Notice kind="danger" hidden data-failed>
              <p>{words.failed}</p>
            </Notice>
          </Card>
        </div>
      </div>
    ),
  };
}

function bodyOf(view: LoginView, words: LoginWords, service: string) {
  switch (view.kind) {
    case "start":
      return { title: words.start.title, body: <Start view={view} words={words} service={service} /> };
    case "waiting":
      return { title: words.waiting.title, body: <Waiting view={view} words={words} /> };
    case "accepted":
      return { title: words.accepted.title, body: <Accepted view={view} words={words.accepted} /> };
    case "unreturnable":
      return { title: words.unreturnable.title, body: <Notice kind="warning">{words.unreturnable.text}</Notice> };
  }
}

const Said = ({ notice, words }: { notice: LoginNotice | undefined; words: LoginWords["notices"] }) => {
  if (notice === undefined) return null;
  const isFault = notice !== "cancelled" && notice !== "not-yet";
  return (
    <Notice kind={isFault ? "danger" : "info"} data-notice>
      <p>{words[notice]}</p>
    </Notice>
  );
};

const Hidden = ({ fields }: { fields: Readonly<Record<string, string>> }) =>
  Object.entries(fields).map(([name, value]) => <input type="hidden" name={name} value={value} />);

function returnFields(returnTo: ReturnTo | null): Record<string, string> {
  if (returnTo === null) return {};
  return { return_to: returnTo.url, state: returnTo.state };
}

const Start = ({ view, words, service }: { view: Of<"start">; words: LoginWords; service: string }) => (
  <>
    <Said notice={view.notice} words={words.notices} />
    <p class="lead">
      {view.returnTo ? words.start.leadTo(new URL(view.returnTo.url).host, service) : words.start.lead}
    </p>
    <form class="form" method="post" action="/login/begin" data-live>
      <Hidden fields={returnFields(view.returnTo)} />
      <Field
        name="user"
        label={words.start.user}
        value={view.user}
        required
        maxlength={200}
        autocomplete="username"
        autocapitalize="none"
        spellcheck="false"
      />
      <Field
        name="pin"
        type="password"
        label={words.start.pin}
        hint={words.start.pinHint(service)}
        autocomplete="current-password"
      />
      <p class="actions">
        <Button>{words.start.submit}</Button>
      </p>
    </form>
  </>
);

const Waiting = ({ view, words }: { view: Of<"waiting">; words: LoginWords }) => {
  const { waiting } = words;
  const { transactionId, returnTo, qr, secondsLeft } = view;
  // The login itself knows where it leads, but a browser without its cookie has to begin again and needs these fields.
  const fields = { transaction_id: transactionId, ...returnFields(returnTo) };
  return (
    <>
      <Said notice={view.notice} words={words.notices} />
      <p class="lead">{waiting.lead(view.user)}</p>
      {qr && (
        <div class="scan">
          <QrCode src={qr.image} alt={waiting.alt} />
          <p class="actions in-app">
            <OpenInApp link={qr.link}>{waiting.openApp}</OpenInApp>
          </p>
        </div>
      )}
      <p class="countdown" {...watchTransaction(transactionId)} data-seconds={secondsLeft}>
        {waiting.left} <span data-left>{clock(secondsLeft)}</span>
      </p>
      <Notice hidden data-renewed>
        <p>{waiting.renewed}</p>
      </Notice>
      <form class="form" method="post" action="/login/result" data-live data-without-script>
        <Hidden fields={fields} />
        <p>{waiting.byHand}</p>
        <p class="actions">
          <Button>{waiting.goOn}</Button>
        </p>
      </form>
      {qr && (
        <DigitsForm
          words={waiting}
          action="/login/result"
          open={view.notice === "wrong-response" || view.notice === "too-many"}
          live
        >
          <Hidden fields={fields} />
        </DigitsForm>
      )}
      <form method="post" action="/login/cancel" data-live>
        <Hidden fields={fields} />
        <p class="actions">
          <Button kind="secondary">{waiting.cancel}</Button>
        </p>
      </form>
    </>
  );
};

const Accepted = ({ view, words }: { view: Of<"accepted">; words: LoginWords["accepted"] }) => (
  <>
    <Notice kind="success">
      <p>{words.text(view.user)}</p>
    </Notice>
    {!view.address && <p>{words.alone}</p>}
    {view.address && (
      <>
        <p>{words.going(new URL(view.address).host)}</p>
        <p class="actions">
          <Button href={view.address} data-return>
            {words.goOn}
          </Button>
        </p>
      </>
    )}
  </>
);

/** The same form as in the script. */
const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
