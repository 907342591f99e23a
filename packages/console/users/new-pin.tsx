// A person has forgotten the PIN: all phones get a random one (POST /token/setrandompin), told
// once.

import { orRefuse } from "../frame/refusal.tsx";
import type { ConsoleApp } from "../frame/session.ts";
import { sendQuestion } from "../parts/action.tsx";
import { pageOfUser, userPage } from "../parts/user-view.ts";
import { showPin } from "../tokens/random-pin.tsx";
import { findUser } from "./user.tsx";

const PATH = "/console/users/:realm/:name/new-pin";

export function newPinRoutes(app: ConsoleApp): void {
  app.get(PATH, async (c) => {
    const user = await findUser(c);
    const at = { back: pageOfUser(user), action: "new-pin" };
    return sendQuestion(c, "users", at, ({ users: { confirmPin: words, about } }) => ({
      words,
      about: about(user.username, user.realm),
      kind: "primary",
    }));
  });

  app.post(PATH, async (c) => {
    const { realm, name: user } = c.req.param();
    const reply = await orRefuse("users", c.var.api.call("POST /token/setrandompin", { user, realm }));
    return showPin(c, "users", reply.detail.pin, user, userPage(realm, user), ({ users }) => users.back);
  });
}
