// The server behind this one (UPSTREAM_PRIVACYIDEA): what it is, whether phones that are enrolled
// there can finish a login, and whether people have begun to sign in here.

import type { AdminCall } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { UpstreamServer } from "../ports/upstream.ts";
import { refuseRead } from "../reads.ts";
import type { Outcome, Reason } from "../reasons.ts";

export interface OldServer {
  /** Undefined if it does not say, or cannot be asked. */
  readonly server: UpstreamServer | undefined;
  /** Why it cannot be asked. */
  readonly fault: Reason["code"] | undefined;
  /** Undefined if that is not known. */
  readonly finishesTiqr: boolean | undefined;
  readonly hasLogin: boolean;
}

/**
 * privacyIDEA does not save a phone's answer (3.9 to 3.14 were read, some of them run), unless a
 * Redis holds its challenges, as it can from 3.14 on. eduMFA saves it.
 */
const FINISHES_TIQR: ReadonlyMap<string, boolean> = new Map([
  ["privacyIDEA", false],
  ["eduMFA", true],
]);

/** Undefined where there is none. For a caller who may read the settings. */
export async function lookAtOldServer(
  ports: Ports,
  call: AdminCall,
): Promise<Outcome<{ readonly old: OldServer | undefined }>> {
  const { upstream } = ports;
  if (!upstream) return { ok: true, old: undefined };
  const [read, identified] = await Promise.all([
    ports.audit.hasLogin(call.caller, ports.settings.adminRealm),
    upstream.identify(),
  ]);
  if (!read.ok) return refuseRead(ports, read.reason, call);
  const server = identified.ok ? identified.server : undefined;
  return {
    ok: true,
    old: {
      server,
      fault: identified.ok ? undefined : identified.reason.code,
      finishesTiqr: server && FINISHES_TIQR.get(server.product),
      hasLogin: read.hasLogin,
    },
  };
}
