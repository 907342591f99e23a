// A job as its object stores it: job and progress as values, each item with its outcome as a row.

import type {
  DoneItem,
  Item,
  ItemOutcome,
  ItemWithOutcome,
  Job,
  JobCounts,
  JobMail,
  JobProgress,
} from "../../core/ports/job.ts";

/** `prepared`: not begun. `end` tells how it ended; `endedAtMs` is set once it is in the trail. */
export interface Progress {
  readonly stage: "prepared" | "working" | "ended";
  readonly realms: readonly string[] | null;
  readonly cancelling: boolean;
  readonly done: number;
  /** The items before this place may have been done: a batch was begun for them. */
  readonly tried: number;
  readonly total: number;
  readonly failed: number;
  /** Batches in a row that the platform failed. */
  readonly faults: number;
  readonly end:
    | { readonly state: "done" | "cancelled" | "failed"; readonly reason?: JobProgress["reason"] }
    | undefined;
  readonly endedAtMs: number | undefined;
  /** Undefined in a job that an earlier release has begun: it sends no mail. */
  readonly mail?: MailProgress;
  /** Undefined in a job that an earlier release has begun: its outcomes are only in its items. */
  readonly counts?: Counts;
}

interface Counts extends JobCounts {
  /** The places of the first users whom a dry run would change. */
  readonly changedAt: readonly number[];
}

interface MailProgress extends JobMail {
  /** The mails of the items before this place are settled. */
  readonly settled: number;
  /** How often the job has waited for the next mail. */
  readonly waits: number;
}

export const NOTHING_MAILED: MailProgress = {
  settled: 0,
  waits: 0,
  sent: 0,
  notSent: 0,
  waitsFor: undefined,
  againAtMs: undefined,
};

export const NOTHING_COUNTED: Counts = { outcomes: {}, links: 0, fields: {}, changedAt: [] };

/** Changes that the progress of a dry run shows. */
const MAX_SHOWN_CHANGES = 20;

/** Lines of a file that the progress of its dry run shows. */
const SHOWN_LINES = 3;

/** Failures that the progress names; the result has all. */
const MAX_SHOWN_FAILURES = 100;

type Row = { place: number; item: string; outcome: string | null };

export class StoredJob {
  readonly #storage: DurableObjectStorage;
  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  get job(): Job | undefined {
    return this.#storage.kv.get<Job>("job");
  }

  get progress(): Progress | undefined {
    return this.#storage.kv.get<Progress>("progress");
  }

  begin(job: Job, items: readonly Item[]): void {
    const { sql, kv } = this.#storage;
    sql.exec("CREATE TABLE item (place INTEGER PRIMARY KEY, item TEXT NOT NULL, outcome TEXT, failed INTEGER) STRICT");
    // One by one: all items, with the groups of hundreds of users, can exceed a value's bound.
    items.forEach((item, place) => {
      sql.exec("INSERT INTO item (place, item) VALUES (?, ?)", place, JSON.stringify(item));
    });
    kv.put("job", job);
    kv.put("progress", {
      stage: "prepared",
      realms: null,
      cancelling: false,
      done: 0,
      tried: 0,
      total: items.length,
      failed: 0,
      faults: 0,
      end: undefined,
      endedAtMs: undefined,
      mail: NOTHING_MAILED,
      counts: NOTHING_COUNTED,
    } satisfies Progress);
  }

  save(changed: Partial<Progress>): void {
    const { progress } = this;
    if (progress) this.#storage.kv.put("progress", { ...progress, ...changed });
  }

  items(from: number, most: number): readonly Item[] {
    const rows = this.#storage.sql.exec<Row>("SELECT * FROM item WHERE place >= ? ORDER BY place LIMIT ?", from, most);
    return [...rows].map(({ item }) => JSON.parse(item));
  }

  /**
   * Stores the outcomes of a batch and the progress: neither is there without the other. Of changes
   * only those are kept that are shown: all of a file could be more than one answer may be long.
   */
  saveOutcomes(from: number, outcomes: readonly ItemOutcome[], changed: Partial<Progress>): void {
    this.#storage.transactionSync(() => {
      const { failed = 0, counts: before } = this.progress ?? {};
      const counts = before && countedWith(before, outcomes, from);
      outcomes.forEach((outcome, at) => {
        const isShown = !outcome.ok || counts?.changedAt.includes(from + at);
        const kept = isShown ? outcome : { ...outcome, changes: undefined };
        const values = [JSON.stringify(kept), outcome.ok ? 0 : 1, from + at] as const;
        this.#storage.sql.exec("UPDATE item SET outcome = ?, failed = ? WHERE place = ?", ...values);
      });
      const failedNow = outcomes.filter(({ ok }) => !ok).length;
      this.save({ ...changed, failed: failed + failedNow, ...(counts && { counts }) });
    });
  }

  /** The items of these places whose mail is to be sent. */
  dueMails(from: number, to: number): readonly { readonly place: number; readonly outcome: DoneItem }[] {
    const rows = this.#storage.sql.exec<Row>(
      "SELECT * FROM item WHERE place >= ? AND place < ? AND failed = 0 ORDER BY place",
      from,
      to,
    );
    return [...rows]
      .map(({ place, outcome }) => ({ place, outcome: JSON.parse(outcome ?? "{}") as DoneItem }))
      .filter(({ outcome }) => outcome.mail === "due");
  }

  /** Stores a mail's fate with the progress: a crash sends at most the mail under way twice. */
  settleMail(place: number, outcome: DoneItem, mail: NonNullable<DoneItem["mail"]>): void {
    this.#storage.transactionSync(() => {
      const json = JSON.stringify({ ...outcome, mail } satisfies DoneItem);
      this.#storage.sql.exec("UPDATE item SET outcome = ? WHERE place = ?", json, place);
      const { sent, notSent } = this.progress?.mail ?? NOTHING_MAILED;
      const counted = mail === "sent" ? { sent: sent + 1, notSent } : { sent, notSent: notSent + 1 };
      this.save({ mail: { ...NOTHING_MAILED, ...counted, settled: place + 1 } });
    });
  }

  /** What was due when the job ended is not sent any more. */
  mailAtEnd(): MailProgress {
    const { done = 0, mail = NOTHING_MAILED } = this.progress ?? {};
    const due = this.job?.work.mail ? this.dueMails(mail.settled, done).length : 0;
    return { ...NOTHING_MAILED, sent: mail.sent, notSent: mail.notSent + due };
  }

  failures(): JobProgress["failures"] {
    const rows = this.#storage.sql.exec<Row>(
      `SELECT * FROM item WHERE failed = 1 ORDER BY place LIMIT ${MAX_SHOWN_FAILURES}`,
    );
    return [...rows].map(({ item, outcome }) => ({
      item: JSON.parse(item),
      reason: JSON.parse(outcome ?? "{}").reason,
    }));
  }

  changes(places: readonly number[]): readonly ItemWithOutcome[] {
    return this.#withOutcomes("WHERE place IN (SELECT value FROM json_each(?))", JSON.stringify(places));
  }

  firstLines(): readonly ItemWithOutcome[] {
    return this.#withOutcomes(`WHERE place < ${SHOWN_LINES}`);
  }

  results(): readonly ItemWithOutcome[] {
    return this.#withOutcomes("");
  }

  #withOutcomes(where: string, ...bound: readonly string[]): readonly ItemWithOutcome[] {
    const rows = this.#storage.sql.exec<Row>(`SELECT * FROM item ${where} ORDER BY place`, ...bound);
    return [...rows].map(({ item, outcome }) => ({
      item: JSON.parse(item),
      outcome: outcome === null ? undefined : JSON.parse(outcome),
    }));
  }
}

/** Counted as they come: a page that follows the job does not read all its items. */
function countedWith(counts: Counts, now: readonly ItemOutcome[], from: number): Counts {
  const [outcomes, fields] = [{ ...counts.outcomes }, { ...counts.fields }];
  const changedAt = [...counts.changedAt];
  let { links } = counts;
  for (const [at, outcome] of now.entries()) {
    if (!outcome.ok) continue;
    const { did, linkExpiresAtMs, wouldLink, changes = [] } = outcome;
    outcomes[did] = (outcomes[did] ?? 0) + 1;
    if (linkExpiresAtMs ?? wouldLink) links++;
    for (const { field } of changes) fields[field] = (fields[field] ?? 0) + 1;
    if (changes.length > 0 && changedAt.length < MAX_SHOWN_CHANGES) changedAt.push(from + at);
  }
  return { outcomes, links, fields, changedAt };
}
