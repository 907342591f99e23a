// Shows how far an enrolment is, and in the end that it is done. The page with the QR code sends
// its form here: by script when the phone has sent its key or answered, or by hand. The form has
// everything but the state, for which this page asks (GET /validate/pollenrollment).

import { Button, KNOWS_OF_KEY, Notice, watchEnrolment } from "../../../src/for-console.ts";
import { showPage } from "../frame/frame.tsx";
import type { ConsoleApp } from "../frame/session.ts";
import { LinkButton, NarrowCard } from "../frame/usual.tsx";
import { Action } from "../parts/action.tsx";
import { tokenPage } from "../parts/token-view.ts";
import type { ConsoleWords } from "../words/words.ts";

const STATE = "/console/enrol/state";
const NEW = "/console/enrol";

/** `sees`: whether the account may see the token. */
export interface Enrolment {
  readonly id: string;
  readonly serial: string;
  readonly sees: boolean;
}

export function enrolledRoutes(app: ConsoleApp): void {
  app.get(STATE, (c) => c.redirect(NEW, 303));
  app.post(STATE, async (c) => {
    const enrolment = {
      id: c.var.form("enrollment"),
      serial: c.var.form("serial"),
      sees: c.var.account.may("tokenlist"),
    };
    // An empty id would ask for another path. No enrolment has the id `0`.
    const reply = await c.var.api.need("tokens", "GET /validate/pollenrollment/:id", { id: enrolment.id || "0" });
    const { state, qr_code_uses: uses } = reply.detail.enrollment;
    const ofKey = state === "unproven" || state === "enrolled" ? state : undefined;
    return showPage(c, "tokens", ({ enrol, state: states }) => ({
      title: ofKey ? enrol[ofKey].title : enrol.notYet,
      ...(state === "unproven" && { script: "console-enrol.js" }),
      main: (
        <NarrowCard>
          {ofKey ? (
            <Enrolled words={enrol} enrolment={enrolment} state={ofKey} uses={uses} />
          ) : (
            <NotYet words={enrol} states={states} enrolment={enrolment} state={state} isTwice={uses > 1} />
          )}
        </NarrowCard>
      ),
    }));
  });
}

/** Asks for the state. The script of the page with the QR code sends this form, too. */
const AskState = ({ words, enrolment }: { words: ConsoleWords["enrol"]; enrolment: Enrolment }) => (
  <form method="post" action={STATE} data-when-enrolled>
    <input type="hidden" name="enrollment" value={enrolment.id} />
    <input type="hidden" name="serial" value={enrolment.serial} />
    <Button kind="secondary">{words.check}</Button>
  </form>
);

/** The actions during an enrolment. */
export const EnrolmentActions = ({ words, enrolment }: { words: ConsoleWords["enrol"]; enrolment: Enrolment }) => (
  <>
    <p class="quiet">{words.exists}</p>
    <div class="actions">
      <AskState words={words} enrolment={enrolment} />
      {enrolment.sees && (
        <>
          <Action to={`${tokenPage(enrolment.serial)}/code`}>{words.renew}</Action>
          <LinkButton to={tokenPage(enrolment.serial)} text={words.token} />
        </>
      )}
    </div>
  </>
);

interface EnrolledProps {
  readonly words: ConsoleWords["enrol"];
  readonly enrolment: Enrolment;
  readonly state: "unproven" | "enrolled";
  readonly uses: number;
}

/** A phone has sent its key. Until it answers, the page waits for that, and offers a new code. */
const Enrolled = ({ words, enrolment, state, uses }: EnrolledProps) => (
  <>
    <Notice kind={state === "enrolled" ? "success" : "info"} text={words[state].text} />
    {uses > 1 && <Notice kind="danger" text={words.twice} />}
    {state === "unproven" && (
      <div {...watchEnrolment(enrolment.id, state, uses)}>
        <p class="quiet">{words.unproven.stuck}</p>
        <div class="actions">
          <AskState words={words} enrolment={enrolment} />
          {enrolment.sees && <NewCode serial={enrolment.serial} words={words} />}
        </div>
      </div>
    )}
    <p class="actions">
      {enrolment.sees && <Button href={tokenPage(enrolment.serial)}>{words.token}</Button>}
      <LinkButton to={NEW} text={words.title} />
    </p>
  </>
);

interface NotYetProps {
  readonly words: ConsoleWords["enrol"];
  readonly states: ConsoleWords["state"];
  readonly enrolment: Enrolment;
  readonly state: string;
  readonly isTwice: boolean;
}

/** If the token has been deleted or has a newer code, this code is as dead as an expired one. */
const NotYet = ({ words, states, enrolment, state, isTwice }: NotYetProps) => {
  const isLive = state === "started" || state === "fetched";
  return (
    <>
      <Notice kind="warning" text={isLive ? `${words.live} ${states[state]}` : words.expired} />
      {isTwice && <Notice kind="danger" text={isLive ? words.twice : words.twiceExpired} />}
      <EnrolmentActions words={words} enrolment={enrolment} />
    </>
  );
};

export const NewCode = ({ serial, words }: { readonly serial: string; readonly words: ConsoleWords["enrol"] }) => (
  <Action to={`${tokenPage(serial)}/code`} fields={{ [KNOWS_OF_KEY]: "sent" }}>
    {words.renew}
  </Action>
);
