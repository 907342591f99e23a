// A person has forgotten the PIN: all phones get a random one (POST /token/setrandompin), told
// once.

import { Hono } from "../../../src/for-console.ts";
import type { SendConsole } from "../frame/frame.tsx";
import { sendRefused } from "../frame/refusal.tsx";
import type { ConsoleEnv } from "../frame/session.ts";
import { sendQuestion } from "../parts/action.tsx";
import { pageOfUser, userPage } from "../parts/user-view.ts";
import { RandomPin } from "../tokens/random-pin.tsx";
import { findUser } from "./user.tsx";

const PATH = "/console/users/:realm/:name/new-pin";

export function newPinRoutes(send: SendConsole): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();

  app.get(PATH, async (c) => {
    const user = await findUser(c, send);
    if (user instanceof Response) return user;
    const at = { back: pageOfUser(user), action: "new-pin" };
    return sendQuestion(c, send, "users", at, ({ users: { confirmPin: words, about } }) => ({
      words,
      about: about(user.username, user.realm),
      kind: "primary",
    }));
  });

  app.post(PATH, async (c) => {
    const { realm, name: user } = c.req.param();
    const reply = await c.var.api.call("POST /token/setrandompin", { user, realm });
    if (!reply.ok) return sendRefused(c, send, "users", reply);
    const { pin } = reply.detail;
    return send(c, "users", ({ randomPin, users, copying }) => ({
      title: randomPin.title(user),
      main: <RandomPin words={randomPin} copying={copying} back={users.back} pin={pin} to={userPage(realm, user)} />,
    }));
  });

  return app;
}
