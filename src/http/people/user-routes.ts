// Users, for administrators and privacyIDEA's clients (privacyIDEA api/user.py).

import type { Context } from "hono";
import { lookAtUser } from "../../core/admin/user-attributes.ts";
import { listUsers, removeUser, signUserOut } from "../../core/admin/users.ts";
import { PHONES_FILTERS } from "../../core/ports/people/users.ts";
import { invalidParameter, type Outcome } from "../../core/reasons.ts";
import { readOwner } from "../../core/token/owner.ts";
import type { UserReading } from "../../core/user.ts";
import { success } from "../answer/envelope.ts";
import { onlyMethods } from "../answer/methods.ts";
import { descendingIn, MAX_PAGE_SIZE, pagesJson, readPaging } from "../answer/paging.ts";
import { refused } from "../answer/reason-to-wire.ts";
import { adminCallOf, type HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";
import { requireAdmin } from "../guard/require-admin.ts";
import { Hono } from "../hono.ts";
import { withParameters } from "../request/params.ts";
import { readPatterns } from "../request/pattern.ts";
import { attributeRoutes } from "./attribute-routes.ts";
import { detailsJson, userJson } from "./user-json.ts";

const ONE = "/user/:realm/:name";
const SESSIONS = `${ONE}/sessions`;

/** Longer than any name, user, address or serial. */
const MAX_SEARCH_CHARACTERS = 256;

/** Spaces count as one, and a letter with an accent is one sign, as names have them. */
function readSearch(given: string | undefined): Outcome<{ readonly search: string | undefined }> {
  const search = given?.normalize().trim().replace(/\s+/g, " ") || undefined;
  return search === undefined || search.length <= MAX_SEARCH_CHARACTERS
    ? { ok: true, search }
    : invalidParameter("search", `at most ${MAX_SEARCH_CHARACTERS} characters`);
}

export function userRoutes({ ports, callerOf }: Pick<Deps, "ports" | "callerOf">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use("/user/*", requireAdmin({ callerOf, ports }), withParameters);

  app.get("/user/", async (c) => {
    const read = readPatterns(c.var.parameter, ["username", "realm"]);
    if (!read.ok) return refused(c, read.reason);
    const { username: name, realm } = read.patterns;
    const asked = c.var.parameter("phones");
    const phones = PHONES_FILTERS.find((one) => one === asked);
    if (asked !== undefined && !phones)
      return refused(c, invalidParameter("phones", `expected ${PHONES_FILTERS.join(", ")}`).reason);
    const searched = readSearch(c.var.parameter("search"));
    if (!searched.ok) return refused(c, searched.reason);
    const { search } = searched;
    // privacyIDEA's list of users has no pages, so clients expect all that fit an answer.
    const pages = await readPaging(ports.sealer, c.var.parameter, MAX_PAGE_SIZE);
    if (!pages.ok) return refused(c, pages.reason);
    const descending = descendingIn(c.var.parameter);
    const filter = { name, realm, search, phones };
    const listed = await listUsers(ports, filter, { ...pages.paging, descending }, adminCallOf(c));
    if (!listed.ok) return refused(c, listed.reason);
    const { after, before, progress } = await pagesJson(ports.sealer, pages.paging, listed);
    const isWhole = after === null && before === null;
    return success<"GET /user/">(c, {
      value: listed.rows.map(userJson),
      ...(isWhole ? {} : { detail: { after, before, progress } }),
    });
  });
  onlyMethods(app, "/user/", ["GET"]);

  app.get(ONE, async (c) => {
    const read = ownerIn(c);
    if (!read.ok) return refused(c, read.reason);
    const looked = await lookAtUser(ports, read.named, adminCallOf(c));
    if (!looked.ok) return refused(c, looked.reason);
    return success<"GET /user/:realm/:name">(c, { value: detailsJson(looked) });
  });

  app.delete(ONE, async (c) => {
    const read = ownerIn(c);
    if (!read.ok) return refused(c, read.reason);
    const removed = await removeUser(ports, read.named, adminCallOf(c));
    if (!removed.ok) return refused(c, removed.reason);
    const { tokens } = removed;
    return success<"DELETE /user/:realm/:name">(c, { value: true, detail: { tokens } });
  });
  onlyMethods(app, ONE, ["GET", "DELETE"]);

  app.delete(SESSIONS, async (c) => {
    const read = ownerIn(c);
    if (!read.ok) return refused(c, read.reason);
    const done = await signUserOut(ports, read.named, adminCallOf(c));
    if (!done.ok) return refused(c, done.reason);
    return success<"DELETE /user/:realm/:name/sessions">(c, { value: done.sessions });
  });
  onlyMethods(app, SESSIONS, ["DELETE"]);

  app.route("/", attributeRoutes(ports));
  return app;

  /** The user that the path names. */
  function ownerIn(c: Context<HttpEnv>): Outcome<{ readonly named: UserReading }> {
    const { name: user = "", realm = "" } = c.req.param();
    const read = readOwner({ user, realm }, ports.settings);
    return read.ok ? { ok: true, named: { user, realm } } : read;
  }
}
