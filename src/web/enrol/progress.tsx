// The steps of an enrolment, and which one the person has come to.

import { hasPhone, linkOf } from "../../core/enrolment/link.ts";
import { Steps } from "../ui/components.tsx";
import type { Part } from "./parts.tsx";

type StepName = keyof Part["words"]["steps"];

/** A link that asks for no PIN has no such step. */
const stepsOf = ({ view }: Part): readonly StepName[] =>
  linkOf(view)?.asksPin ? ["app", "scan", "pin", "trial"] : ["app", "scan", "trial"];

/** The step that the person has come to; undefined when all is done. */
function stepOf({ view, trial, skipsPin, showsApp }: Part): StepName | undefined {
  if (view.state === "fresh" || (showsApp && !hasPhone(view))) return "app";
  if (!hasPhone(view)) return "scan";
  if (trial === "done") return undefined;
  const isPinOver = view.pin === "settled" || (view.pin === "wanted" && skipsPin);
  return isPinOver || trial !== undefined ? "trial" : "pin";
}

export const EnrolmentSteps = (part: Part) => {
  const steps = stepsOf(part);
  const step = stepOf(part);
  const current = step === undefined ? steps.length + 1 : steps.indexOf(step) + 1;
  return <Steps line steps={steps.map((name) => ({ title: part.words.steps[name] }))} current={current} />;
};
