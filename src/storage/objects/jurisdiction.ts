// Durable Objects in a jurisdiction. Under another one the same names lead to other, empty objects,
// and open logins, notices and the signed head of the audit trail would be gone without an error.
// So the database remembers the jurisdiction of its first use, and another one is refused.

import type { Jurisdiction } from "../../settings.ts";
import { batch } from "../sql/batch.ts";
import { part } from "../sql/sql.ts";

type Namespaces = {
  [Name in keyof Env as Env[Name] extends { idFromName(name: string): unknown } ? Name : never]: true;
};
/** With a class that is added later, this compiles only once the class is in it. */
const NAMESPACES: Namespaces = {
  TRANSACTION: true,
  ENROLLMENT: true,
  AUDIT_HEAD: true,
  LOGOUT: true,
  EVENTS: true,
  JOBS: true,
  METER: true,
};

/** Returns the bindings with every namespace of objects restricted to the jurisdiction. */
export function inJurisdiction<Bindings extends Pick<Env, keyof Namespaces>>(
  bindings: Bindings,
  jurisdiction: Jurisdiction,
): Bindings {
  if (jurisdiction === "") return bindings;
  const names = (Object.keys(NAMESPACES) as (keyof Namespaces)[]).filter((name) => bindings[name] !== undefined);
  const restricted = names.map((name) => [name, within(bindings[name] as DurableObjectNamespace, jurisdiction)]);
  return { ...bindings, ...Object.fromEntries(restricted) };
}

function within(namespace: DurableObjectNamespace, jurisdiction: Exclude<Jurisdiction, "">): DurableObjectNamespace {
  try {
    return namespace.jurisdiction(jurisdiction);
  } catch (error) {
    // Outside Cloudflare all objects are on one machine. No other failure may lift the restriction.
    if (error instanceof Error && error.message.includes("not implemented in workerd")) return namespace;
    throw error;
  }
}

/** Remembers it once the audit trail has a row, and returns the one that is remembered. */
export async function keepJurisdiction(db: D1Database, jurisdiction: Jurisdiction): Promise<string | undefined> {
  const { kept } = await batch(db, {
    keep: part(
      "INSERT INTO jurisdiction (id, name) SELECT 1, :jurisdiction " +
        "WHERE EXISTS (SELECT 1 FROM audit WHERE number > 0) ON CONFLICT (id) DO NOTHING",
      { jurisdiction },
    ),
    kept: KEPT,
  });
  return kept.rows[0]?.name;
}

const KEPT = part<{ name: string }>("SELECT name FROM jurisdiction WHERE id = 1");

export const jurisdictionFault = (jurisdiction: Jurisdiction, kept: string | undefined): string | undefined =>
  kept === undefined || kept === jurisdiction
    ? undefined
    : `JURISDICTION must be "${kept}", as it was when this database was first used: docs/deploy.md`;

type WaitUntil = (promise: Promise<unknown>) => void;

/**
 * Compares with the database once in an isolate's life, alongside its first request, which must not
 * wait a round trip for it and may still pass. Then the returned function gives the fault.
 */
export function watchJurisdiction(
  db: D1Database,
  jurisdiction: Jurisdiction,
): (waitUntil: WaitUntil) => string | undefined {
  let fault: string | undefined;
  let isAsked = false;
  return (waitUntil) => {
    if (isAsked) return fault;
    isAsked = true;
    const asking = keptJurisdiction(db).then(
      (kept) => {
        fault = jurisdictionFault(jurisdiction, kept);
      },
      () => {
        isAsked = false;
      },
    );
    waitUntil(asking);
    return undefined;
  };
}

/** A lagging replica may not have it yet. Then cron notices. */
async function keptJurisdiction(db: D1Database): Promise<string | undefined> {
  const { kept } = await batch(db.withSession("first-unconstrained"), { kept: KEPT });
  return kept.rows[0]?.name;
}
