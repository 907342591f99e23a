// Buttons that change something, and the question before an action that cannot be undone.

import type { PropsWithChildren } from "hono/jsx";
import { Button, Card } from "../../ui/components.tsx";
import type { ConsoleWords } from "../../words/words.ts";

/** A form that changes something: one button. */
export const Action = ({
  to,
  kind = "secondary",
  children,
}: PropsWithChildren<{ to: string; kind?: "primary" | "secondary" | "danger" }>) => (
  <form method="post" action={to}>
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
