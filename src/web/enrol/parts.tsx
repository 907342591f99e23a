// What the states of the enrolment page share: their data, the account, the forms of the steps.

import type { PropsWithChildren } from "hono/jsx";
import { type LinkView, linkOf } from "../../core/enrolment/link.ts";
import type { TrialFactor } from "../../core/enrolment/link-trial.ts";
import type { OpenableClient } from "../../core/ports/oidc/clients.ts";
import { Notice } from "../ui/components.tsx";
import { OpenInApp } from "../ui/phone/open-in-app.tsx";
import { Breakable } from "../ui/text.tsx";
import type { OwnWords } from "../words/words.ts";

export type EnrolWords = OwnWords["enrol"];

export interface OpenTrial {
  readonly link: string;
  readonly transactionId: string;
  readonly factor: TrialFactor;
}

export interface EnrolmentPage {
  readonly view: LinkView;
  /** The path of the page. */
  readonly path: string;
  readonly onAndroid: boolean;
  readonly service: string;
  readonly pinMinLength: number;
  readonly nowMs: number;
  /** Whether the person goes on without choosing a PIN. */
  readonly skipsPin?: boolean | undefined;
  /** Whether the person looks at the first step again after leaving it. */
  readonly showsApp?: boolean | undefined;
  /** The drawn QR codes of STORE_ADDRESSES (./under-way.tsx), in its order. */
  readonly stores?: readonly string[] | undefined;
  /** The drawn QR code of the enrolment or of the trial. */
  readonly image?: string | undefined;
  /** A test login under way, or the outcome of the last one. */
  readonly trial?: OpenTrial | "done" | "signed-in" | "failed" | undefined;
  /** The recovery codes that are left after the one that has made the link. */
  readonly codesLeft?: number | undefined;
  /** Where people go when all is done. */
  readonly onward?: Onward | undefined;
  /** The reason why the last step was refused. */
  readonly refusal?:
    | "other"
    | "name"
    | "cookies"
    | "pin"
    | "repeat"
    | "wrongPin"
    | "tooManyTokens"
    | "tooManyRequests"
    | undefined;
}

export interface Onward {
  readonly applications: readonly OpenableClient[];
  /** The page of the person's own account. */
  readonly home: "/me" | "/console";
  readonly recovery: boolean;
}

export type Part = EnrolmentPage & { readonly words: EnrolWords };

export const StepForm = ({
  path,
  step,
  children,
  ...rest
}: PropsWithChildren<{ path: string; step: string; [name: string]: unknown }>) => (
  <form class="form" method="post" action={`${path}/${step}`} {...rest}>
    {children}
  </form>
);

export const AccountLine = ({ view, service, words }: Part) => (
  <p class="lead">
    <Breakable text={words.account(linkOf(view)?.user ?? "", service)} />
  </p>
);

/** Other words on a phone, which does not scan its own screen. */
export const ByDevice = ({ desk, phone }: { desk: string; phone: string }) => (
  <>
    <span class="not-on-phone">{desk}</span>
    <span class="on-phone">{phone}</span>
  </>
);

/**
 * The QR code for another device and, on a phone, the button for this one. `notOpened` appears
 * below once the script knows that no app opened; without a script it is always there.
 */
export const ScanOrOpen = ({
  words,
  lead,
  link,
  onAndroid,
  notOpened,
  children,
}: PropsWithChildren<{
  words: EnrolWords["scan"];
  lead: string;
  link: string;
  onAndroid?: boolean;
  notOpened?: string;
}>) => (
  <div class="scan">
    <div class="in-app">
      <p class="not-on-phone">{words.onPhone}</p>
      <p class="actions">
        <OpenInApp link={link} onAndroid={onAndroid}>
          {words.open}
        </OpenInApp>
      </p>
      {notOpened && <Notice data-not-opened text={notOpened} />}
    </div>
    <p>
      <ByDevice desk={lead} phone={words.leadOnPhone} />
    </p>
    {children}
  </div>
);
