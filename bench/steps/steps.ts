// All steps in the order of a round, by name, with how many a client runs in a turn, which is to
// last about a tenth of a second.
import { bare } from "./bare.ts";
import { enrolment, initStep, metadataStep } from "./enrolment.ts";
import {
  answerStep,
  finalizeStep,
  pollByCheck,
  pollStep,
  triggerOfTen,
  triggerStep,
  wholeLogin,
  wrongPin,
} from "./login.ts";
import {
  authorizeStep,
  beginStep,
  confirmationStep,
  resultStep,
  tokenStep,
  userinfoStep,
  wholeSignIn,
} from "./sign-in.ts";
import type { Step } from "./step.ts";

interface TimedStep {
  readonly step: Step;
  /** For each step of a chain the same number, because each takes what the one before has left. */
  readonly factor: number;
  /** The step that makes what this one takes. */
  readonly after?: string;
}

export const STEPS = {
  bare: { step: bare, factor: 32 },
  init: { step: initStep, factor: 1 },
  metadata: { step: metadataStep, factor: 1, after: "init" },
  enrolment: { step: enrolment, factor: 1, after: "metadata" },
  trigger: { step: triggerStep, factor: 1, after: "enrolment" },
  "trigger of ten tokens": { step: triggerOfTen, factor: 1, after: "trigger" },
  poll: { step: pollStep, factor: 32, after: "trigger" },
  "poll by check": { step: pollByCheck, factor: 24, after: "trigger" },
  answer: { step: answerStep, factor: 1, after: "trigger" },
  finalize: { step: finalizeStep, factor: 1, after: "answer" },
  "wrong PIN": { step: wrongPin, factor: 1, after: "enrolment" },
  login: { step: wholeLogin, factor: 0.5, after: "enrolment" },
  authorize: { step: authorizeStep, factor: 1, after: "enrolment" },
  begin: { step: beginStep, factor: 1, after: "authorize" },
  "answer to a sign-in": { step: confirmationStep, factor: 1, after: "begin" },
  result: { step: resultStep, factor: 1, after: "answer to a sign-in" },
  token: { step: tokenStep, factor: 1, after: "result" },
  userinfo: { step: userinfoStep, factor: 1, after: "token" },
  "sign-in": { step: wholeSignIn, factor: 0.5, after: "enrolment" },
} as const satisfies Record<string, TimedStep>;

export type StepName = keyof typeof STEPS;
export const STEP_NAMES = Object.keys(STEPS) as StepName[];

/** These steps and what they need, in the order of a round. */
export function withEarlier(names: readonly StepName[]): StepName[] {
  const needed = new Set(names);
  for (const name of STEP_NAMES.toReversed()) {
    const { after }: TimedStep = STEPS[name];
    if (after && needed.has(name)) needed.add(after as StepName);
  }
  return STEP_NAMES.filter((name) => needed.has(name));
}
