// Counts what is under which key: sealed text, and the trail's MACs, which stay under their key.
// And reports it for people, with what still needs the keys of MASTER_KEY_PREVIOUS.
import type { Keyring } from "../../../src/storage/keys/keyring.ts";
import { keyIdOf, SEALED_PLACES } from "../../../src/storage/keys/sealed-places.ts";

/** The numbers of rows under one key. */
export interface KeyUse {
  readonly id: string;
  readonly secrets: number;
  readonly pins: number;
  /** The keys of /oidc/jwks, and the secret from which pairwise subjects are made. */
  readonly signingKeys: number;
  readonly passwords: number;
  readonly auditRows: number;
  readonly checkpoints: number;
  /** Of the archive, as far as its objects are kept: what signs their rows, headers or records. */
  readonly parts: number;
}

type Counted = Exclude<keyof KeyUse, "id">;
const NOTHING = { secrets: 0, pins: 0, signingKeys: 0, passwords: 0, auditRows: 0, checkpoints: 0, parts: 0 };

interface Column {
  readonly what: Counted;
  readonly table: string;
  readonly column: string;
}

/**
 * An address counts as a secret, a recovery code and a day pass as a PIN, API keys and webhooks as
 * passwords.
 */
const WHAT = {
  secret: "secrets",
  push: "secrets",
  pin: "pins",
  pass: "pins",
  recovery: "pins",
  "signing-key": "signingKeys",
  "api-key": "passwords",
  webhook: "passwords",
  password: "passwords",
} as const;
const SEALED: readonly Column[] = SEALED_PLACES.map((place) => ({ ...place, what: WHAT[place.purpose] }));
const SIGNED: readonly Column[] = [
  { what: "auditRows", table: "audit", column: "mac" },
  { what: "checkpoints", table: "audit_checkpoint", column: "mac" },
];

/**
 * A part has rows of several keys when one was changed meanwhile. Its record may be signed anew.
 */
const PARTS = {
  what: "parts",
  sql: `SELECT value AS id, count(DISTINCT first_number) AS count FROM audit_part, json_each(json_insert(
      CASE WHEN json_valid(key_ids) THEN key_ids ELSE '[]' END, '$[#]', ${keyIdOf("mac")}))
    WHERE retired_at_ms IS NULL GROUP BY value`,
} as const;

/** For commands, not requests: reads every sealed row and the whole trail. Sorted by key id. */
export async function keysInUse(db: D1Database): Promise<KeyUse[]> {
  const uses = new Map<string, Record<Counted, number> & { id: string }>();
  const counts = [...SEALED, ...SIGNED].map(({ what, table, column }) => {
    const key = keyIdOf(column);
    return {
      what,
      sql: `SELECT ${key} AS id, count(*) AS count FROM ${table} WHERE ${column} IS NOT NULL GROUP BY ${key}`,
    };
  });
  for (const { what, sql } of [...counts, PARTS]) {
    const { results } = await db.prepare(sql).all<{ id: string; count: number }>();
    for (const { id, count } of results) {
      const use = uses.get(id) ?? { id, ...NOTHING };
      uses.set(id, { ...use, [what]: use[what] + count });
    }
  }
  return [...uses.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

export const sealedUnder = ({ secrets, pins, signingKeys, passwords }: KeyUse): number =>
  secrets + pins + signingKeys + passwords;
const signedUnder = ({ auditRows, checkpoints, parts }: KeyUse): number => auditRows + checkpoints + parts;

const nouns = [
  ["secrets", "secret"],
  ["pins", "PIN"],
  ["signingKeys", "signing key"],
  ["passwords", "password"],
  ["auditRows", "audit row"],
  ["checkpoints", "checkpoint"],
  ["parts", "part"],
] as const;

export function keyReport(uses: readonly KeyUse[], keyring: Keyring): string[] {
  const previous = [...new Set(keyring.all.map(({ id }) => id))].filter((id) => id !== keyring.newest.id);
  const known = [keyring.newest.id, ...previous];
  const useOf = (id: string): KeyUse => uses.find((use) => use.id === id) ?? { id, ...NOTHING };
  const foreign = uses.filter(({ id }) => !known.includes(id));
  return [
    `key ${keyring.newest.id} (MASTER_KEY): ${counted(useOf(keyring.newest.id))}`,
    ...previous.map((id) => `key ${id} (MASTER_KEY_PREVIOUS): ${counted(useOf(id))}`),
    ...foreign.map((use) => `key ${use.id.replace(/\p{Cc}/gu, "?")} (not given): ${counted(use)}`),
    ...(previous.length === 0 ? ["MASTER_KEY_PREVIOUS is empty."] : previous.map((id) => verdict(useOf(id)))),
  ];
}

function verdict(use: KeyUse): string {
  if (sealedUnder(use) > 0)
    return `Keep key ${use.id} in MASTER_KEY_PREVIOUS until the rows that do not open are repaired or given up.`;
  const begun = "once the sessions, logins and registrations begun under it are over";
  if (signedUnder(use) === 0) return `Key ${use.id} can be dropped from MASTER_KEY_PREVIOUS ${begun}.`;
  const { parts } = use;
  const ofArchive =
    parts === 0 ? "" : ` ${parts} part${parts === 1 ? "" : "s"} of the archive cannot be read or searched without it.`;
  return (
    `No sealed value needs key ${use.id} any more: it can be dropped from MASTER_KEY_PREVIOUS ${begun}. ` +
    `The audit trail needs it to verify the rows it signed, and to remove them after AUDIT_RETENTION_DAYS.${ofArchive} ` +
    "Keep a copy for audit:verify."
  );
}

function counted(use: KeyUse): string {
  const parts = nouns
    .filter(([what]) => use[what] > 0)
    .map(([what, noun]) => `${use[what]} ${noun}${use[what] === 1 ? "" : "s"}`);
  return parts.join(", ") || "nothing";
}
