// /token/: administrators make and list tokens (privacyIDEA api/token.py). Other files change them.

import { listTokens } from "../../core/admin/tokens.ts";
import { initToken } from "../../core/enrolment/init.ts";
import type { TokenList } from "../../core/ports/tokens/management.ts";
import { csv, readDialect } from "../answer/csv.ts";
import { success } from "../answer/envelope.ts";
import { ENROLLMENT_HEADER } from "../answer/headers.ts";
import { onlyMethods } from "../answer/methods.ts";
import { pagesJson } from "../answer/paging.ts";
import { refused } from "../answer/reason-to-wire.ts";
import { adminCallOf, type HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";
import { requireAdmin } from "../guard/require-admin.ts";
import { Hono } from "../hono.ts";
import { challengeRoutes } from "../logins/open-login-routes.ts";
import { withImageFormat } from "../request/image-format.ts";
import { withParameters } from "../request/params.ts";
import { changeRoutes } from "./change-routes.ts";
import { initWarnings } from "./init-warnings.ts";
import { linkRoutes } from "./link-routes.ts";
import { readTokenQuery } from "./query.ts";
import { TOKEN_COLUMNS, tokenJson } from "./token-json.ts";
import { unlockRoutes } from "./unlock-routes.ts";

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

export function tokenRoutes({ ports, callerOf }: Deps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use("/token/*", requireAdmin({ callerOf, ports }), withParameters);

  app.post("/token/init", withImageFormat, async (c) => {
    const made = await initToken(ports, c.var.parameter, adminCallOf(c));
    if (!made.ok) return refused(c, made.reason);
    c.header("Cache-Control", "no-store"); // the QR code opens the enrolment
    c.header(ENROLLMENT_HEADER, made.enrolmentId); // not in the detail, which is privacyIDEA's
    return success<"POST /token/init">(c, { value: true, detail: made.detail }, initWarnings(made));
  });
  onlyMethods(app, "/token/init", ["POST"]);

  app.route("/", linkRoutes(ports));

  app.get("/token/", async (c) => {
    const query = await readTokenQuery(ports, c.var.parameter);
    if (!query.ok) return refused(c, query.reason);
    const csvAs = c.var.parameter("outform") === "csv" ? readDialect(c.var.parameter) : undefined;
    if (csvAs && !csvAs.ok) return refused(c, csvAs.reason);
    const type = c.var.parameter("type")?.toLowerCase() ?? "tiqr";
    const listed = await listTokens(ports, query.filter, query.page, adminCallOf(c));
    if (!listed.ok) return refused(c, listed.reason);
    // All tokens are of type tiqr, so a filter for another type finds none.
    const page = type === "tiqr" ? listed : NONE;
    const nowMs = Date.now();
    const rows = page.rows.map((token) => tokenJson(token, { nowMs, lockRule: ports.settings.lockRule }));
    if (csvAs) return csv(c, csvAs.dialect, { name: "tokens", columns: TOKEN_COLUMNS, rows });
    return success<"GET /token/">(c, {
      value: { ...(await pagesJson(ports.sealer, query.page, page)), tokens: rows },
    });
  });
  onlyMethods(app, "/token/", ["GET"]);

  app.route("/", unlockRoutes(ports));
  app.route("/", challengeRoutes(ports));
  app.route("/", changeRoutes(ports));
  return app;
}
