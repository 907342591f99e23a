// Users, for administrators and privacyIDEA's clients (privacyIDEA api/user.py).

import type { Context } from "hono";
import { blockUser, readBlock, restoreUser, unblockUser } from "../../core/admin/blocks.ts";
import { lookAtUser } from "../../core/admin/user-attributes.ts";
import { listUsers, removeUser, signUserOut } from "../../core/admin/users.ts";
import type { AdminCall } from "../../core/call.ts";
import type { Ports } from "../../core/ports/index.ts";
import { BLOCKED_FILTERS } from "../../core/ports/people/blocks.ts";
import { PHONES_FILTERS } from "../../core/ports/people/users.ts";
import { invalidParameter } from "../../core/reasons.ts";
import type { UserReading } from "../../core/user.ts";
import { descendingIn, MAX_PAGE_SIZE, pagesJson, readPaging } from "../answer/paging.ts";
import type { HttpEnv } from "../context.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { readPatterns } from "../request/pattern.ts";
import { readSearchText } from "../request/search.ts";
import { attributeRoutes } from "./attribute-routes.ts";
import { passRoutes } from "./pass-routes.ts";
import { ownerIn } from "./user-in-path.ts";
import { detailsJson, userJson } from "./user-json.ts";

export function userRoutes(routes: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  const { on } = routes;

  on("GET /user/", async (c, call) => {
    const { parameter } = c.var;
    const read = readPatterns(parameter, ["username", "realm"]);
    if (!read.ok) return read;
    const { username: name, realm } = read.patterns;
    const wanted = parameter("phones");
    const phones = PHONES_FILTERS.find((one) => one === wanted);
    if (wanted !== undefined && !phones) return invalidParameter("phones", `expected ${PHONES_FILTERS.join(", ")}`);
    const kept = parameter("blocked");
    const blocked = BLOCKED_FILTERS.find((one) => one === kept);
    if (kept !== undefined && !blocked) return invalidParameter("blocked", `expected ${BLOCKED_FILTERS.join(", ")}`);
    const searched = readSearchText(parameter("search"));
    if (!searched.ok) return searched;
    // privacyIDEA's list of users has no pages, so clients expect all that fit an answer.
    const pages = await readPaging(ports.sealer, parameter, MAX_PAGE_SIZE);
    if (!pages.ok) return pages;
    const filter = { name, realm, search: searched.search, phones, blocked };
    const listed = await listUsers(ports, filter, { ...pages.paging, descending: descendingIn(parameter) }, call());
    if (!listed.ok) return listed;
    const { after, before, progress } = await pagesJson(ports.sealer, pages.paging, listed);
    const isWhole = after === null && before === null;
    return { value: listed.rows.map(userJson), ...(isWhole ? {} : { detail: { after, before, progress } }) };
  });

  on("GET /user/:realm/:name", ofUser(lookAtUser), (details) => ({ value: detailsJson(details) }));
  on("DELETE /user/:realm/:name", ofUser(removeUser), ({ tokens }) => ({ value: true, detail: { tokens } }));
  on("DELETE /user/:realm/:name/sessions", ofUser(signUserOut), ({ sessions }) => ({ value: sessions }));

  on(
    "POST /user/:realm/:name/block",
    (c, call) => {
      const read = readBlock(c.var.parameter, call().nowMs);
      return read.ok ? ofUser((own, named, itsCall) => blockUser(own, named, read.block, itsCall))(c, call) : read;
    },
    ({ tokens, sessions }) => ({ value: true, detail: { tokens, sessions } }),
  );
  on("DELETE /user/:realm/:name/block", ofUser(unblockUser), ({ lifted, tokens, deactivated }) => ({
    value: lifted,
    detail: { tokens, deactivated },
  }));

  on("POST /user/:realm/:name/restore", ofUser(restoreUser), ({ restored, tokens }) => ({
    value: restored,
    detail: { tokens },
  }));

  attributeRoutes(routes, ports);
  passRoutes(routes, ports);

  /** A flow for the user that the path names. */
  function ofUser<Result>(flow: (ports: Ports, named: UserReading, call: AdminCall) => Result) {
    return (c: Context<HttpEnv, "/user/:realm/:name">, call: () => AdminCall) => {
      const read = ownerIn(c.req.param(), ports.settings);
      return read.ok ? flow(ports, read.named, call()) : read;
    };
  }
}
