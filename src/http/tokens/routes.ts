// /token/: administrators make and list tokens (privacyIDEA api/token.py). Other files change them.

import { listTokens } from "../../core/admin/tokens.ts";
import { initToken, type NewEnrolment } from "../../core/enrolment/init.ts";
import { isWrongInPhp, storedSuite } from "../../core/token/suites.ts";
import type { Warning } from "../../core/warning.ts";
import { csv, readDialect } from "../answer/csv.ts";
import { ENROLLMENT_HEADER } from "../answer/headers.ts";
import { pagesJson } from "../answer/paging.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { challengeRoutes } from "../logins/open-login-routes.ts";
import { changeRoutes } from "./change-routes.ts";
import { linkRoutes } from "./link-routes.ts";
import { readTokenQuery } from "./query.ts";
import { TOKEN_COLUMNS, tokenJson } from "./token-json.ts";

const NONE = { rows: [], count: 0, exact: true, after: undefined, before: undefined, progress: undefined } as const;

export function tokenRoutes(routes: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  const { on } = routes;

  on("POST /token/init", async (c, call) => {
    const made = await initToken(ports, c.var.parameter, call());
    if (!made.ok) return made;
    c.header("Cache-Control", "no-store"); // the QR code opens the enrolment
    c.header(ENROLLMENT_HEADER, made.enrolmentId); // not in the detail, which is privacyIDEA's
    return { value: true, detail: made.detail, warnings: initWarnings(made) };
  });

  on("GET /token/", async (c, call) => {
    const { parameter } = c.var;
    const query = await readTokenQuery(ports, parameter);
    if (!query.ok) return query;
    const csvAs = parameter("outform") === "csv" ? readDialect(parameter) : undefined;
    if (csvAs && !csvAs.ok) return csvAs;
    const type = parameter("type")?.toLowerCase() ?? "tiqr";
    const listed = await listTokens(ports, query.filter, query.page, call());
    if (!listed.ok) return listed;
    // All tokens are of type tiqr, so a filter for another type finds none.
    const page = type === "tiqr" ? listed : { ...listed, ...NONE };
    const nowMs = Date.now();
    const rows = page.rows.map((token) => tokenJson(token, { nowMs, lockRule: ports.settings.lockRule }));
    if (csvAs) return csv(c, csvAs.dialect, { name: "tokens", columns: TOKEN_COLUMNS, rows });
    return { value: { ...(await pagesJson(ports.sealer, query.page, page)), tokens: rows } };
  });

  linkRoutes(routes, ports);
  challengeRoutes(routes, ports);
  changeRoutes(routes, ports);
}

/** Warns of a phone that was locked out, and of apps that compute wrongly. */
function initWarnings({ detail: { serial }, suite, endedPhone }: NewEnrolment): readonly Warning[] {
  const ended =
    `A phone had registered the token ${serial}, and can no longer log in with it. ` +
    "If the same phone is to register it again, delete the account in the app before the QR code is scanned: " +
    "apps refuse a second account of the same service and user.";
  const php = `The PHP client computes the responses of the suite ${suite} wrongly, other apps do not.`;
  return [
    ...(endedPhone ? [{ code: "phone-ended", message: ended } as const] : []),
    ...(isWrongInPhp(storedSuite(suite)) ? [{ code: "suite-wrong-in-php", message: php } as const] : []),
  ];
}
