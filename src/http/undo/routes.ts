// POST /user/<realm>/<name>/undo/<id>, beyond privacyIDEA.

import { readOwner } from "../../core/token/owner.ts";
import { undoAct } from "../../core/undo/undo.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";

export function undoRoutes({ on }: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  on("POST /user/:realm/:name/undo/:id", async (c, call) => {
    const { name: user, realm, id } = c.req.param();
    const read = readOwner({ user, realm }, ports.settings);
    if (!read.ok) return read;
    const done = await undoAct(ports, { user, realm }, id, call());
    return done.ok ? { value: done.undone } : done;
  });
}
