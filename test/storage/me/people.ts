// Ann with her phones, sessions, grants, codes and links, and beside her bob and a namesake in
// another realm with the same. A change is seen by the rows that differ after it, of whatever
// person.

import { env } from "cloudflare:workers";
import type { BrowserSession } from "../../../src/core/ports/oidc/browser-sessions.ts";
import type { Area } from "../../../src/core/self-service.ts";
import type { TokenMoment } from "../../../src/core/token.ts";
import { realPorts } from "../../support/storage/ports.ts";

export const { self } = await realPorts();

export const NOW = 1_700_000_000_000;
export const EXPIRES = NOW + 3_600_000;

const PEOPLE = [
  ["bob", "bob", "realm1"],
  ["namesake", "ann", "corp"],
  ["ann", "ann", "realm1"],
] as const;

/** Her tablet is a second phone; `off` is a token that is disabled. */
export async function makePeople(): Promise<void> {
  const token = (serial: string, user: string, realm: string, isActiveAndRevoked: string) =>
    `INSERT INTO token (serial, user, realm, generation, active, revoked, rollout_state, description, max_fail, suite, sealed_pin,
       sealed_secret, proven_at_ms, created_at_ms) SELECT '${serial}', '${user}', '${realm}', 5, ${isActiveAndRevoked}, 'enrolled', '', 10, '', 'PIN', 'secret', 0, 0`;
  const session = (id: string, serial: string, expiresAtMs = EXPIRES) =>
    `INSERT INTO browser_session (id, user, realm, serial, token_id, token_generation, amr, client, signed_in_at_ms, seen_at_ms, expires_at_ms)
     SELECT '${id}', user, realm, serial, id, generation, '[]', '', ${NOW}, ${NOW}, ${expiresAtMs} FROM token WHERE serial = '${serial}'`;
  const grant = (id: string, sessionId: string, serial: string, revokedAtMs = "NULL") =>
    `INSERT INTO oidc_grant SELECT '${id}', 'client', '${sessionId}', user, realm, id, generation, 'openid', '[]', ${NOW}, 1,
       ${revokedAtMs}, ${NOW}, ${EXPIRES}, NULL FROM token WHERE serial = '${serial}'`;
  const link = (hash: string, user: string, realm: string, madeBy: string) =>
    `INSERT INTO enrollment_link (hash, user, realm, asks_pin, made_by, made_by_generation, made_at_ms, expires_at_ms)
     VALUES ('${hash}', '${user}', '${realm}', 0, '${madeBy}', 0, 0, ${EXPIRES})`;
  const statements = [
    ...["token", "browser_session", "oidc_grant", "recovery", "enrollment_link"].map((table) => `DELETE FROM ${table}`),
    ...PEOPLE.flatMap(([name, user, realm]) => [
      token(name, user, realm, "1, 0"),
      token(`off ${name}`, user, realm, "0, 0"),
      session(`session of ${name}`, name),
      grant(`grant of ${name}`, `session of ${name}`, name),
      `INSERT INTO recovery VALUES ('codes of ${name}', '${user}', '${realm}', 'sealed for ${name}', 5, 0)`,
      link(`link of ${name}`, user, realm, ""),
    ]),
    link("link by an account", "ann", "realm1", "admin"),
    token("tablet", "ann", "realm1", "1, 0"),
    token("revoked", "ann", "realm1", "0, 1"),
    session("there", "tablet"),
    session("elsewhere", "tablet"),
    session("over", "tablet", 0),
    grant("grant there", "there", "tablet"),
    grant("grant elsewhere", "elsewhere", "tablet"),
    grant("grant of before", "forgotten", "ann"),
    grant("revoked there", "there", "ann", "7"),
  ];
  await env.DB.batch(statements.map((sql) => env.DB.prepare(sql)));
}

export const setColumns = (table: "token" | "browser_session", columns: string, key: string): Promise<unknown> =>
  env.DB.prepare(`UPDATE ${table} SET ${columns} WHERE ${table === "token" ? "serial" : "id"} = ?`)
    .bind(key)
    .run();

/** Her session of the phone `ann`. */
export const HERE: BrowserSession = {
  id: "session of ann",
  user: "ann",
  realm: "realm1",
  serial: "ann",
  token: { id: 0, generation: 5 },
  amr: [],
  signedInAtMs: NOW,
  expiresAtMs: EXPIRES,
};

export const confirmArea = (area: Area, atMs = NOW, id = HERE.id): Promise<unknown> =>
  setColumns("browser_session", `confirmed_for = '${area}', confirmed_at_ms = ${atMs}`, id);

/** A token of these people as it is. */
export async function momentOf(serial: string): Promise<TokenMoment> {
  const row = await env.DB.prepare("SELECT id, generation FROM token WHERE serial = ?")
    .bind(serial)
    .first<TokenMoment>();
  if (!row) throw new Error(`no token ${serial}`);
  return row;
}

type Row = Record<string, unknown>;
const TABLES = [
  ["token", "serial", "token "],
  ["browser_session", "id", ""],
  ["oidc_grant", "id", ""],
  ["recovery", "id", ""],
  ["enrollment_link", "hash", ""],
] as const;
async function everything(): Promise<Map<string, Row>> {
  const found = await env.DB.batch<Row>(TABLES.map(([table]) => env.DB.prepare(`SELECT * FROM ${table}`)));
  return new Map(
    TABLES.flatMap(([, key, called], index) =>
      (found[index]?.results ?? []).map((row) => [`${called}${row[key]}`, row] as const),
    ),
  );
}

/**
 * What `work` returns, and what it changes: the names of rows, each with the columns that differ.
 */
export async function changesBy<T>(work: () => Promise<T>): Promise<{ result: T; changes: Record<string, unknown> }> {
  const before = await everything();
  const result = await work();
  const after = await everything();
  const changes: Record<string, unknown> = {};
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(name), after.get(name)];
    if (!was || !is) changes[name] = is ? "new" : "gone";
    else if (JSON.stringify(was) !== JSON.stringify(is))
      changes[name] = Object.fromEntries(Object.entries(is).filter(([column, value]) => was[column] !== value));
  }
  return { result, changes };
}
