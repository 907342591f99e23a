// Sends the mails of a batch one after the other, once its outcomes are stored. So the next batch
// makes no links while the mail service takes none, and a crash sends at most one mail twice.
//
//   the account is disabled while mails wait   its links are dead, so the job ends as failed
//   a cancellation between two mails           no further mail is sent; the result has the links

import { mailLink } from "../../core/enrolment/mail-link.ts";
import { rightsForWork } from "../../core/jobs/job.ts";
import { openLinkKeys } from "../../core/jobs/link-key.ts";
import { afterMail } from "../../core/jobs/mail-waits.ts";
import type { Ports } from "../../core/ports/index.ts";
import type { Job } from "../../core/ports/job.ts";
import { NOTHING_MAILED, type Progress, type StoredJob } from "./stored-job.ts";

export const hasDueMails = ({ work }: Pick<Job, "work">, { done, mail = NOTHING_MAILED }: Progress): boolean =>
  work.mail !== undefined && !(work.kind === "users" && work.dryRun) && mail.settled < done;

/** Returns the time at which to go on. */
export async function sendMails(
  ports: Ports,
  stored: StoredJob,
  job: Job,
  { done, mail = NOTHING_MAILED }: Progress,
): Promise<number> {
  const { work } = job;
  if (!work.mail) return Date.now();
  const due = stored.dueMails(mail.settled, done);
  const reached = due.map(({ outcome: { user, realm = "" } }) => ({ user, realm }));
  const may = await ports.jobs.mayReach(job.caller, rightsForWork(work)[0], reached);
  if (!may.ok) {
    stored.save({ end: { state: "failed", reason: may.reason } });
    return Date.now();
  }
  const keyOf = await openLinkKeys(ports, job.id, job.sealedSeed);
  let { waits } = mail;
  for (const { place, outcome } of due) {
    if (stored.progress?.cancelling) return Date.now();
    const mailed = afterMail(await mailLink(ports, await keyOf(place), work.mail, Date.now()), waits);
    switch (mailed.next) {
      case "go-on":
        stored.settleMail(place, outcome, mailed.mail);
        waits = 0;
        break;
      case "wait": {
        const againAtMs = Date.now() + mailed.ms;
        const before = stored.progress?.mail ?? NOTHING_MAILED;
        stored.save({ mail: { ...before, settled: place, waits: waits + 1, waitsFor: mailed.fault, againAtMs } });
        return againAtMs;
      }
      case "give-up":
        stored.save({ end: { state: "failed", reason: { code: "unavailable" } } });
        return Date.now();
    }
  }
  stored.save({ mail: { ...(stored.progress?.mail ?? NOTHING_MAILED), settled: done } });
  return Date.now();
}
