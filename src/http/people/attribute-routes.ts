// /user/attribute: the attributes of a user (privacyIDEA api/user.py). ./user-routes.ts mounts
// these routes after `requireAdmin` and `withParameters`.

import type { Context } from "hono";
import {
  lookAtUser,
  readAttribute,
  readAttributeValue,
  removeAttribute,
  setAttribute,
} from "../../core/admin/user-attributes.ts";
import type { Ports } from "../../core/ports/index.ts";
import { invalidParameter, type Outcome, type Reason, refuse } from "../../core/reasons.ts";
import { readOwner } from "../../core/token/owner.ts";
import type { NamedUser } from "../../core/user.ts";
import { success } from "../answer/envelope.ts";
import { onlyMethods } from "../answer/methods.ts";
import { refused } from "../answer/reason-to-wire.ts";
import { adminCallOf, type HttpEnv } from "../context.ts";
import { Hono } from "../hono.ts";
import { readNamed } from "../request/subject.ts";
import { attributesJson } from "./user-json.ts";

export function attributeRoutes(ports: Ports): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();

  app.get("/user/attribute", async (c) => {
    const read = namedIn(c);
    if (!read.ok) return refused(c, read.reason);
    const key = c.var.parameter("key");
    const asked = key === undefined ? undefined : readAttribute(key);
    if (asked && !asked.ok) return refused(c, asked.reason);
    const looked = await lookAtUser(ports, read.named, adminCallOf(c));
    if (!looked.ok) return refused(c, looked.reason);
    const attributes = attributesJson(looked.user);
    if (asked) return success<"GET /user/attribute">(c, { value: attributes[asked.attribute] ?? null });
    return success<"GET /user/attribute">(c, { value: attributes });
  });

  app.post("/user/attribute", async (c) => {
    const read = namedIn(c);
    if (!read.ok) return refused(c, read.reason);
    const { parameter } = c.var;
    const asked = readAttribute(parameter("key") ?? "");
    if (!asked.ok) return refused(c, parameter("key") ? asked.reason : { code: "missing-parameter", name: "key" });
    const given = readAttributeValue(asked.attribute, parameter("value") ?? "");
    if (!given.ok) return refused(c, reasonOf(given.what));
    const set = await setAttribute(ports, read.named, given.change, adminCallOf(c));
    return set.ok ? success<"POST /user/attribute">(c, { value: set.id }) : refused(c, set.reason);
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
    return success<"DELETE /user/attribute/:key/:user/:realm">(c, { value: done.removed });
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

const reasonOf = (what: string | undefined): Reason =>
  what === undefined ? { code: "missing-parameter", name: "value" } : invalidParameter("value", what).reason;
