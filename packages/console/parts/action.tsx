// Buttons that change something, and the question before an action.

import type { Child, PropsWithChildren } from "hono/jsx";
import { Button, Card, Hidden, Notice } from "../../../src/for-console.ts";
import { showPage } from "../frame/frame.tsx";
import type { ConsolePlace } from "../frame/places.ts";
import type { ConsoleContext, HandlerResult } from "../frame/session.ts";
import { LinkButton, NarrowCard, WayOn } from "../frame/usual.tsx";
import type { ConsoleWords } from "../words/words.ts";
import { type Whom, WhomFacts } from "./whom.tsx";

interface ActionProps {
  readonly to: string;
  readonly kind?: "primary" | "secondary" | "danger";
  readonly fields?: Readonly<Record<string, string>>;
}

/** A form that changes something: one button. */
export const Action = ({ to, kind = "secondary", fields = {}, children }: PropsWithChildren<ActionProps>) => (
  <form method="post" action={to}>
    <Hidden fields={fields} />
    <Button kind={kind}>{children}</Button>
  </form>
);

/** A page, and an action on it, which is the last part of a path. */
interface Step {
  readonly back: string;
  readonly action: string;
  /** If the action is not on the page to which leaving leads. */
  readonly page?: string;
}

interface Question {
  readonly words: ConsoleWords["confirm"]["revoke"];
  /** The object of the action, if it is not about a person. */
  readonly about?: string;
  /** Whom it is about, if it is. */
  readonly whom?: Whom | undefined;
  /** What the form brings along. */
  readonly fields?: Readonly<Record<string, string>>;
  /** What else to know before it. */
  readonly above?: Child;
  readonly kind?: "primary" | "danger";
  /** The way to something gentler, before the button. */
  readonly instead?: { readonly to: string; readonly text: string };
}

/** Asks before an action, and says whom it is about. */
export const sendQuestion = (
  c: ConsoleContext,
  place: ConsolePlace,
  at: Step,
  question: (words: ConsoleWords) => Question,
): HandlerResult =>
  showPage(c, place, (all) => {
    const { words, about, whom, fields = {}, above, kind = "danger", instead } = question(all);
    const main = (
      <NarrowCard>
        {about && (
          <p>
            <strong>{about}</strong>
          </p>
        )}
        {whom && <WhomFacts whom={whom} words={all.whom} />}
        {above}
        <p class="lead">{words.text}</p>
        <div class="actions">
          {instead && <LinkButton {...instead} />}
          <Action to={`${at.page ?? at.back}/${at.action}`} kind={kind} fields={fields}>
            {words.go}
          </Action>
          <LinkButton to={at.back} text={all.confirm.keep} />
        </div>
      </NarrowCard>
    );
    return { title: words.title, main };
  });

/** The end of a form: it is sent, or left for another page. */
export const SendOrLeave = ({ send, leave, to }: { send: string; leave: string; to: string }) => (
  <div class="actions">
    <Button>{send}</Button>
    <LinkButton to={to} text={leave} />
  </div>
);

export interface FormProps {
  /** The address that takes the form. */
  readonly action: string;
  readonly send: string;
  readonly leave: string;
  /** The page to which leaving leads. */
  readonly to: string;
}

/** A card with nothing but a form, which is sent, or left for another page. */
export const FormCard = ({ action, lead, children, ...end }: PropsWithChildren<FormProps & { lead?: string }>) => (
  <Card>
    {lead && <p class="lead">{lead}</p>}
    <form method="post" action={action} class="form">
      {children}
      <SendOrLeave {...end} />
    </form>
  </Card>
);

/** A card with nothing but the way to what cannot be undone. */
export const DangerCard = ({ title, text, to, go }: { title: string; text?: string; to: string; go: string }) => (
  <Card title={title}>
    {text && <p>{text}</p>}
    <WayOn to={to} text={go} kind="danger" />
  </Card>
);

/** Below a secret that only this page shows: no address leads to it. */
export const ShownOnce = ({ once, to, back }: { once: string | undefined; to: string; back: string }) => (
  <>
    {once !== undefined && <Notice text={once} />}
    <WayOn to={to} text={back} />
  </>
);
