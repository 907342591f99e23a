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
    const asked = key === undefined ? undefined : readAttribute(key);
    if (asked && !asked.ok) return asked;
    const looked = await lookAtUser(ports, read.named, call());
    if (!looked.ok) return looked;
    const attributes = attributesJson(looked.user);
    return { value: asked ? (attributes[asked.attribute] ?? null) : attributes };
  });

  on(
    "POST /user/attribute",
    (c, call) => {
      const { parameter } = c.var;
      const read = namedIn(parameter);
      if (!read.ok) return read;
      const asked = readAttribute(parameter("key") ?? "");
      if (!asked.ok) return parameter("key") ? asked : refuse({ code: "missing-parameter", name: "key" });
      const given = readAttributeValue(asked.attribute, parameter("value") ?? "");
      return given.ok ? setAttribute(ports, read.named, given.change, call()) : refusalOf(given.what);
    },
    ({ id }) => ({ value: id }),
  );

  on(
    "DELETE /user/attribute/:key/:user/:realm",
    (c, call) => {
      const { key, user, realm } = c.req.param();
      const read = readOwner({ user, realm }, ports.settings);
      if (!read.ok) return read;
      const asked = readAttribute(key);
      return asked.ok ? removeAttribute(ports, read.named, asked.attribute, call()) : asked;
    },
    ({ removed }) => ({ value: removed }),
  );

  function namedIn(parameter: Parameter): Outcome<{ readonly named: NamedUser }> {
    const read = readNamed(parameter, ports.settings);
    if (!read.ok) return read;
    const { named } = read;
    return named ? { ok: true, named } : refuse({ code: "missing-parameter", name: "user" });
  }
}

const refusalOf = (what: string | undefined) =>
  what === undefined ? refuse({ code: "missing-parameter", name: "value" }) : invalidParameter("value", what);
