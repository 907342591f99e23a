// Users and their attributes, for administrators and privacyIDEA's clients (privacyIDEA api/user.py).

import type { Context } from "hono";
import {
  lookAtUser,
  readAttribute,
  readValue,
  removeAttribute,
  setAttribute,
} from "../../core/admin/user-attributes.ts";
import { listUsers, removeUser, signUserOut } from "../../core/admin/users.ts";
import type { UserDetails, UserRecord } from "../../core/ports/users.ts";
import { type Outcome, refuse } from "../../core/reasons.ts";
import { readOwner } from "../../core/token/owner.ts";
import type { NamedUser } from "../../core/token.ts";
import { adminCallOf, type HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";
import { success } from "../envelope.ts";
import { Hono } from "../hono.ts";
import { onlyMethods } from "../methods.ts";
import { descendingIn, MAX_PAGE_SIZE, pagesJson, readPaging } from "../paging.ts";
import { withParameters } from "../params.ts";
import { readPatterns } from "../pattern.ts";
import { refused } from "../reason-to-wire.ts";
import { requireAdmin } from "../require-admin.ts";
import { readNamed } from "../subject.ts";
import type { Answers, More, UserDetailsJson, UserJson } from "../wire.ts";

const ONE = "/user/:realm/:name";
const SESSIONS = `${ONE}/sessions`;

export function userRoutes({ ports, callerOf }: Pick<Deps, "ports" | "callerOf">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use("/user/*", requireAdmin({ callerOf, ports }), withParameters);

  app.get("/user/", async (c) => {
    const read = readPatterns(c.var.parameter, ["username", "realm"]);
    if (!read.ok) return refused(c, read.reason);
    const { username: name, realm } = read.patterns;
    // privacyIDEA's list of users has no pages, so clients expect all that fit an answer.
    const pages = await readPaging(ports.sealer, c.var.parameter, MAX_PAGE_SIZE);
    if (!pages.ok) return refused(c, pages.reason);
    const descending = descendingIn(c.var.parameter);
    const listed = await listUsers(ports, { name, realm }, { ...pages.paging, descending }, adminCallOf(c));
    if (!listed.ok) return refused(c, listed.reason);
    const { after, before } = await pagesJson(ports.sealer, pages.paging, listed);
    const isWhole = after === null && before === null;
    return success<Answers["GET /user/"]>(c, {
      value: listed.rows.map(userJson),
      ...(isWhole ? {} : { detail: { after, before } }),
    });
  });
  onlyMethods(app, "/user/", ["GET"]);

  app.get(ONE, async (c) => {
    const { name: user, realm } = c.req.param();
    const read = readOwner({ user, realm }, ports.settings);
    if (!read.ok) return refused(c, read.reason);
    const looked = await lookAtUser(ports, read.named, adminCallOf(c));
    if (!looked.ok) return refused(c, looked.reason);
    return success<Answers["GET /user/:realm/:name"]>(c, { value: detailsJson(looked) });
  });

  app.delete(ONE, async (c) => {
    const user = { user: c.req.param("name"), realm: c.req.param("realm") };
    const read = readOwner(user, ports.settings);
    if (!read.ok) return refused(c, read.reason);
    const removed = await removeUser(ports, user, adminCallOf(c));
    if (!removed.ok) return refused(c, removed.reason);
    const { tokens } = removed;
    return success<Answers["DELETE /user/:realm/:name"]>(c, { value: true, detail: { tokens } });
  });
  onlyMethods(app, ONE, ["GET", "DELETE"]);

  app.delete(SESSIONS, async (c) => {
    const user = { user: c.req.param("name"), realm: c.req.param("realm") };
    const read = readOwner(user, ports.settings);
    if (!read.ok) return refused(c, read.reason);
    const done = await signUserOut(ports, user, adminCallOf(c));
    if (!done.ok) return refused(c, done.reason);
    return success<Answers["DELETE /user/:realm/:name/sessions"]>(c, { value: done.sessions });
  });
  onlyMethods(app, SESSIONS, ["DELETE"]);

  app.get("/user/attribute", async (c) => {
    const read = namedIn(c);
    if (!read.ok) return refused(c, read.reason);
    const key = c.var.parameter("key");
    const asked = key === undefined ? undefined : readAttribute(key);
    if (asked && !asked.ok) return refused(c, asked.reason);
    const looked = await lookAtUser(ports, read.named, adminCallOf(c));
    if (!looked.ok) return refused(c, looked.reason);
    const attributes = attributesJson(looked.user);
    if (asked) return success(c, { value: attributes[asked.attribute] ?? null });
    return success<Answers["GET /user/attribute"]>(c, { value: attributes });
  });

  app.post("/user/attribute", async (c) => {
    const read = namedIn(c);
    if (!read.ok) return refused(c, read.reason);
    const { parameter } = c.var;
    const asked = readAttribute(parameter("key") ?? "");
    if (!asked.ok) return refused(c, parameter("key") ? asked.reason : { code: "missing-parameter", name: "key" });
    const given = readValue(asked.attribute, parameter("value") ?? "");
    if (!given.ok) return refused(c, given.reason);
    const set = await setAttribute(ports, read.named, given.change, adminCallOf(c));
    return set.ok ? success<Answers["POST /user/attribute"]>(c, { value: set.id }) : refused(c, set.reason);
  });
  onlyMethods(app, "/user/attribute", ["GET", "POST"]);

  app.delete("/user/attribute/:key/:user/:realm", async (c) => {
    const { key, user, realm } = c.req.param();
    const read = readOwner({ user, realm }, ports.settings);
    if (!read.ok) return refused(c, read.reason);
    const asked = readAttribute(key);
    if (!asked.ok) return refused(c, asked.reason);
    const done = await removeAttribute(ports, read.named, asked.attribute, adminCallOf(c));
    if (!done.ok) return refused(c, done.reason);
    return success<Answers["DELETE /user/attribute/:key/:user/:realm"]>(c, { value: done.removed });
  });
  onlyMethods(app, "/user/attribute/:key/:user/:realm", ["DELETE"]);

  return app;

  function namedIn(c: Context<HttpEnv>): Outcome<{ readonly named: NamedUser }> {
    const read = readNamed(c.var.parameter, ports.settings);
    if (!read.ok) return read;
    const { named } = read;
    return named ? { ok: true, named } : refuse({ code: "missing-parameter", name: "user" });
  }
}

/** privacyIDEA gives attributes as texts, and none for what is not set. */
const attributesJson = ({ displayName, email, groups }: UserRecord): Answers["GET /user/attribute"]["value"] => ({
  ...(email === null ? {} : { email }),
  ...(displayName === null ? {} : { name: displayName }),
  ...(groups.length === 0 ? {} : { groups: groups.join(",") }),
});

const isoOf = (ms: number): string => new Date(ms).toISOString();

const userJson = (user: UserRecord): UserJson & More => ({
  description: "",
  editable: false,
  email: "",
  givenname: user.displayName ?? user.name,
  mobile: "",
  phone: "",
  realm: user.realm,
  resolver: user.realm,
  surname: "",
  userid: String(user.id),
  username: user.name,
  created_at: isoOf(user.createdAtMs),
  ...(user.lastSignInMs === undefined
    ? {}
    : { last_sign_in_at: user.lastSignInMs === null ? null : isoOf(user.lastSignInMs) }),
  // privacyIDEA, too, adds the attributes of its own to the user's.
  ...attributesJson(user),
});

const detailsJson = ({ user, sessions, recoveryCodesLeft }: UserDetails): UserDetailsJson & More => ({
  ...userJson(user),
  sessions: sessions.map(({ serial, client, signedInAtMs, seenAtMs }) => ({
    serial,
    client,
    signed_in_at: isoOf(signedInAtMs),
    last_seen_at: isoOf(seenAtMs),
  })),
  recovery_codes_left: recoveryCodesLeft,
});
