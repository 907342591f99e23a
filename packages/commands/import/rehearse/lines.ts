// What a rehearsal has found, in lines for the person who moves.
import type { Rehearsal } from "./compare.ts";

/** Of each kind. The report (--report) has a line for each token that is missing or gone. */
const MAX_LINES = 20;

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
    ...(realms.length === 0 ? ["it lists no user with a TiQR token that is enrolled"] : []),
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
    ...(waiting > 0 ? [`${waiting} that no phone has enrolled, which need not come`] : []),
    ...(unassigned > 0 ? [`${unassigned} without an owner, which need not come`] : []),
  ];
  // Names come from that server, and may hold what steers a terminal.
  return lines.map((line) => line.replace(/\p{Cc}/gu, "?"));
}

const some = <One>(all: readonly One[], lineOf: (one: One) => string): string[] => [
  ...all.slice(0, MAX_LINES).map(lineOf),
  ...(all.length > MAX_LINES ? [`  … and ${all.length - MAX_LINES} more`] : []),
];
