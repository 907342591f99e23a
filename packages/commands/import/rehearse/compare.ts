// Compares what the old server lists with what has come, or would come: user by user, and realm by
// realm; and says it in lines for the person who moves. Pure.
import { readingsOf } from "../../../../src/core/user.ts";
import type { Settings } from "../../../../src/settings.ts";
import type { OldServerTokens } from "./old-server.ts";

interface ComparedToken {
  readonly serial: string;
  readonly user: string;
  readonly realm: string;
}

/** A line of the report (../write/report.ts). */
type ReportedRecord = { readonly fate: string } & {
  readonly [Name in keyof ComparedToken | "why"]?: string | undefined;
};

export interface Rehearsal {
  readonly server: string;
  /** Both, if they differ: a user named without a realm is then not the same on the two servers. */
  readonly defaultRealms?: { readonly there: string; readonly here: string };
  /** Users with an enrolled TiQR token there, and those of them whose tokens have all come. */
  readonly realms: readonly { readonly realm: string; readonly users: number; readonly whole: number }[];
  readonly missing: readonly (ComparedToken & { readonly why: string })[];
  /** In the file, and not on that server any more: deleted since, they would work here again. */
  readonly gone: readonly ComparedToken[];
  /** Types of users' other tokens, which end as soon as this service answers for the user. */
  readonly others: readonly { readonly user: string; readonly realm: string; readonly types: readonly string[] }[];
  /** TiQR tokens that no phone has enrolled, and such without an owner: they need not come. */
  readonly waiting: number;
  readonly unassigned: number;
}

/** Of each kind. The report (--report) has a line for each token that is missing or gone. */
const MAX_LINES = 20;

interface User {
  readonly user: string;
  readonly realm: string;
  listed: number;
  came: number;
  readonly types: Set<string>;
}

/** `reported`: the first line of the report about each serial. */
export function compare(
  { server, defaultRealm: there = "", tokens }: OldServerTokens,
  reported: ReadonlyMap<string, ReportedRecord>,
  settings: Settings,
): Rehearsal {
  const users = new Map<string, User>();
  const missing: (ComparedToken & { readonly why: string })[] = [];
  const serials = new Set<string>();
  let [waiting, unassigned] = [0, 0];
  for (const { serial, type, isEnrolled, ...owner } of tokens) {
    serials.add(serial);
    const isTiqr = type === "tiqr";
    if (owner.user === "") {
      if (isTiqr) unassigned++;
      continue;
    }
    const { user, realm } = readingsOf(owner, settings).whole;
    const one = users.get(JSON.stringify([realm, user])) ?? { user, realm, listed: 0, came: 0, types: new Set() };
    users.set(JSON.stringify([realm, user]), one);
    if (!isTiqr) one.types.add(type);
    else if (!isEnrolled) waiting++;
    else {
      one.listed++;
      const why = whyMissing(reported.get(serial), one);
      if (why === undefined) one.came++;
      else missing.push({ serial, user, realm, why });
    }
  }
  const counted = [...users.values()].filter(({ listed }) => listed > 0);
  const byRealm = [...Map.groupBy(counted, ({ realm }) => realm)].sort(([a], [b]) => (a < b ? -1 : 1));
  const here = settings.defaultRealm;
  return {
    server,
    ...(there === "" || there.toLowerCase() === here ? {} : { defaultRealms: { there, here } }),
    realms: byRealm.map(([realm, of]) => ({
      ...{ realm, users: of.length },
      whole: of.filter(({ listed, came }) => listed === came).length,
    })),
    missing,
    gone: [...reported.values()].flatMap(({ serial = "", user = "", realm = "", fate }) =>
      fate === "refused" || serials.has(serial) ? [] : [{ serial, user, realm }],
    ),
    others: counted
      .filter(({ came, types }) => came > 0 && types.size > 0)
      .map(({ user, realm, types }) => ({ user, realm, types: [...types].sort() })),
    ...{ waiting, unassigned },
  };
}

function whyMissing(line: ReportedRecord | undefined, { user, realm }: User): string | undefined {
  if (!line) return "it is not in the file";
  if (line.fate === "refused") return line.why;
  return line.user === user && line.realm === realm ? undefined : `it came to ${line.user}@${line.realm}`;
}

export function linesOfRehearsal(rehearsal: Rehearsal): string[] {
  const { server, defaultRealms, realms, missing, gone, others, waiting, unassigned } = rehearsal;
  const lines = [
    `compared with ${server}:`,
    ...(defaultRealms
      ? [
          `its default realm is ${defaultRealms.there}, and DEFAULT_REALM is ${defaultRealms.here}: users who are named without a realm are not the same people`,
        ]
      : []),
    ...realms.map(
      ({ realm, users, whole }) => `realm ${realm}: ${whole} of ${users} users have all their TiQR tokens here`,
    ),
    ...(realms.length === 0 ? ["it lists no user with a TiQR token that is registered"] : []),
    ...some(missing, ({ serial, user, realm, why }) => `  missing: ${serial} of ${user}@${realm}: ${why}`),
    ...some(
      gone,
      ({ serial, user, realm }) => `  no longer there: ${serial} of ${user}@${realm}. Export again, or delete it here`,
    ),
    ...some(
      others,
      ({ user, realm, types }) =>
        `  ${user}@${realm} has other tokens there, which end with the move: ${types.join(", ")}`,
    ),
    ...(waiting > 0 ? [`${waiting} that no phone has registered, which need not come`] : []),
    ...(unassigned > 0 ? [`${unassigned} without an owner, which need not come`] : []),
  ];
  // Names come from that server, and may hold what steers a terminal.
  return lines.map((line) => line.replace(/\p{Cc}/gu, "?"));
}

const some = <One>(all: readonly One[], lineOf: (one: One) => string): string[] => [
  ...all.slice(0, MAX_LINES).map(lineOf),
  ...(all.length > MAX_LINES ? [`  … and ${all.length - MAX_LINES} more`] : []),
];
