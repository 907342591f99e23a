// Users, for administrators and privacyIDEA's clients (privacyIDEA api/user.py).

import { lookAtUser } from "../../core/admin/user-attributes.ts";
import { listUsers, removeUser, signUserOut } from "../../core/admin/users.ts";
import { PHONES_FILTERS } from "../../core/ports/people/users.ts";
import { invalidParameter, type Outcome } from "../../core/reasons.ts";
import { readOwner } from "../../core/token/owner.ts";
import { descendingIn, MAX_PAGE_SIZE, pagesJson, readPaging } from "../answer/paging.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { readPatterns } from "../request/pattern.ts";
import { attributeRoutes } from "./attribute-routes.ts";
import { detailsJson, userJson } from "./user-json.ts";

/** Longer than any name, user, address or serial. */
const MAX_SEARCH_CHARACTERS = 256;

/** Spaces count as one, and a letter with an accent is one sign, as names have them. */
function readSearch(given: string | undefined): Outcome<{ readonly search: string | undefined }> {
  const search = given?.normalize().trim().replace(/\s+/g, " ") || undefined;
  return search === undefined || search.length <= MAX_SEARCH_CHARACTERS
    ? { ok: true, search }
    : invalidParameter("search", `at most ${MAX_SEARCH_CHARACTERS} characters`);
}

export function userRoutes(routes: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  const { on } = routes;

  on("GET /user/", async (c, call) => {
    const { parameter } = c.var;
    const read = readPatterns(parameter, ["username", "realm"]);
    if (!read.ok) return read;
    const { username: name, realm } = read.patterns;
    const asked = parameter("phones");
    const phones = PHONES_FILTERS.find((one) => one === asked);
    if (asked !== undefined && !phones) return invalidParameter("phones", `expected ${PHONES_FILTERS.join(", ")}`);
    const searched = readSearch(parameter("search"));
    if (!searched.ok) return searched;
    // privacyIDEA's list of users has no pages, so clients expect all that fit an answer.
    const pages = await readPaging(ports.sealer, parameter, MAX_PAGE_SIZE);
    if (!pages.ok) return pages;
    const filter = { name, realm, search: searched.search, phones };
    const listed = await listUsers(ports, filter, { ...pages.paging, descending: descendingIn(parameter) }, call());
    if (!listed.ok) return listed;
    const { after, before, progress } = await pagesJson(ports.sealer, pages.paging, listed);
    const isWhole = after === null && before === null;
    return { value: listed.rows.map(userJson), ...(isWhole ? {} : { detail: { after, before, progress } }) };
  });

  on(
    "GET /user/:realm/:name",
    (c, call) => {
      const read = ownerIn(c.req.param());
      return read.ok ? lookAtUser(ports, read.named, call()) : read;
    },
    (looked) => ({ value: detailsJson(looked) }),
  );

  on(
    "DELETE /user/:realm/:name",
    (c, call) => {
      const read = ownerIn(c.req.param());
      return read.ok ? removeUser(ports, read.named, call()) : read;
    },
    ({ tokens }) => ({ value: true, detail: { tokens } }),
  );

  on(
    "DELETE /user/:realm/:name/sessions",
    (c, call) => {
      const read = ownerIn(c.req.param());
      return read.ok ? signUserOut(ports, read.named, call()) : read;
    },
    ({ sessions }) => ({ value: sessions }),
  );

  attributeRoutes(routes, ports);

  /** The user that the path names. */
  function ownerIn({ name: user, realm }: Readonly<Record<"name" | "realm", string>>) {
    const read = readOwner({ user, realm }, ports.settings);
    return read.ok ? ({ ok: true, named: { user, realm } } as const) : read;
  }
}
