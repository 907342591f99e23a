// Buttons that change something, and the question before an action that cannot be undone.

import type { PropsWithChildren } from "hono/jsx";
import { Button, Card, Notice } from "../../ui/components.tsx";
import { Hidden } from "../../ui/hidden.tsx";
import type { ConsoleWords } from "../../words/console/words.ts";

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

/** Asks before an action that cannot be undone. `about`: its object. */
export const Confirm = ({
  words,
  about,
  keep,
  to,
  back,
  kind = "danger",
}: {
  words: ConsoleWords["confirm"]["revoke"];
  about?: string;
  keep: string;
  to: string;
  back: string;
  kind?: "primary" | "danger";
}) => (
  <div class="narrow">
    <Card>
      {about && (
        <p>
          <strong>{about}</strong>
        </p>
      )}
      <p class="lead">{words.text}</p>
      <div class="actions">
        <Action to={to} kind={kind}>
          {words.go}
        </Action>
        <Button href={back} kind="secondary">
          {keep}
        </Button>
      </div>
    </Card>
  </div>
);

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
