// The step at which the phone confirms a sign-in or a session. The page holds all that the step needs of the one before, so
// nothing is stored for it.

import type { ChallengeState } from "../../core/challenge.ts";
import { MAX_QR_BYTES } from "../../core/token/qr-room.ts";
import { readLoginQrText } from "../../tiqr/urls.ts";
import { Button, Card, QrCode } from "../ui/components.tsx";
import { DigitsForm } from "../ui/digits-form.tsx";
import { OpenInApp } from "../ui/open-in-app.tsx";
import { watchTransaction } from "../ui/watch.ts";
import { consoleEn } from "../words/en/console.ts";
import type { ConsoleWords, Words } from "../words/words.ts";
import type { Api, Refused } from "./api.ts";
import { Refusal } from "./refusal.tsx";

/** `link`: what the QR code says. */
export interface Step {
  readonly transaction_id: string;
  readonly ticket: string;
  readonly link: string;
}

/** What the form brings back. The link is drawn anew, so it is no longer than a QR code holds, and a login. */
export function stepIn(text: (name: string) => string): Step {
  const link = text("link").slice(0, MAX_QR_BYTES);
  return {
    transaction_id: text("transaction_id"),
    ticket: text("ticket"),
    link: readLoginQrText(link) ? link : "",
  };
}

/** How a sign-in ends that signs in nobody: states of a transaction, and `over` for all the rest. */
export type Ended = keyof ConsoleWords["signIn"]["ended"];
export const isEnd = (state: unknown): state is Ended =>
  typeof state === "string" && Object.hasOwn(consoleEn.signIn.ended, state);

/** What becomes of the login tells an end from a phone that is slow. Undefined while the service cannot say. */
export async function transactionState(api: Api, id: string): Promise<ChallengeState | undefined> {
  const polled = await api.call("GET /validate/polltransaction/:id", { id });
  return polled.ok ? polled.detail.transaction_state : undefined;
}

export interface Stuck {
  readonly reply: Refused;
  /** The phone has answered, and only the platform is in the way: then script would go on at once, again and again. */
  readonly answered: boolean;
}

interface Props {
  readonly words: ConsoleWords;
  readonly login: Words["login"]["waiting"];
  /** And what else the form is to bring back. */
  readonly step: Step;
  readonly image: string;
  readonly stuck: Stuck | undefined;
  /** Where the form goes, where the step can be begun again, and the page that hears behind `?ended=` or `&ended=` how it ended. */
  readonly paths: { readonly action: string; readonly again: string; readonly ended: string };
  /** Where no heading stands above it. */
  readonly heading?: string;
}

const Hidden = ({ step }: { step: Step }) =>
  Object.entries(step).map(([name, value]) => <input type="hidden" name={name} value={value} />);

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
        <Hidden step={step} />
        <div class="actions">
          <Button>{signIn.phone.done}</Button>
          <Button href={paths.again} kind="secondary">
            {signIn.phone.startAgain}
          </Button>
        </div>
      </form>
      <DigitsForm words={login} action={paths.action} open={stuck?.reply.reason?.code === "second-factor-wrong"}>
        <Hidden step={step} />
      </DigitsForm>
    </Card>
  </div>
);
