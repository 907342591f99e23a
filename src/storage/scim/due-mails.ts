// Mails the links that a directory's acts have made: after the reply, and by cron if that was lost.
// The link gets its key only now, so a machine that dies on the way leaves a link that nobody can
// open, and the next cron draws another key. A person may so get two mails, of which the second
// works.
//
// - a request and cron: the row's hash changes, so only one of them takes a link
// - a block before the mail: it has withdrawn the link, and nothing is sent

import { mailLinkTo } from "../../core/enrolment/mail-link.ts";
import { hashSession, makeSession } from "../../core/phone-session.ts";
import { MAIL_DELAYS, type Mail } from "../../core/ports/people/mail.ts";
import { createMail } from "../../mail/mailer.ts";
import type { Settings } from "../../settings.ts";
import { statement } from "../sql/sql.ts";

/** Links of one run, each with a mail. */
const MAX_LINKS = 20;
/** After a fault of the mail service, or of the machine that sent it. */
const AGAIN_AFTER_MS = 15 * 60_000;

interface DueRow {
  readonly hash: string;
  readonly user: string;
  readonly realm: string;
  readonly expires_at_ms: number;
  readonly open: number;
  readonly email: string | null;
  readonly language: string | null;
}

const due = (which: string) => `SELECT link.hash, link.user, link.realm, link.expires_at_ms,
    link.started_at_ms IS NULL AND link.withdrawn_at_ms IS NULL AND link.expires_at_ms > :now AS open,
    user.email, user.scim ->> '$.kept.preferredLanguage' AS language
  FROM enrollment_link AS link LEFT JOIN user ON user.realm = link.realm AND user.name = link.user
  WHERE ${which}link.mail_due_at_ms <= :now ORDER BY link.mail_due_at_ms LIMIT ${MAX_LINKS}`;

/** `only`: the hash of the link that the request has made. */
export async function mailDueLinks(
  { db, mail, settings }: { readonly db: D1Database; readonly mail: Mail | undefined; readonly settings: Settings },
  nowMs: number,
  only?: string,
): Promise<void> {
  if (!mail) return;
  const wanted = due(only === undefined ? "" : "link.hash = :only AND ");
  const { results } = await statement<DueRow>(db, wanted, { now: nowMs, only: only ?? null }).all();
  for (const { hash, open, ...link } of results) {
    const key = makeSession((length) => crypto.getRandomValues(new Uint8Array(length)));
    const taken = { hash: await hashSession(key), old: hash, again: nowMs + AGAIN_AFTER_MS, now: nowMs };
    const { meta } = await statement(
      db,
      `UPDATE enrollment_link SET hash = :hash, mail_due_at_ms = :again
       WHERE hash = :old AND mail_due_at_ms <= :now AND started_at_ms IS NULL AND withdrawn_at_ms IS NULL`,
      taken,
    ).run();
    const isTaken = open === 1 && meta.changes > 0;
    const mailed = isTaken && (await mailLinkTo({ mail, settings }, { ...link, expiresAtMs: link.expires_at_ms }, key));
    // One that waits is tried again, and those after it would wait as well.
    if (MAIL_DELAYS.some((delay) => delay === mailed)) return;
    // Nobody has the key of a link that was not sent. Left open, it would keep the directory from
    // making one for an address that it has corrected.
    await statement(
      db,
      `UPDATE enrollment_link SET mail_due_at_ms = NULL, withdrawn_at_ms = CASE WHEN :sent THEN withdrawn_at_ms ELSE :now END
       WHERE hash = :hash AND mail_due_at_ms IS NOT NULL`,
      { hash: isTaken ? taken.hash : hash, sent: isTaken && mailed !== "sent" ? 0 : 1, now: nowMs },
    ).run();
  }
}

/** Of cron. Without the setting nothing is read. */
export async function mailLinksOfDirectory(
  db: D1Database,
  bindings: object,
  settings: Settings,
  nowMs: number,
): Promise<void> {
  if (settings.scimLinks === "mail") await mailDueLinks({ db, mail: createMail(bindings, settings), settings }, nowMs);
}
