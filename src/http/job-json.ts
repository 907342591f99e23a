// Jobs as JSON and as rows of CSV: how requests ask for them, and how answers show them.

import type { UserFile } from "../core/jobs/begin.ts";
import {
  type Done,
  type Item,
  type JobMail,
  type JobProgress,
  LINKS,
  RESULT_KEPT_MS,
  TOKEN_ACTIONS,
  type TokenAction,
  type WhichLinks,
} from "../core/jobs/job.ts";
import type { ItemResult } from "../core/jobs/look.ts";
import type { JobRow } from "../core/ports/jobs.ts";
import { MAIL_LANGUAGES, type MailLanguage } from "../core/ports/mail.ts";
import type { Outcome } from "../core/reasons.ts";
import { bad, type Given, isTexts } from "./given-fields.ts";
import { evidenceOf, publicCode, reasonHeader } from "./reason-header.ts";
import { messageOf } from "./reason-to-wire.ts";
import type { JobJson, ListedJobJson } from "./wire-job.ts";

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
  if (id !== undefined && typeof id !== "string") return bad("id", "a text");
  if (validity !== undefined && typeof validity !== "number" && typeof validity !== "string")
    return bad("validity", "a number of seconds");
  if (!isFlag(mail)) return bad("mail", "true or false");
  const read = MAIL_LANGUAGES.find((one) => one === language);
  if (language !== undefined && !read) return bad("language", `one of ${MAIL_LANGUAGES.join(", ")}`);
  const seconds = validity === undefined ? undefined : String(validity);
  return { ok: true, id, validity: seconds, mail: String(mail) === "true", language: read };
}

export function readTokenJob(given: Given): Outcome<TokenJobGiven> {
  const common = readCommon(given);
  if (!common.ok) return common;
  const { serials, action } = given;
  if (!isTexts(serials)) return bad("serials", "a list of texts");
  if (typeof action !== "string" || !Object.hasOwn(TOKEN_ACTIONS, action))
    return bad("action", `one of ${Object.keys(TOKEN_ACTIONS).join(", ")}`);
  return { ...common, serials, action: action as TokenAction };
}

/** Without `dry_run` nothing is changed: a file that was sent to be checked must not be carried out. */
export function readUserJob(given: Given): Outcome<UserJobGiven> {
  const common = readCommon(given);
  if (!common.ok) return common;
  const { csv, dry_run_id: dryRunId, dry_run: dryRun = true, links = "missing" } = given;
  if (dryRunId === undefined ? typeof csv !== "string" : csv !== undefined)
    return bad("csv", "a text, or a dry_run_id");
  if (dryRunId !== undefined && typeof dryRunId !== "string") return bad("dry_run_id", "a text");
  const file = typeof csv === "string" ? { csv } : { dryRunId: dryRunId ?? "" };
  if (!isFlag(dryRun)) return bad("dry_run", "true or false");
  const which = LINKS.find((one) => one === links);
  if (which === undefined) return bad("links", `one of ${LINKS.join(", ")}`);
  return { ...common, file, dryRun: String(dryRun) === "true", links: which };
}

const isoOf = (ms: number): string => new Date(ms).toISOString();

export const jobJson = ({ job, ...progress }: JobProgress): JobJson => {
  const { work } = job;
  const { reason, endedAtMs } = progress;
  const isDryRun = work.kind === "users" && work.dryRun;
  return {
    id: job.id,
    kind: work.kind,
    action: work.kind === "tokens" ? work.action : "",
    dry_run: isDryRun,
    state: progress.state,
    cancelling: progress.cancelling,
    done: progress.done,
    total: progress.total,
    failed: progress.failed,
    failures: progress.failures.map(({ item, reason }) => ({
      ...itemJson(item),
      reason: publicCode(reason),
      evidence: evidenceOf(reason),
      message: messageOf(reason),
    })),
    mail: work.mail === undefined || isDryRun ? null : mailJson(progress.mail),
    reason: reason === undefined ? "" : publicCode(reason),
    begun_by: job.caller.name,
    begun_at: isoOf(job.beganAtMs),
    ended_at: endedAtMs === undefined ? null : isoOf(endedAtMs),
    kept_until: endedAtMs === undefined ? null : isoOf(endedAtMs + RESULT_KEPT_MS),
  };
};

const mailJson = ({ sent, notSent, waitsFor, againAtMs }: JobMail): NonNullable<JobJson["mail"]> => ({
  sent,
  not_sent: notSent,
  waits_for: waitsFor ?? "",
  again_at: againAtMs === undefined ? null : isoOf(againAtMs),
});

export const listedJobJson = ({ id, kind, items, beganAtMs, endedAtMs }: JobRow): ListedJobJson => ({
  id,
  kind,
  total: items,
  begun_at: isoOf(beganAtMs),
  ended_at: endedAtMs === null ? null : isoOf(endedAtMs),
});

const itemJson = (item: Item) => {
  if ("serial" in item) return { line: item.line, serial: item.serial, user: "", realm: "" };
  const { user, realm } = "given" in item ? item.given : item;
  return { line: item.line, serial: "", user, realm: realm ?? "" };
};

export const RESULT_COLUMNS = [
  "line",
  "serial",
  "user",
  "realm",
  "outcome",
  "message",
  "link",
  "link_expires",
  "reason",
  "mail",
] as const;

/** The message of a dry run. */
export const WOULD_LINK = "An enrolment link would be made.";

/** In the result of a dry run no mail is due. In another one it is if the job has ended before it was sent. */
const DUE = { true: "would-be-sent", false: "not-sent" } as const;

const WHY_NO_MAIL: Readonly<Partial<Record<NonNullable<Done["mail"]>, string>>> = {
  due: "The job ended before the link was mailed.",
  "no-address": "The user has no e-mail address.",
  "link-over": "The link was used or withdrawn, or had expired, before it was mailed.",
  refused: "The mail service refuses mail to this address.",
  unavailable: "The mail service did not take the mail.",
};

export function resultRow({
  item,
  outcome,
  link,
}: ItemResult): Readonly<Record<(typeof RESULT_COLUMNS)[number], string>> {
  const shown = itemJson(item);
  const row = {
    ...shown,
    line: String(shown.line),
    outcome: "",
    message: "",
    link: "",
    link_expires: "",
    reason: "",
    mail: "",
  };
  if (!outcome) return { ...row, outcome: "not-reached" };
  if (!outcome.ok) {
    const { reason } = outcome;
    return { ...row, outcome: publicCode(reason), message: messageOf(reason), reason: reasonHeader(reason) };
  }
  const { did, user = row.user, realm = row.realm, linkExpiresAtMs, wouldLink = false, mail } = outcome;
  const said = wouldLink ? [WOULD_LINK] : [];
  const unsent = mail === undefined || (wouldLink && mail === "due") ? undefined : WHY_NO_MAIL[mail];
  return {
    ...row,
    user,
    realm,
    outcome: did,
    message: [...said, ...(unsent === undefined ? [] : [unsent])].join(" "),
    link: link ?? "",
    link_expires: linkExpiresAtMs === undefined ? "" : isoOf(linkExpiresAtMs),
    mail: mail === "due" ? DUE[`${wouldLink}`] : (mail ?? ""),
  };
}
