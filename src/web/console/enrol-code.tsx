// The QR code of an enrolment, how far the phone is, and another code when this one has expired.

import { Button, Card, Notice, QrCode } from "../components.tsx";
import { watchEnrollment } from "../watch.ts";
import type { ConsoleWords } from "../words/console-en.ts";
import { Action } from "./frame.tsx";
import { LINKS } from "./links.tsx";
import { tokenPage } from "./token-view.ts";

interface Props {
  readonly words: ConsoleWords["enrol"];
  readonly states: ConsoleWords["state"];
  readonly serial: string;
  /** Whether the account may see the token. */
  readonly sees: boolean;
  /** Of the enrolment. */
  readonly id: string;
  readonly image: string;
}

/** What only src/web/client/console-enrol.ts can know is here already, hidden. */
export const EnrolCode = ({ words, states, serial, sees, id, image }: Props) => (
  <div class="narrow">
    <Card>
      <QrCode src={image} alt={words.alt} />
      <div class="qr-over" data-over hidden>
        <strong>{words.expired}</strong>
      </div>
      <p {...watchEnrollment(id, "started", 0)} data-then={sees ? tokenPage(serial) : LINKS} role="status">
        {words.live} <strong data-state>{states.started}</strong>
        {(["fetched", "enrolled", "expired"] as const).map((name) => (
          <span data-word={name} hidden>
            {states[name]}
          </span>
        ))}
      </p>
      <Notice kind="danger" data-twice hidden>
        <p>{words.twice}</p>
      </Notice>
      <Notice data-once>
        <p>{words.once}</p>
      </Notice>
      <p class="quiet">{words.exists}</p>
      {sees && (
        <div class="actions">
          <Action to={`${tokenPage(serial)}/code`}>{words.renew}</Action>
          <Button href={tokenPage(serial)} kind="secondary">
            {words.token}
          </Button>
        </div>
      )}
    </Card>
  </div>
);
