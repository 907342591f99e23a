// The step in which the phone confirms a sign-in or a session of the console.

import {
  Card,
  type ChallengeState,
  type ConfirmationStep,
  DigitsForm,
  Hidden,
  OpenInApp,
  QrCode,
  type Words,
  watchTransaction,
} from "../../../src/for-console.ts";
import type { Api, ApiRefusal } from "../api.ts";
import { RefusalNotice } from "../frame/refusal.tsx";
import { SendOrLeave } from "../parts/action.tsx";
import type { ConsoleWords } from "../words/words.ts";

/** The ways in which a sign-in fails: states of a transaction, and `over` for all others. */
export type SignInEnd = keyof ConsoleWords["signIn"]["ended"];
const ENDED: Readonly<Record<SignInEnd, true>> = { expired: true, cancelled: true, blocked: true, over: true };
export const isEnd = (state: unknown): state is SignInEnd => typeof state === "string" && Object.hasOwn(ENDED, state);

/** The login's state, which tells an ended one from a slow phone; undefined if it is not known. */
export async function transactionState(api: Api, id: string): Promise<ChallengeState | undefined> {
  const polled = await api.call("GET /validate/polltransaction/:id", { id });
  return polled.ok ? polled.detail.transaction_state : undefined;
}

export interface FailedStep {
  readonly reply: ApiRefusal;
  /**
   * The phone has answered, but the platform failed. A script would send the form again, endlessly,
   * so it gets nothing to watch.
   */
  readonly answered: boolean;
}

interface Props {
  readonly words: ConsoleWords;
  readonly login: Words["login"]["waiting"];
  /** The step, with any further fields that the form brings back. */
  readonly step: ConfirmationStep;
  readonly image: string;
  readonly stuck: FailedStep | undefined;
  /** `action` takes the form, `again` restarts the step, `ended` with a state shows the end. */
  readonly paths: { readonly action: string; readonly again: string; readonly ended: string };
  /** The heading, if the page has none above. */
  readonly heading?: string;
}

export const PhoneStep = ({ words, words: { signIn }, login, step, image, stuck: failed, paths, heading }: Props) => (
  <div class="narrow">
    <Card title={heading} level={1}>
      <p class="lead">{signIn.phone.lead}</p>
      {failed && <RefusalNotice words={words} reply={failed.reply} />}
      <div class="scan">
        <QrCode src={image} alt={signIn.phone.alt} confirmed={login.confirmed} />
        <p class="actions in-app">
          <OpenInApp link={step.link}>{login.openApp}</OpenInApp>
        </p>
      </div>
      <form
        method="post"
        action={paths.action}
        {...(failed?.answered ? {} : watchTransaction(step.transaction_id))}
        data-ended={paths.ended}
      >
        <Hidden fields={{ ...step }} />
        <SendOrLeave send={signIn.phone.done} leave={signIn.phone.startAgain} to={paths.again} />
      </form>
      <DigitsForm words={login} action={paths.action} open={failed?.reply.reason?.code === "second-factor-wrong"}>
        <Hidden fields={{ ...step }} />
      </DigitsForm>
    </Card>
  </div>
);
