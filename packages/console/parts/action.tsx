// Buttons that change something, and the question before an action that cannot be undone.

import type { Context } from "hono";
import type { PropsWithChildren } from "hono/jsx";
import { Button, Card, Hidden, Notice } from "../../../src/for-console.ts";
import type { SendConsole } from "../frame/frame.tsx";
import type { ConsolePlace } from "../frame/places.ts";
import type { ConsoleEnv, HandlerResult } from "../frame/session.ts";
import type { ConsoleWords } from "../words/words.ts";

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

/** A page, and what can be done from it: the last part of a path. */
interface Step {
  readonly back: string;
  readonly action: string;
}

interface Question {
  readonly words: ConsoleWords["confirm"]["revoke"];
  /** The object of the action. */
  readonly about?: string;
  readonly kind?: "primary" | "danger";
}

/** Asks before an action that cannot be undone. */
export const sendQuestion = (
  c: Context<ConsoleEnv>,
  send: SendConsole,
  place: ConsolePlace,
  at: Step,
  question: (words: ConsoleWords) => Question,
): HandlerResult =>
  send(c, place, (all) => {
    const { words, about, kind = "danger" } = question(all);
    const main = (
      <div class="narrow">
        <Card>
          {about && (
            <p>
              <strong>{about}</strong>
            </p>
          )}
          <p class="lead">{words.text}</p>
          <div class="actions">
            <Action to={`${at.back}/${at.action}`} kind={kind}>
              {words.go}
            </Action>
            <Button href={at.back} kind="secondary">
              {all.confirm.keep}
            </Button>
          </div>
        </Card>
      </div>
    );
    return { title: words.title, main };
  });

/** The end of a form: it is sent, or left for another page. */
export const SendOrLeave = ({ send, leave, to }: { send: string; leave: string; to: string }) => (
  <div class="actions">
    <Button>{send}</Button>
    <Button href={to} kind="secondary">
      {leave}
    </Button>
  </div>
);

/** A card with nothing but the way to what cannot be undone. */
export const DangerCard = ({ title, text, to, go }: { title: string; text?: string; to: string; go: string }) => (
  <Card title={title}>
    {text && <p>{text}</p>}
    <p class="actions">
      <Button href={to} kind="danger">
        {go}
      </Button>
    </p>
  </Card>
);

/** Below a secret that stands on this page alone: no address leads to it. */
export const ShownOnce = ({ once, to, back }: { once: string | undefined; to: string; back: string }) => (
  <>
    {once !== undefined && (
      <Notice>
        <p>{once}</p>
      </Notice>
    )}
    <p class="actions">
      <Button href={to} kind="secondary">
        {back}
      </Button>
    </p>
  </>
);
