// What a job is called in lists and on its page, such as the name of the file that it imports.

import { hasUnseen, UNSEEN_FAULT, withoutUnseen } from "../../lib/unseen.ts";
import { invalidParameter, type Outcome } from "../reasons.ts";

/** More than a list shows of it. */
const MAX_JOB_NAME = 100;

export function readJobName(given = ""): Outcome<{ readonly name: string }> {
  const name = given.trim();
  if ([...name].length > MAX_JOB_NAME) return invalidParameter("name", `at most ${MAX_JOB_NAME} characters`);
  return hasUnseen(name) ? invalidParameter("name", `it ${UNSEEN_FAULT}`) : { ok: true, name };
}

/** A file may have any name, which must not keep anybody from importing it. */
export const jobNameOf = (file: string): string =>
  [...withoutUnseen(file.toWellFormed()).trim()].slice(0, MAX_JOB_NAME).join("").trim();
