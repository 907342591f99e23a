// GET /system/ tells what is behind this service while people move: as data for a program, and in
// words if there is something to do.

import type { OldServer } from "../../core/system/old-server.ts";
import type { Warning } from "../../core/warning.ts";
import type { SystemDetailJson } from "./shapes.ts";

type Told = Pick<SystemDetailJson, "upstream"> & { readonly warnings?: readonly Warning[] };

/** Adds nothing without UPSTREAM_PRIVACYIDEA. */
export function oldServerJson(old: OldServer | undefined): Told {
  if (!old) return {};
  const { server, fault, finishesTiqr, hasLogin } = old;
  const upstream = {
    product: server?.product ?? null,
    version: server?.version ?? null,
    fault: fault ?? null,
    finishes_tiqr: finishesTiqr ?? null,
    has_login_here: hasLogin,
  };
  const isWell = finishesTiqr === true && hasLogin;
  if (isWell) return { upstream };
  const message = `${whatItIs(old)}${hasLogin ? "" : " Nobody has signed in here yet."} See docs/migrating.md.`;
  return { warnings: [{ code: "upstream", message }], upstream };
}

function whatItIs({ server, fault, finishesTiqr }: OldServer): string {
  if (fault === "upstream-loop")
    return "UPSTREAM_PRIVACYIDEA leads back to this service. Give the address at which the other server itself answers.";
  if (fault !== undefined)
    return `The server of UPSTREAM_PRIVACYIDEA cannot be asked (${fault}). What is not answered here fails.`;
  if (!server) return "The server of UPSTREAM_PRIVACYIDEA does not say what it is, so it may be no privacyIDEA.";
  const name = `${server.product} ${server.version}`;
  if (finishesTiqr) return `This service is in front of ${name}, where phones can finish a login.`;
  if (finishesTiqr === undefined)
    return `This service is in front of ${name}. Whether phones can finish a login there is not known.`;
  return (
    `This service is in front of ${name}, where phones that are enrolled there cannot finish a login: they are told OK, and ` +
    "it stays open. Import them."
  );
}
