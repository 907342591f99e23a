// The enrolment page in each state. Each step is a form and works without scripts. The script
// (src/web/client/enrol.ts) awaits news of what the page shows, then sends a form or reloads.

import type { Child } from "hono/jsx";
import { hasPhone, linkOf, usesOf, type WithPhone } from "../../core/enrolment/link.ts";
import { NetworkNotices, Notice, Steps } from "../ui/components.tsx";
import type { Page } from "../ui/page/page.tsx";
import { screen } from "../ui/page/screen.tsx";
import { type Watch, watchEnrolment, watchTransaction } from "../ui/phone/watch.ts";
import { asksPin, EnrolledView, Trial } from "./enrolled.tsx";
import { Done } from "./onward.tsx";
import type { EnrolmentPage, EnrolWords, Part } from "./parts.tsx";
import { AppAgain, Fresh, UnderWayView } from "./under-way.tsx";

export function enrolPage(data: EnrolmentPage, words: EnrolWords): Page {
  const { view } = data;
  const part = { ...data, words };
  switch (view.state) {
    case "unknown":
    case "used":
    case "expired":
    case "withdrawn": {
      const { title, text } = words.over[view.state];
      const notice = <Notice kind="warning" text={text} />;
      return page({ ...part, refusal: undefined }, title, notice);
    }
    case "fresh":
      return page(part, words.title, <Fresh {...part} />);
    case "unproven":
    case "enrolled":
      return enrolledPage(part, view);
    default: {
      if (data.showsApp) return page(part, words.title, <AppAgain {...part} />);
      const watch =
        view.state === "code-expired" ? {} : watchEnrolment(view.token.enrolmentId, view.state, usesOf(view));
      return page(part, words.title, <UnderWayView {...part} />, watch);
    }
  }
}

function page(part: Part, title: string, body: Child, watch: Watch = {}): Page {
  const { view, words, refusal } = part;
  const isOver = view.state === "unknown" || view.state in words.over;
  return screen(
    title,
    <>
      {!isOver && <EnrolmentSteps {...part} />}
      {refusal && refusal !== "pin" && refusal !== "repeat" && (
        <Notice
          kind="danger"
          title={words.refused.title}
          text={refusal === "other" ? words.refused.text : words.refused[refusal]}
        />
      )}
      {body}
      <NetworkNotices words={words} />
    </>,
    { script: "enrol.js", "data-state": view.state, ...watch },
  );
}

function enrolledPage(part: Part, view: WithPhone): Page {
  const { trial, words } = part;
  if (trial === "done" || trial === "signed-in") return page(part, words.done.title, <Done {...part} />);
  if (typeof trial === "object") {
    return page(part, words.trial.title, <Trial {...part} trial={trial} />, watchTransaction(trial.transactionId));
  }
  // News would load the page anew, under the fingers of a person who types a PIN.
  const isWaiting = view.state === "unproven" && !asksPin(part, view);
  const watch = isWaiting ? watchEnrolment(view.token.enrolmentId, view.state, usesOf(view)) : {};
  return page(part, words[view.state].title, <EnrolledView {...part} view={view} />, watch);
}

type StepName = keyof Part["words"]["steps"];

/** A link that asks for no PIN has no such step. */
const stepsOf = ({ view }: Part): readonly StepName[] =>
  linkOf(view)?.asksPin ? ["app", "scan", "pin", "trial"] : ["app", "scan", "trial"];

/** The step that the person has come to; undefined when all is done. */
function stepOf({ view, trial, skipsPin, showsApp }: Part): StepName | undefined {
  if (view.state === "fresh" || (showsApp && !hasPhone(view))) return "app";
  if (!hasPhone(view)) return "scan";
  if (trial === "done" || trial === "signed-in") return undefined;
  const isPinOver = view.pin === "settled" || (view.pin === "wanted" && skipsPin);
  return isPinOver || trial !== undefined ? "trial" : "pin";
}

const EnrolmentSteps = (part: Part) => {
  const steps = stepsOf(part);
  const step = stepOf(part);
  const current = step === undefined ? steps.length + 1 : steps.indexOf(step) + 1;
  return <Steps line steps={steps.map((name) => ({ title: part.words.steps[name] }))} current={current} />;
};
