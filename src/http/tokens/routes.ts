// /token/: administrators make and list tokens (privacyIDEA api/token.py). Other files change them.

import { listTokens } from "../../core/admin/tokens.ts";
import { initToken } from "../../core/enrolment/init.ts";
import type { TokenList } from "../../core/ports/tokens/management.ts";
import { csv, readDialect } from "../answer/csv.ts";
import { ENROLLMENT_HEADER } from "../answer/headers.ts";
import { pagesJson } from "../answer/paging.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { challengeRoutes } from "../logins/open-login-routes.ts";
import { changeRoutes } from "./change-routes.ts";
import { initWarnings } from "./init-warnings.ts";
import { linkRoutes } from "./link-routes.ts";
import { readTokenQuery } from "./query.ts";
import { TOKEN_COLUMNS, tokenJson } from "./token-json.ts";

const NONE: TokenList = {
  user: undefined,
  rows: [],
  count: 0,
  exact: true,
  after: undefined,
  before: undefined,
  places: [],
  descending: false,
};

export function tokenRoutes(routes: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  const { on } = routes;

  on(
    "POST /token/init",
    async (c, call) => {
      const made = await initToken(ports, c.var.parameter, call());
      if (!made.ok) return made;
      c.header("Cache-Control", "no-store"); // the QR code opens the enrolment
      c.header(ENROLLMENT_HEADER, made.enrolmentId); // not in the detail, which is privacyIDEA's
      return made;
    },
    (made) => ({ value: true, detail: made.detail, warnings: initWarnings(made) }),
  );

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
    const page = type === "tiqr" ? listed : NONE;
    const nowMs = Date.now();
    const rows = page.rows.map((token) => tokenJson(token, { nowMs, lockRule: ports.settings.lockRule }));
    if (csvAs) return csv(c, csvAs.dialect, { name: "tokens", columns: TOKEN_COLUMNS, rows });
    return { value: { ...(await pagesJson(ports.sealer, query.page, page)), tokens: rows } };
  });

  linkRoutes(routes, ports);
  challengeRoutes(routes, ports);
  changeRoutes(routes, ports);
}
