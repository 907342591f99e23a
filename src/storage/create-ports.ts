// Makes the ports of src/core/ports from the bindings of a Worker. The flows see nothing else of this ring.

import type { Ports } from "../core/ports/index.ts";
import type { Settings } from "../settings.ts";
import { createSessionStore } from "./accounts/sessions.ts";
import { createSignInStore } from "./accounts/sign-ins.ts";
import { createAdminStore } from "./accounts/store.ts";
import { createHeadKeeper } from "./audit/head-object.ts";
import { createAuditTrail, createNotes } from "./audit/store.ts";
import type { Keyring } from "./keys/keyring.ts";
import { createPinSalt } from "./keys/pin-salt.ts";
import { createSealer } from "./keys/seal.ts";
import { createLinkStore } from "./links/store.ts";
import { createEnrolmentWatch } from "./objects/enrolment-watch.ts";
import { createOpenLogins } from "./objects/open-logins.ts";
import { createTransactionStore } from "./objects/transaction-store.ts";
import { createTokenManagement } from "./tokens/management.ts";
import { createTokenStore } from "./tokens/store.ts";
import { createUserStore } from "./users/store.ts";

type Bindings = Pick<Env, "DB" | "TRANSACTION" | "ENROLLMENT" | "AUDIT_HEAD">;

/** `given` holds the ports that need no storage. */
export function createPorts(
  { DB, TRANSACTION, ENROLLMENT, AUDIT_HEAD }: Bindings,
  keyring: Keyring,
  settings: Settings,
  given: Pick<Ports, "randomBytes" | "qrImage">,
): Ports {
  const notes = createNotes(DB, keyring, settings);
  return {
    ...given,
    settings,
    tokens: createTokenStore(DB, notes, settings),
    management: createTokenManagement(DB, notes, settings),
    openLogins: createOpenLogins(DB, notes, settings),
    links: createLinkStore(DB, notes, settings),
    users: createUserStore(DB, notes, settings),
    admins: createAdminStore(DB),
    sessions: createSessionStore(DB, notes),
    signIns: createSignInStore(DB, notes),
    transactions: createTransactionStore(TRANSACTION, keyring),
    enrolments: createEnrolmentWatch(ENROLLMENT),
    audit: createAuditTrail(DB, keyring, createHeadKeeper(AUDIT_HEAD, settings.auditHeadName)),
    sealer: createSealer(keyring),
    pinSalt: createPinSalt(keyring),
  };
}
