// Shows an enrolment's QR code and how far the phone is; offers another code once this has expired.

import { Notice, QrCode, watchEnrolment } from "../../../src/for-console.ts";
import { NarrowCard } from "../parts/usual.tsx";
import type { ConsoleWords } from "../words/words.ts";
import { type Enrolment, EnrolmentActions } from "./enrolled.tsx";

interface Props {
  readonly words: ConsoleWords["enrol"];
  readonly states: ConsoleWords["state"];
  readonly enrolment: Enrolment;
  readonly image: string;
}

/** The page already holds, hidden, what ../client/console-enrol.ts will show. */
export const EnrolCode = ({ words, states, enrolment, image }: Props) => (
  <NarrowCard>
    <QrCode src={image} alt={words.alt} confirmed={words.unproven.title} />
    <div class="qr-over" data-over hidden>
      <strong>{words.expired}</strong>
    </div>
    <p {...watchEnrolment(enrolment.id, "started", 0)} role="status">
      {words.live} <strong data-state>{states.started}</strong>
      {(["fetched", "unproven", "enrolled", "expired"] as const).map((name) => (
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
    <EnrolmentActions words={words} enrolment={enrolment} />
  </NarrowCard>
);
