// The enrolment page once a phone has sent its key: the PIN, and a test login, which proves that
// the phone has it. Until then a new code can be shown: the phone may not have heard its reply.

import { usesOf, type WithPhone } from "../../core/enrolment/link.ts";
import { leastOf } from "../../core/token/pin.ts";
import { Badge, Button, Card, Notice, QrCode } from "../ui/components.tsx";
import { Field, Hidden, NewPin } from "../ui/field.tsx";
import { KNOWS_OF_KEY } from "../ui/phone/watch.ts";
import { type OpenTrial, type Part, ScanOrOpen, StepForm } from "./parts.tsx";

/** A parameter of the page's address: the person goes on without choosing a PIN. */
export const SKIPS_PIN = "without-pin";

/** People take a test login for the end, so the PIN comes before it. */
export const asksPin = ({ skipsPin }: Pick<Part, "skipsPin">, { pin }: Pick<WithPhone, "pin">): boolean =>
  pin === "required" || (pin === "wanted" && !skipsPin);

/** Replaced, a token keeps its PIN. An added phone has that of the others, and a session. */
const asksOldPin = ({ link, token }: WithPhone): boolean => token.hasPin && !link.pinSet && link.replaces !== undefined;

export const EnrolledView = (part: Part & { readonly view: WithPhone }) => {
  const { view, path, pinMinLength, refusal, trial, words } = part;
  const { pin, state } = view;
  const fault = refusal === "pin" ? "short" : refusal === "repeat" ? "differs" : undefined;
  const choosesPin = asksPin(part, view);
  return (
    <>
      <Notice
        kind={state === "enrolled" || view.link.pinSet ? "success" : "info"}
        text={view.link.pinSet ? words.pin.saved : words[state].text}
      />
      {usesOf(view) > 1 && (
        <Notice
          kind="danger"
          title={words.twice.title}
          text={state === "enrolled" ? words.twice.enrolled : words.twice.underWay}
        />
      )}
      {trial === "failed" && <Notice kind="warning" title={words.trial.failed.title} text={words.trial.failed.text} />}
      {choosesPin && (
        <Card title={words.pin.title}>
          <p>{pin === "required" ? words.pin.required : words.pin.wanted}</p>
          <StepForm path={path} step="pin">
            <NewPin words={words.pin} least={leastOf(pinMinLength)} fault={fault} />
            <Button>{words.pin.save}</Button>
          </StepForm>
          {pin === "wanted" && (
            <p>
              <a href={`${path}?${SKIPS_PIN}`}>{words.pin.skip}</a>
            </p>
          )}
        </Card>
      )}
      {!choosesPin && (
        <Card title={words.trial.title}>
          <p>{words.trial.text}</p>
          <StepForm path={path} step="login">
            {asksOldPin(view) && (
              <Field
                name="pin"
                type="password"
                label={words.trial.pin}
                hint={words.trial.pinHint}
                error={refusal === "wrongPin" ? words.refused.wrongPin : undefined}
                autocomplete="current-password"
              />
            )}
            <Button>{words.trial.start}</Button>
          </StepForm>
          {pin === "wanted" && (
            <p class="quiet">
              <a href={path}>{words.pin.after}</a>
            </p>
          )}
        </Card>
      )}
      {state === "unproven" && (
        <StepForm path={path} step="code">
          <input type="hidden" name={KNOWS_OF_KEY} value="sent" />
          <p class="quiet">{words.unproven.stuck}</p>
          <Button kind="secondary">{words.renew}</Button>
        </StepForm>
      )}
    </>
  );
};

export const Trial = ({ path, image = "", trial, words }: Part & { readonly trial: OpenTrial }) => (
  <>
    <ScanOrOpen words={words.scan} lead={words.trial.lead} link={trial.link}>
      <QrCode src={image} alt={words.trial.alt} confirmed={words.trial.confirmed} />
    </ScanOrOpen>
    <p role="status">
      <Badge>{words.scan.waiting}</Badge>
    </p>
    <StepForm path={path} step="finish" data-when-changed>
      <Hidden fields={{ transaction_id: trial.transactionId, factor: trial.factor }} />
      <Button kind="secondary">{words.trial.byHand}</Button>
    </StepForm>
    <p>
      <a href={path}>{words.back}</a>
    </p>
  </>
);
