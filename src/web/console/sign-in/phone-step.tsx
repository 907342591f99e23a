// The step in which the phone confirms a sign-in or a session. The page holds all that it needs from the step before, so the
// server stores nothing for it.

import type { ChallengeState } from "../../../core/login/transaction/challenge.ts";
import { MAX_QR_BYTES } from "../../../core/token/qr-room.ts";
import { readLoginQrText } from "../../../tiqr/urls.ts";
import { Button, Card, QrCode } from "../../ui/components.tsx";
import { DigitsForm } from "../../ui/digits-form.tsx";
import { Hidden } from "../../ui/hidden.tsx";
import { OpenInApp } from "../../ui/open-in-app.tsx";
import { watchTransaction } from "../../ui/watch.ts";
import type { ConsoleWords, Words } from "../../words/words.ts";
import type { Api, Refused } from "../api.ts";
import { Refusal } from "../frame/refusal.tsx";

/** `link`: the QR text. */
export interface Step {
  readonly transaction_id: string;
  readonly ticket: string;
  readonly link: string;
}

/** Reads the step from the form. Its link is drawn again, so it must be a login and fit into a QR code. */
export function stepIn(text: (name: string) => string): Step {
  const link = text("link").slice(0, MAX_QR_BYTES);
  return {
    transaction_id: text("transaction_id"),
    ticket: text("ticket"),
    link: readLoginQrText(link) ? link : "",
  };
}

/** The ways in which a sign-in fails: states of a transaction, and `over` for all others. */
export type Ended = keyof ConsoleWords["signIn"]["ended"];
const ENDED: Readonly<Record<Ended, true>> = { expired: true, cancelled: true, blocked: true, over: true };
export const isEnd = (state: unknown): state is Ended => typeof state === "string" && Object.hasOwn(ENDED, state);

/** The state of the login, which tells an ended one from a slow phone. Undefined while the service cannot say. */
export async function transactionState(api: Api, id: string): Promise<ChallengeState | undefined> {
  const polled = await api.call("GET /validate/polltransaction/:id", { id });
  return polled.ok ? polled.detail.transaction_state : undefined;
}

export interface Stuck {
  readonly reply: Refused;
  /** The phone has answered but the platform failed. A script would then send the form in an endless loop, so it gets nothing to watch. */
  readonly answered: boolean;
}

interface Props {
  readonly words: ConsoleWords;
  readonly login: Words["login"]["waiting"];
  /** The step, with any further fields that the form brings back. */
  readonly step: Step;
  readonly image: string;
  readonly stuck: Stuck | undefined;
  /** `action` takes the form, `again` restarts the step, and `ended` (with `?ended=` or `&ended=`) shows how it ended. */
  readonly paths: { readonly action: string; readonly again: string; readonly ended: string };
  /** The heading, if the page has none above. */
  readonly heading?: string;
}

export const PhoneStep = ({ words, words: { signIn }, login, step, image, stuck, paths, heading }: Props) => (
  <div class="narrow">
    <Card title={heading} level={1}>
      <p class="lead">{signIn.phone.lead}</p>
      {stuck && <Refusal words={words} reply={stuck.reply} />}
      <div class="scan">
        <QrCode src={image} alt={signIn.phone.alt} />
        <p class="actions in-app">
          <OpenInApp link={step.link}>{login.openApp}</OpenInApp>
        </p>
      </div>
      <form
        method="post"
        action={paths.action}
        {...(stuck?.answered ? {} : watchTransaction(step.transaction_id))}
        data-ended={paths.ended}
      >
        <Hidden fields={{ ...step }} />
        <div class="actions">
          <Button>{signIn.phone.done}</Button>
          <Button href={paths.again} kind="secondary">
            {signIn.phone.startAgain}
          </Button>
        </div>
      </form>
      <DigitsForm words={login} action={paths.action} open={stuck?.reply.reason?.code === "second-factor-wrong"}>
        <Hidden fields={{ ...step }} />
      </DigitsForm>
    </Card>
  </div>
);
