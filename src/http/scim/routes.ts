// /scim/v2, where the directory of an organisation keeps the people of a realm: RFC 7644. Without
// `SCIM` there is nothing.

import type { AdminCall } from "../../core/call.ts";
import { refuse } from "../../core/reasons.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";

const load = () => import("./room.ts");
type Room = Awaited<ReturnType<typeof load>>;
type Act = "search" | "create" | "read" | "replace" | "patch" | "remove";
type C = Parameters<Room[Act]>[0];

export function scimRoutes({ on }: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  const act = (name: Act) => async (c: C, call: () => AdminCall) => (await load())[name](c, ports, call());
  on(["GET /scim/v2/Users", "GET /scim/v2/Groups"], act("search"));
  on(["POST /scim/v2/Users", "POST /scim/v2/Groups"], act("create"));
  on(["GET /scim/v2/Users/:id", "GET /scim/v2/Groups/:id"], act("read"));
  on(["PUT /scim/v2/Users/:id", "PUT /scim/v2/Groups/:id"], act("replace"));
  on(["PATCH /scim/v2/Users/:id", "PATCH /scim/v2/Groups/:id"], act("patch"));
  on(["DELETE /scim/v2/Users/:id", "DELETE /scim/v2/Groups/:id"], act("remove"));

  on("GET /scim/v2/ServiceProviderConfig", async (c) => (await load()).config(c, ports));
  on(["GET /scim/v2/Schemas", "GET /scim/v2/ResourceTypes"], async (c) => (await load()).listDescribed(c, ports));
  on(["GET /scim/v2/Schemas/:id", "GET /scim/v2/ResourceTypes/:id"], async (c) =>
    (await load()).readDescribed(c, ports),
  );
  on("POST /scim/v2/Bulk", () => refuse({ code: "no-bulk" }));
}
