// All steps in the order of a round, by name, with how many a client runs in a round. A round lasts
// a few seconds.
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
}

/** At least 4 000 in a turn: a quarter of a second of polls says anything from .36 to 1.74. */
const POLLS = 64;

export const STEPS = {
  bare: { step: bare, factor: 16 },
  init: { step: initStep, factor: 1 },
  metadata: { step: metadataStep, factor: 1 },
  enrolment: { step: enrolment, factor: 1 },
  trigger: { step: triggerStep, factor: 1 },
  "trigger of ten tokens": { step: triggerOfTen, factor: 0.5 },
  poll: { step: pollStep, factor: POLLS },
  "poll by check": { step: pollByCheck, factor: POLLS },
  answer: { step: answerStep, factor: 1 },
  finalize: { step: finalizeStep, factor: 1 },
  "wrong PIN": { step: wrongPin, factor: 1 },
  login: { step: wholeLogin, factor: 0.5 },
  authorize: { step: authorizeStep, factor: 1 },
  begin: { step: beginStep, factor: 1 },
  "answer to a sign-in": { step: confirmationStep, factor: 1 },
  result: { step: resultStep, factor: 1 },
  token: { step: tokenStep, factor: 1 },
  userinfo: { step: userinfoStep, factor: 1 },
  "sign-in": { step: wholeSignIn, factor: 0.5 },
} as const satisfies Record<string, TimedStep>;

export type StepName = keyof typeof STEPS;
export const STEP_NAMES = Object.keys(STEPS) as StepName[];
