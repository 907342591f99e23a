// A person has forgotten the PIN: all phones get a random one (POST /token/setrandompin), told
// once.

import type { ConsoleApp } from "../frame/session.ts";
import { userPage } from "../parts/user-view.ts";
import { showPin } from "../tokens/random-pin.tsx";
import { askAboutUser } from "./user.tsx";

const PATH = "/console/users/:realm/:name/new-pin";

export function newPinRoutes(app: ConsoleApp): void {
  app.get(PATH, (c) => askAboutUser(c, "new-pin", "confirmPin", "primary"));
  app.post(PATH, async (c) => {
    const { realm, name: user } = c.req.param();
    const reply = await c.var.api.need("users", "POST /token/setrandompin", { user, realm });
    return showPin(c, "users", reply.detail.pin, user, userPage(realm, user), ({ users }) => users.back);
  });
}
