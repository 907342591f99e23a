// /scim/v2, where the directory of an organisation keeps the people of a realm: RFC 7644. Without
// `SCIM` there is nothing.

import type { AdminCall } from "../../core/call.ts";
import type { Ports } from "../../core/ports/index.ts";
import { type Refusal, refuse } from "../../core/reasons.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import * as room from "./room.ts";

type C = Parameters<typeof room.config>[0];
type Act = (c: C, ports: Ports, call: AdminCall) => Promise<Response | Refusal>;

export function scimRoutes({ on }: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  const flow = (act: Act) => (c: C, call: () => AdminCall) => act(c, ports, call());
  on(["GET /scim/v2/Users", "GET /scim/v2/Groups"], flow(room.search));
  on(["POST /scim/v2/Users", "POST /scim/v2/Groups"], flow(room.create));
  on(["GET /scim/v2/Users/:id", "GET /scim/v2/Groups/:id"], flow(room.read));
  on(["PUT /scim/v2/Users/:id", "PUT /scim/v2/Groups/:id"], flow(room.replace));
  on(["PATCH /scim/v2/Users/:id", "PATCH /scim/v2/Groups/:id"], flow(room.patch));
  on(["DELETE /scim/v2/Users/:id", "DELETE /scim/v2/Groups/:id"], flow(room.remove));

  on("GET /scim/v2/ServiceProviderConfig", (c) => room.config(c, ports));
  on(["GET /scim/v2/Schemas", "GET /scim/v2/ResourceTypes"], (c) => room.listDescribed(c, ports));
  on(["GET /scim/v2/Schemas/:id", "GET /scim/v2/ResourceTypes/:id"], (c) => room.readDescribed(c, ports));
  on("POST /scim/v2/Bulk", () => refuse({ code: "no-bulk" }));
}
