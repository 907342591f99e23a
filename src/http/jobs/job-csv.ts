// The result of a job as rows of CSV: what became of each item, and the links that were made.

import type { ItemResult } from "../../core/jobs/look.ts";
import type { DoneItem } from "../../core/ports/job.ts";
import { isoOf } from "../answer/iso-time.ts";
import { publicCode, reasonHeader } from "../answer/reason-header.ts";
import { wireOf } from "../answer/reason-to-wire.ts";
import { itemJson } from "./job-json.ts";
import { JOB_NOTICES, type JobNotice } from "./notices.ts";

export const RESULT_COLUMNS = [
  ...["line", "serial", "user", "realm", "outcome", "message"],
  ...["link", "link_expires", "reason", "mail", "notice", "email", "name"],
] as const;
type ResultRow = Readonly<Record<(typeof RESULT_COLUMNS)[number], string>>;
const EMPTY = Object.fromEntries(RESULT_COLUMNS.map((column) => [column, ""])) as ResultRow;

const WHY_NO_MAIL: Readonly<Partial<Record<NonNullable<DoneItem["mail"]>, string>>> = {
  due: "The job ended before the link was mailed.",
  "no-address": "The user has no e-mail address.",
  "link-over": "The link was used or withdrawn, or had expired, before it was mailed.",
  refused: "The mail service refuses mail to this address.",
  unavailable: "The mail service did not take the mail.",
};

export function resultRow({ item, outcome, link, email, name }: ItemResult): ResultRow {
  const subject = itemJson(item);
  const row = { ...EMPTY, ...subject, email, name, line: String(subject.line) };
  if (!outcome) return { ...row, outcome: "not-reached" };
  if (!outcome.ok) {
    const { reason } = outcome;
    const { text, evidence } = wireOf(reason);
    return { ...row, outcome: publicCode(reason), message: text, reason: reasonHeader(reason, evidence) };
  }
  const { did, user = row.user, realm = row.realm, linkExpiresAtMs, wouldLink = false, mail } = outcome;
  // A dry run sends no mail. After any other job, a mail still due was not sent before its end.
  const due = wouldLink ? "would-be-sent" : "not-sent";
  const notice: JobNotice | "" = wouldLink ? "would-link" : "";
  const unsent = mail === undefined || (wouldLink && mail === "due") ? undefined : WHY_NO_MAIL[mail];
  return {
    ...row,
    user,
    realm,
    outcome: did,
    message: [notice && JOB_NOTICES[notice], unsent].filter(Boolean).join(" "),
    link: link ?? "",
    link_expires: linkExpiresAtMs === undefined ? "" : isoOf(linkExpiresAtMs),
    mail: mail === "due" ? due : (mail ?? ""),
    notice,
  };
}
