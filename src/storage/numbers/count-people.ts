// Cron's part in the numbers of people with and without a phone, which triggers keep
// (migrations/0044_who_has_no_phone.sql): it counts the users that were there before, and adds the
// hours that are over to one row, so that an overview reads few of them.

import { batch } from "../sql/batch.ts";
import { part, statement } from "../sql/sql.ts";
import { EVERYBODY } from "../users/without-phone.ts";
import { HOUR_MS } from "./sums.ts";

/** Users that one batch counts, each with tokens and links. Logins wait meanwhile. */
const MAX_COUNTED_USERS = 250;

const ADDED = "ON CONFLICT (state) DO UPDATE SET count = count + excluded.count";

interface Mark {
  readonly counted_to: number;
  readonly from_hour: number;
  /** The last user of the next slice; null when there is no other slice. */
  readonly last: number | null;
}

/** True when there may be more users to count. */
export async function countPeople(db: D1Database, nowMs: number): Promise<boolean> {
  const mark = await statement<Mark>(
    db,
    `SELECT people_counted_to AS counted_to, people_from_hour AS from_hour, (
       SELECT id FROM user WHERE id > people_counted_to ORDER BY id LIMIT 1 OFFSET ${MAX_COUNTED_USERS - 1}) AS last
     FROM housekeeping`,
  ).first();
  // One hour before this one stays, for requests that come with a slower clock.
  const hour = Math.floor(nowMs / HOUR_MS) - 1;
  if (mark && mark.from_hour < hour) await addHours(db, hour);
  if (!mark || mark.counted_to === EVERYBODY) return false;
  await countSlice(db, mark.counted_to, mark.last ?? EVERYBODY);
  return mark.last !== null;
}

/** Triggers count only users up to the mark. Of two crons at once the second finds it moved. */
async function countSlice(db: D1Database, mark: number, to: number): Promise<void> {
  const slice = "user.id > :mark AND user.id <= :to AND (SELECT people_counted_to FROM housekeeping) = :mark";
  const parameters = { mark, to };
  await batch(db, {
    users: part(
      `UPDATE user SET (phones, link_ends_at_ms) = (
         SELECT phones, link_ends_at_ms FROM user_phones WHERE user_phones.id = user.id) WHERE ${slice}`,
      parameters,
    ),
    sums: part(
      `INSERT INTO people_sum (state, count)
       SELECT CASE WHEN user.phones > 0 THEN -1 WHEN user.link_ends_at_ms IS NULL THEN 0
         ELSE max(user.link_ends_at_ms / ${HOUR_MS}, (SELECT people_from_hour FROM housekeeping)) END, 1
       FROM user WHERE ${slice} ${ADDED}`,
      parameters,
    ),
    mark: part("UPDATE housekeeping SET people_counted_to = :to WHERE people_counted_to = :mark", parameters),
  });
}

/** Triggers count a link of an earlier hour as one of this hour from then on. */
async function addHours(db: D1Database, hour: number): Promise<void> {
  const over = "people_sum.state > 0 AND people_sum.state < :hour";
  await batch(db, {
    sum: part(
      `INSERT INTO people_sum (state, count)
       SELECT :hour, sum(count) FROM people_sum WHERE ${over} HAVING sum(count) IS NOT NULL ${ADDED}`,
      { hour },
    ),
    hours: part(`DELETE FROM people_sum WHERE ${over}`, { hour }),
    mark: part("UPDATE housekeeping SET people_from_hour = :hour", { hour }),
  });
}
