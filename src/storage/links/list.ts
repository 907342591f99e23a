// Lists the enrolment links that can still do something. It reads only links that have not expired,
// along the index of their ends, or those of one user or serial.

import { type Caller, MAY_WITHDRAW } from "../../core/caller.ts";
import type { DirectedPaging, ListPage } from "../../core/ports/paging.ts";
import type { LinkRecord, SentLinkFilter } from "../../core/ports/tokens/links.ts";
import type { Outcome } from "../../core/reasons.ts";
import type { UserReading } from "../../core/user.ts";
import { inRealms } from "../sql/administrators-guard.ts";
import { batchForCaller, CALLER_MAY, callerParameters } from "../sql/caller-guard.ts";
import { likeRange, matches, patternParameter } from "../sql/like.ts";
import { pageForCaller } from "../sql/scan/page-for-caller.ts";
import type { Scan } from "../sql/scan/scan.ts";
import { type Parameters, part } from "../sql/sql.ts";
import { type UserSettings, WHO, whoParameters } from "../sql/subject-query.ts";
import { ITS_PERSON, ITS_TOKEN, LINK_COLUMNS, type LinkRow, LOST, linkRecordOf } from "./row.ts";

/** Links that one request reads, each with its token (made or replaced) and its maker's rights. */
const MAX_EXAMINED_LINKS = 200;

/** Holds for a person's own link; for another while its maker has such a right, or `scim`. */
const MAKER_MAY = `(link.made_by = '' OR (link.made_by, link.made_by_generation) IN (
  SELECT maker.name, maker.generation FROM admin AS maker, json_each(maker.rights) AS own WHERE own.value IN ('*', :right, 'scim')))`;

/** Holds while the link's page can still do something. */
const IS_OUT = `link.withdrawn_at_ms IS NULL AND link.expires_at_ms > :now AND CASE
  WHEN link.started_at_ms IS NULL THEN ${MAKER_MAY} AND (link.replaces IS NULL OR EXISTS (${LOST} AND NOT lost.revoked))
  ELSE token.id IS NOT NULL END`;

/** The serial of the made token, or else of the lost one. migrations/0023_lists.sql indexes it. */
const SERIAL = "coalesce(link.serial, link.replaces)";

export async function readLinkList(
  db: D1Database,
  settings: UserSettings,
  caller: Caller,
  filter: SentLinkFilter,
  { descending = true, ...paging }: DirectedPaging,
  nowMs: number,
): Promise<Outcome<ListPage<LinkRecord>>> {
  const { parameters, ...along } = alongOf(filter);
  const { id, realm, serial } = filter;
  const scan: Scan = {
    ...along,
    source: "enrollment_link AS link",
    read: "link.*",
    as: "link",
    joined: `LEFT JOIN token ON ${ITS_TOKEN}`,
    wanted: [IS_OUT, ...wantedOf(filter), inRealms("link.realm")],
    from: "enrollment_link AS link",
    ref: "link.hash",
    columns: LINK_COLUMNS,
    further: { person: ITS_PERSON },
    mostExamined: MAX_EXAMINED_LINKS,
  };
  const page = await pageForCaller<LinkRow>(
    db,
    caller,
    MAY_WITHDRAW,
    scan,
    { ...paging, descending },
    {
      ...whoParameters(filter.named, settings),
      ...parameters,
      id: id ?? null,
      realm: realm === undefined ? null : patternParameter(realm),
      serial: serial === undefined ? null : patternParameter(serial),
      now: nowMs,
    },
  );
  return page.ok ? { ...page, rows: page.rows.map(linkRecordOf) } : page;
}

/** A person has one open link, or a few. */
const MAX_LINKS_OF_PEOPLE = 1000;

export async function readLinksOf(
  db: D1Database,
  caller: Caller,
  people: readonly UserReading[],
  nowMs: number,
): Promise<Outcome<{ readonly rows: readonly LinkRecord[] }>> {
  const found = await batchForCaller(db, caller, "enrollTIQR", {
    links: part<LinkRow>(
      `SELECT ${LINK_COLUMNS}, ${ITS_PERSON} AS person
       FROM json_each(:people) AS whose CROSS JOIN enrollment_link AS link
         ON link.realm = whose.value ->> 'realm' AND link.user = whose.value ->> 'user' AND link.expires_at_ms > :now
       LEFT JOIN token ON ${ITS_TOKEN}
       WHERE ${CALLER_MAY} AND ${IS_OUT} AND ${inRealms("link.realm")} LIMIT ${MAX_LINKS_OF_PEOPLE}`,
      { ...callerParameters(caller, "enrollTIQR"), people: JSON.stringify(people), now: nowMs },
    ),
  });
  return found.ok ? { ok: true, rows: found.links.rows.map(linkRecordOf) } : found;
}

const ENDS = ["link.expires_at_ms", "link.hash"];

type Along = Pick<Scan, "keys" | "within" | "lower" | "upper"> & { readonly parameters: Parameters };

function alongOf({ id, named, serial }: SentLinkFilter): Along {
  const open = { within: [], lower: [], upper: [], parameters: {} };
  if (id !== undefined) return { ...open, keys: ["link.hash"], within: ["link.hash = :id"] };
  if (named) {
    const within = [`link.realm = (SELECT realm FROM (${WHO}))`, `link.user = (SELECT name FROM (${WHO}))`];
    return { ...open, keys: ENDS, within, lower: ["link.expires_at_ms > :now"] };
  }
  const serials = serial === undefined ? undefined : likeRange(SERIAL, "serials", serial);
  if (serials) return { ...serials, keys: [`${SERIAL} COLLATE NOCASE`, "link.hash"], within: [] };
  return { ...open, keys: ENDS, lower: ["link.expires_at_ms > :now"] };
}

function wantedOf({ realm, serial }: SentLinkFilter): string[] {
  return [
    ...(realm === undefined ? [] : [matches("link.realm", "realm", realm)]),
    ...(serial === undefined ? [] : [matches(SERIAL, "serial", serial)]),
  ];
}
