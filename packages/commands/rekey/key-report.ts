// Reports in lines for people what each key holds, and what still needs the keys of
// MASTER_KEY_PREVIOUS.

import type { Keyring } from "../../../src/storage/keys/keyring.ts";
import { type KeyUse, sealedUnder, signedUnder } from "./keys-in-use.ts";

const nothing = { secrets: 0, pins: 0, signingKeys: 0, passwords: 0, auditRows: 0, checkpoints: 0 };
const nouns = [
  ["secrets", "secret"],
  ["pins", "PIN"],
  ["signingKeys", "signing key"],
  ["passwords", "password"],
  ["auditRows", "audit row"],
  ["checkpoints", "checkpoint"],
] as const;

export function keyReport(uses: readonly KeyUse[], keyring: Keyring): string[] {
  const previous = [...new Set(keyring.all.map(({ id }) => id))].filter((id) => id !== keyring.newest.id);
  const given = [keyring.newest.id, ...previous];
  const useOf = (id: string): KeyUse => uses.find((use) => use.id === id) ?? { id, ...nothing };
  const foreign = uses.filter(({ id }) => !given.includes(id));
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
  const begun = "once the sessions, logins and enrolments begun under it are over";
  if (signedUnder(use) === 0) return `Key ${use.id} can be dropped from MASTER_KEY_PREVIOUS ${begun}.`;
  return (
    `No sealed value needs key ${use.id} any more: it can be dropped from MASTER_KEY_PREVIOUS ${begun}. ` +
    "The audit trail needs it to verify the rows it signed, and to remove them after AUDIT_RETENTION_DAYS. Keep a copy for audit:verify."
  );
}

function counted(use: KeyUse): string {
  const parts = nouns
    .filter(([what]) => use[what] > 0)
    .map(([what, noun]) => `${use[what]} ${noun}${use[what] === 1 ? "" : "s"}`);
  return parts.join(", ") || "nothing";
}
