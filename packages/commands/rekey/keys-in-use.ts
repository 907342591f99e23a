// Counts what is under which key: sealed text, and the trail's MACs, which stay under their key.

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
}

type Counted = Exclude<keyof KeyUse, "id">;
interface Column {
  readonly what: Counted;
  readonly table: string;
  readonly column: string;
}

/** An address counts as a secret, a recovery code as a PIN, API keys and webhooks as passwords. */
const WHAT = {
  secret: "secrets",
  push: "secrets",
  pin: "pins",
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

/** For commands, not requests: reads every sealed row and the whole trail. Sorted by key id. */
export async function keysInUse(db: D1Database): Promise<KeyUse[]> {
  const uses = new Map<string, Record<Counted, number> & { id: string }>();
  for (const { what, table, column } of [...SEALED, ...SIGNED]) {
    const key = keyIdOf(column);
    const { results } = await db
      .prepare(`SELECT ${key} AS id, count(*) AS count FROM ${table} WHERE ${column} IS NOT NULL GROUP BY ${key}`)
      .all<{ id: string; count: number }>();
    for (const { id, count } of results) {
      const use = uses.get(id) ?? {
        id,
        secrets: 0,
        pins: 0,
        signingKeys: 0,
        passwords: 0,
        auditRows: 0,
        checkpoints: 0,
      };
      uses.set(id, { ...use, [what]: use[what] + count });
    }
  }
  return [...uses.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

export const sealedUnder = ({ secrets, pins, signingKeys, passwords }: KeyUse): number =>
  secrets + pins + signingKeys + passwords;
export const signedUnder = ({ auditRows, checkpoints }: KeyUse): number => auditRows + checkpoints;
