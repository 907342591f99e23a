// How many people there are, and how many of them have no phone yet: a row of people_sum for each
// hour in which links end, at most a month of them (./count-people.ts).

import type { People } from "../../core/ports/audit.ts";
import type { Guard } from "../sql/caller-guard.ts";
import { type BatchPart, part } from "../sql/sql.ts";
import { EVERYBODY, LINK_PLACE } from "../users/without-phone.ts";
import { HOUR_MS } from "./sums.ts";

/** Links of the running hour that are looked at one by one; others count as open until its end. */
const MAX_EXAMINED_LINKS = 300;

interface PeopleRow {
  readonly total: number | null;
  readonly with_phone: number | null;
  readonly open: number | null;
  readonly ended: number | null;
  /** How many of those that are open by their hour have ended in it. */
  readonly just_ended: number;
  readonly counted: number;
}

export const selectPeople = (guard: Guard, nowMs: number): BatchPart<PeopleRow> =>
  part(
    `SELECT sum(count) AS total, sum(count) FILTER (WHERE state = -1) AS with_phone,
       sum(count) FILTER (WHERE state >= :hour) AS open, sum(count) FILTER (WHERE state > 0 AND state < :hour) AS ended,
       (SELECT count(*) FROM (SELECT 1 FROM user WHERE user.phones = 0
          AND ${LINK_PLACE} >= :hour * ${HOUR_MS} AND ${LINK_PLACE} <= :now LIMIT ${MAX_EXAMINED_LINKS})) AS just_ended,
       (SELECT people_counted_to FROM housekeeping) = :everybody AS counted
     FROM people_sum WHERE state >= -1 AND ${guard.sql}`,
    { ...guard.parameters, hour: Math.floor(nowMs / HOUR_MS), now: nowMs, everybody: EVERYBODY },
  );

/** Undefined while cron has not counted all users of an earlier version. */
export const peopleOf = ([row]: readonly PeopleRow[]): People | undefined =>
  row?.counted === 1
    ? {
        total: row.total ?? 0,
        withPhone: row.with_phone ?? 0,
        invited: (row.open ?? 0) - row.just_ended,
        linkExpired: (row.ended ?? 0) + row.just_ended,
      }
    : undefined;

/** Adds up several databases. */
export const sumOfPeople = (all: readonly (People | undefined)[]): People | undefined =>
  all.reduce(
    (sum, one) =>
      sum &&
      one && {
        total: sum.total + one.total,
        withPhone: sum.withPhone + one.withPhone,
        invited: sum.invited + one.invited,
        linkExpired: sum.linkExpired + one.linkExpired,
      },
  );
