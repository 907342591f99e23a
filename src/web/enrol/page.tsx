// What the enrolment page shows in each state. Every step is a form, so the page does without scripts; src/web/client/enrol.ts
// makes it live: it waits for news of `data-enrollment` or `data-transaction`, then sends the form `data-when-changed`, or loads anew.

import type { Child, PropsWithChildren } from "hono/jsx";
import { type LinkView, linkOf, type PinStep, usesOf } from "../../core/enrolment/link.ts";
import { leastOf } from "../../core/token/pin.ts";
import { Badge, Button, Card, Field, Notice, QrCode, Steps } from "../ui/components.tsx";
import { OpenInApp } from "../ui/open-in-app.tsx";
import type { Page } from "../ui/page.tsx";
import { type Watch, watchEnrolment, watchTransaction } from "../ui/watch.ts";
import type { Words } from "../words/words.ts";

type EnrolWords = Words["enrol"];

/** In the page's address: the person goes on without choosing a PIN. */
export const SKIPS_PIN = "without-pin";

export interface Shown {
  readonly view: LinkView;
  /** Path of the page. */
  readonly path: string;
  readonly service: string;
  readonly pinMinLength: number;
  /** Whether the person goes on without choosing a PIN. */
  readonly skipsPin?: boolean | undefined;
  /** The QR code of the view's code, or of the trial, drawn. */
  readonly image?: string | undefined;
  /** A test login under way, or how the last one ended. */
  readonly trial?: { readonly link: string; readonly transactionId: string } | "done" | "failed" | undefined;
  /** Why the last step was refused. */
  readonly refusal?: "other" | "cookies" | "pin" | "repeat" | "tooManyTokens" | "tooManyRequests" | undefined;
}

export function enrolPage(shown: Shown, words: EnrolWords): Page {
  const { view } = shown;
  const part = { ...shown, words };
  switch (view.state) {
    case "unknown":
    case "used":
    case "expired":
    case "withdrawn": {
      const { title, text } = words.over[view.state];
      const notice = (
        <Notice kind="warning">
          <p>{text}</p>
        </Notice>
      );
      return page({ ...part, refusal: undefined }, title, notice);
    }
    case "fresh":
      return page(part, words.title, <Fresh {...part} />);
    case "enrolled":
      return enrolledPage(part, view.pin);
    default: {
      const watch =
        view.state === "code-expired" ? {} : watchEnrolment(view.token.enrolmentId, view.state, usesOf(view));
      return page(part, words.title, <UnderWay {...part} />, watch);
    }
  }
}

type Part = Shown & { readonly words: EnrolWords };

function page({ view, words, refusal }: Part, title: string, body: Child, watch: Watch = {}): Page {
  return {
    title,
    script: "enrol.js",
    main: (
      <div class="narrow" data-state={view.state} {...watch}>
        <Card title={title} level={1}>
          {refusal && refusal !== "pin" && refusal !== "repeat" && (
            <Notice kind="danger" title={words.refused.title}>
              <p>{refusal === "other" ? words.refused.text : words.refused[refusal]}</p>
            </Notice>
          )}
          {body}
          <Notice kind="warning" data-offline hidden>
            <p>{words.offline}</p>
          </Notice>
          <Notice kind="warning" data-unsent hidden>
            <p>{words.unsent}</p>
          </Notice>
        </Card>
      </div>
    ),
  };
}

const Step = ({
  path,
  step,
  children,
  ...rest
}: PropsWithChildren<{ path: string; step: string; [name: string]: unknown }>) => (
  <form class="form" method="post" action={`${path}/${step}`} {...rest}>
    {children}
  </form>
);

const Account = ({ view, service, words }: Part) => (
  <p class="lead">{words.account(linkOf(view)?.user ?? "", service)}</p>
);

const Fresh = (part: Part) => {
  const { view, path, words } = part;
  const replaces = linkOf(view)?.replaces !== undefined;
  return (
    <>
      <Account {...part} />
      <Steps steps={words.steps} />
      {replaces && (
        <Notice kind="warning" title={words.replaces.title}>
          <p>{words.replaces.text}</p>
          <p>{words.again}</p>
        </Notice>
      )}
      {!replaces && <p class="quiet">{words.again}</p>}
      <Step path={path} step="start">
        <Button>{words.start}</Button>
      </Step>
      <p class="quiet">{words.once}</p>
    </>
  );
};

/** The QR code for another device, and on a phone the button for this one. */
const ScanOrOpen = ({
  words,
  lead,
  link,
  children,
}: PropsWithChildren<{ words: EnrolWords["scan"]; lead: string; link: string }>) => (
  <div class="scan">
    <div class="in-app">
      <p>{words.onPhone}</p>
      <p class="actions">
        <OpenInApp link={link}>{words.open}</OpenInApp>
      </p>
    </div>
    <p>{lead}</p>
    {children}
  </div>
);

const UnderWay = (part: Part) => {
  const { view, path, image, words } = part;
  const { scan } = words;
  return (
    <>
      <Account {...part} />
      {view.state === "started" && image && (
        <>
          <ScanOrOpen words={scan} lead={scan.lead} link={view.code}>
            <QrCode src={image} alt={scan.alt} />
          </ScanOrOpen>
          <p role="status">
            <Badge>{scan.waiting}</Badge>
          </p>
        </>
      )}
      {view.state === "fetched" && (
        <Notice kind="success" title={words.fetched.title}>
          <p>{words.fetched.text}</p>
        </Notice>
      )}
      {view.state === "code-expired" && (
        <Notice kind="warning" title={words.codeExpired.title}>
          <p>{words.codeExpired.text}</p>
        </Notice>
      )}
      {usesOf(view) > 1 && (
        <Notice kind="danger" title={words.twice.title}>
          <p>{words.twice.underWay}</p>
        </Notice>
      )}
      <Step path={path} step="code">
        {/* The app says so only after it has used the code up. */}
        <p class="quiet">{words.exists}</p>
        {view.state !== "code-expired" && <p class="quiet">{words.stuck}</p>}
        <Button kind={view.state === "code-expired" ? "primary" : "secondary"}>{words.renew}</Button>
      </Step>
    </>
  );
};

function enrolledPage(part: Part, pin: PinStep): Page {
  const { trial, words } = part;
  if (trial === "done") {
    const notice = (
      <Notice kind="success">
        <p>{words.done.text}</p>
      </Notice>
    );
    return page(part, words.done.title, notice);
  }
  if (typeof trial === "object") {
    return page(part, words.trial.title, <Trial {...part} trial={trial} />, watchTransaction(trial.transactionId));
  }
  return page(part, words.enrolled.title, <Enrolled {...part} pin={pin} />);
}

const Enrolled = (part: Part & { readonly pin: PinStep }) => {
  const { view, path, pin, pinMinLength, refusal, trial, words } = part;
  const least = leastOf(pinMinLength);
  const hint = words.pin.hint(least);
  // The PIN comes first: a test login is what people take for the end.
  const asksPin = pin === "required" || (pin === "wanted" && !part.skipsPin);
  return (
    <>
      <Notice kind="success">
        <p>{linkOf(view)?.pinSet ? words.pin.saved : words.enrolled.text}</p>
      </Notice>
      {usesOf(view) > 1 && (
        <Notice kind="danger" title={words.twice.title}>
          <p>{words.twice.enrolled}</p>
        </Notice>
      )}
      {trial === "failed" && (
        <Notice kind="warning" title={words.trial.failed.title}>
          <p>{words.trial.failed.text}</p>
        </Notice>
      )}
      {asksPin && (
        <Card title={words.pin.title}>
          <p>{words.pin[pin]}</p>
          <Step path={path} step="pin">
            <Field
              name="pin"
              label={words.pin.label}
              hint={hint}
              error={refusal === "pin" ? hint : undefined}
              type="password"
              autocomplete="new-password"
              required
              minlength={least}
            />
            <Field
              name="repeat"
              label={words.pin.repeat}
              error={refusal === "repeat" ? words.pin.differs : undefined}
              type="password"
              autocomplete="new-password"
              required
              minlength={least}
            />
            <Button>{words.pin.save}</Button>
          </Step>
          {pin === "wanted" && (
            <p>
              <a href={`${path}?${SKIPS_PIN}`}>{words.pin.skip}</a>
            </p>
          )}
        </Card>
      )}
      {!asksPin && (
        <Card title={words.trial.title}>
          <p>{words.trial.text}</p>
          <Step path={path} step="login">
            <Button>{words.trial.start}</Button>
          </Step>
          {pin === "wanted" && (
            <p class="quiet">
              <a href={path}>{words.pin.after}</a>
            </p>
          )}
        </Card>
      )}
    </>
  );
};

const Trial = ({
  path,
  image = "",
  trial,
  words,
}: Part & { readonly trial: { readonly link: string; readonly transactionId: string } }) => (
  <>
    <ScanOrOpen words={words.scan} lead={words.trial.lead} link={trial.link}>
      <QrCode src={image} alt={words.trial.alt} />
    </ScanOrOpen>
    <p role="status">
      <Badge>{words.scan.waiting}</Badge>
    </p>
    <Step path={path} step="finish" data-when-changed>
      <input type="hidden" name="transaction_id" value={trial.transactionId} />
      <Button kind="secondary">{words.trial.confirmed}</Button>
    </Step>
  </>
);
