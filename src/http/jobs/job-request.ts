// Jobs as requests ask for them.

import type { UserFile } from "../../core/jobs/begin.ts";
import { LINKS, TOKEN_ACTIONS, type TokenAction, type WhichLinks } from "../../core/jobs/job.ts";
import { MAIL_LANGUAGES, type MailLanguage } from "../../core/ports/people/mail.ts";
import { invalidParameter, type Outcome } from "../../core/reasons.ts";
import { type Given, isTexts } from "../request/given-fields.ts";

interface Common {
  readonly id: string | undefined;
  readonly validity: string | undefined;
  readonly mail: boolean;
  readonly language: MailLanguage | undefined;
}

export interface TokenJobGiven extends Common {
  readonly action: TokenAction;
  readonly serials: readonly string[];
}

export interface UserJobGiven extends Common {
  readonly file: UserFile;
  readonly dryRun: boolean;
  readonly links: WhichLinks;
}

/** Also from the query, where there are only texts. */
const isFlag = (given: unknown): given is boolean | string =>
  [true, false, "true", "false"].includes(given as string | boolean);

function readCommon({ id, validity, mail = false, language }: Given): Outcome<Common> {
  if (id !== undefined && typeof id !== "string") return invalidParameter("id", "expected a text");
  if (validity !== undefined && typeof validity !== "number" && typeof validity !== "string")
    return invalidParameter("validity", "expected a number of seconds");
  if (!isFlag(mail)) return invalidParameter("mail", "expected true or false");
  const read = MAIL_LANGUAGES.find((one) => one === language);
  if (language !== undefined && !read)
    return invalidParameter("language", `expected one of ${MAIL_LANGUAGES.join(", ")}`);
  const seconds = validity === undefined ? undefined : String(validity);
  return { ok: true, id, validity: seconds, mail: String(mail) === "true", language: read };
}

export function readTokenJob(given: Given): Outcome<TokenJobGiven> {
  const common = readCommon(given);
  if (!common.ok) return common;
  const { serials, action } = given;
  if (!isTexts(serials)) return invalidParameter("serials", "expected a list of texts");
  if (typeof action !== "string" || !Object.hasOwn(TOKEN_ACTIONS, action))
    return invalidParameter("action", `expected one of ${Object.keys(TOKEN_ACTIONS).join(", ")}`);
  return { ...common, serials, action: action as TokenAction };
}

/** Without `dry_run` nothing is changed: a file that was sent to be checked must not be carried out. */
export function readUserJob(given: Given): Outcome<UserJobGiven> {
  const common = readCommon(given);
  if (!common.ok) return common;
  const { csv, dry_run_id: dryRunId, dry_run: dryRun = true, links = "missing" } = given;
  if (dryRunId === undefined ? typeof csv !== "string" : csv !== undefined)
    return invalidParameter("csv", "expected a text, or a dry_run_id");
  if (dryRunId !== undefined && typeof dryRunId !== "string") return invalidParameter("dry_run_id", "expected a text");
  const file = typeof csv === "string" ? { csv } : { dryRunId: dryRunId ?? "" };
  if (!isFlag(dryRun)) return invalidParameter("dry_run", "expected true or false");
  const which = LINKS.find((one) => one === links);
  if (which === undefined) return invalidParameter("links", `expected one of ${LINKS.join(", ")}`);
  return { ...common, file, dryRun: String(dryRun) === "true", links: which };
}
