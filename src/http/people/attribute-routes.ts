// /user/attribute: the attributes of a user (privacyIDEA api/user.py).

import {
  lookAtUser,
  readAttribute,
  readAttributeValue,
  removeAttribute,
  setAttribute,
} from "../../core/admin/user-attributes.ts";
import type { Ports } from "../../core/ports/index.ts";
import { invalidParameter, type Outcome, refuse } from "../../core/reasons.ts";
import { readOwner } from "../../core/token/owner.ts";
import type { NamedUser } from "../../core/user.ts";
import type { Parameter } from "../../tiqr/requests.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import { readNamed } from "../request/subject.ts";
import { attributesJson } from "./user-json.ts";

export function attributeRoutes({ on }: DefinedRoutes, ports: Ports): void {
  on("GET /user/attribute", async (c, call) => {
    const { parameter } = c.var;
    const read = namedIn(parameter);
    if (!read.ok) return read;
    const key = parameter("key");
    const known = key === undefined ? undefined : readAttribute(key);
    if (known && !known.ok) return known;
    const looked = await lookAtUser(ports, read.named, call());
    if (!looked.ok) return looked;
    const attributes = attributesJson(looked.user);
    return { value: known ? (attributes[known.attribute] ?? null) : attributes };
  });

  on("POST /user/attribute", async (c, call) => {
    const { parameter } = c.var;
    const read = namedIn(parameter);
    if (!read.ok) return read;
    const key = parameter("key");
    if (key === undefined) return refuse({ code: "missing-parameter", name: "key" });
    const known = readAttribute(key);
    if (!known.ok) return known;
    const value = readAttributeValue(known.attribute, parameter("value") ?? "");
    if (!value.ok) return refusalOf(value.what);
    const set = await setAttribute(ports, read.named, value.change, call());
    return set.ok ? { value: set.id } : set;
  });

  on("DELETE /user/attribute/:key/:user/:realm", async (c, call) => {
    const { key, user, realm } = c.req.param();
    const read = readOwner({ user, realm }, ports.settings);
    if (!read.ok) return read;
    const known = readAttribute(key);
    if (!known.ok) return known;
    const removed = await removeAttribute(ports, read.named, known.attribute, call());
    return removed.ok ? { value: removed.removed } : removed;
  });

  function namedIn(parameter: Parameter): Outcome<{ readonly named: NamedUser }> {
    const read = readNamed(parameter, ports.settings);
    if (!read.ok) return read;
    const { named } = read;
    return named ? { ok: true, named } : refuse({ code: "missing-parameter", name: "user" });
  }
}

const refusalOf = (what: string | undefined) =>
  what === undefined ? refuse({ code: "missing-parameter", name: "value" }) : invalidParameter("value", what);
