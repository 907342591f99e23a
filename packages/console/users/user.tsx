// One person: all that there is on one page, what unlocks and signs out, and the deletion of it all
// after a question.

import type { Context } from "hono";
import { Hono, type TokenJson, type UserDetailsJson } from "../../../src/for-console.ts";
import type { SendConsole } from "../frame/frame.tsx";
import { sendRefused } from "../frame/refusal.tsx";
import type { ConsoleEnv } from "../frame/session.ts";
import { sendQuestion } from "../parts/action.tsx";
import { pageOfUser, USERS_PATH, userPage } from "../parts/user-view.ts";
import { AlsoCalled, UserPage } from "./user-page.tsx";

const PATH = "/console/users/:realm/:name";

/** Enough for any person; a user may have more. */
const MAX_TOKENS = 50;
/** Open sign-ins are asked for of this many tokens: each is a call. */
const MAX_ASKED = 5;
/** Equal ones become one line, so more are read than are shown. */
const MAX_ENTRIES = 50;

export function userRoutes(send: SendConsole): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();

  app.get(PATH, async (c) => {
    const found = await findUser(c, send);
    if (found instanceof Response) return found;
    const { api, account } = c.var;
    const { username: user, realm } = found;
    const [owned, history, out] = await Promise.all([
      account.may("tokenlist") ? api.call("GET /token/", { user, realm, pagesize: String(MAX_TOKENS) }) : undefined,
      account.may("auditlog")
        ? api.call("GET /audit/", { user, realm, reads: "false", page_size: String(MAX_ENTRIES) })
        : undefined,
      account.may("enrollTIQR") ? api.call("GET /token/enrollmentlink", { user, realm }) : undefined,
    ]);
    const tokens = owned?.ok ? owned.value.tokens : undefined;
    const open = tokens && account.may("getchallenges") ? await openSignIns(c, tokens) : undefined;
    return send(c, "users", (words) => ({
      title: found.name ?? user,
      below: <AlsoCalled user={found} />,
      main: (
        <UserPage
          user={found}
          account={account}
          tokens={tokens}
          links={out?.ok ? out.value.links : []}
          open={open}
          history={history}
          words={words}
        />
      ),
    }));
  });

  app.post(`${PATH}/unlock`, async (c) => {
    const { realm, name: user } = c.req.param();
    const reply = await c.var.api.call("POST /token/reset", { user, realm });
    return reply.ok ? c.redirect(`${userPage(realm, user)}?done=unlocked`, 303) : sendRefused(c, send, "users", reply);
  });

  app.post(`${PATH}/sign-out`, async (c) => {
    const { realm, name } = c.req.param();
    const reply = await c.var.api.call("DELETE /user/:realm/:name/sessions", { realm, name });
    if (!reply.ok) return sendRefused(c, send, "users", reply);
    return c.redirect(`${userPage(realm, name)}?done=userSignedOut`, 303);
  });

  app.get(`${PATH}/delete`, async (c) => {
    const user = await findUser(c, send);
    if (user instanceof Response) return user;
    const at = { back: pageOfUser(user), action: "delete" };
    return sendQuestion(c, send, "users", at, ({ users: { confirmDelete: words, about } }) => ({
      words,
      about: about(user.username, user.realm),
    }));
  });
  app.post(`${PATH}/delete`, async (c) => {
    const { realm, name } = c.req.param();
    const reply = await c.var.api.call("DELETE /user/:realm/:name", { realm, name });
    return reply.ok ? c.redirect(`${USERS_PATH}?done=userDeleted`, 303) : sendRefused(c, send, "users", reply);
  });

  return app;
}

/** A sign-in that several phones may answer is listed once. */
async function openSignIns({ var: { api } }: Context<ConsoleEnv>, tokens: readonly TokenJson[]) {
  const usable = tokens.filter(({ state }) => state === "active").slice(0, MAX_ASKED);
  const replies = await Promise.all(usable.map(({ serial }) => api.call("GET /token/challenges/:serial", { serial })));
  const all = replies.flatMap((reply) => (reply.ok ? reply.value.challenges : []));
  return [...new Map(all.map((challenge) => [challenge.transaction_id, challenge])).values()];
}

/** Finds the user of the path, or returns a page that says why not. */
export async function findUser(c: Context<ConsoleEnv>, send: SendConsole): Promise<UserDetailsJson | Response> {
  const { realm = "", name = "" } = c.req.param();
  const reply = await c.var.api.call("GET /user/:realm/:name", { realm, name });
  return reply.ok ? reply.value : sendRefused(c, send, "users", reply);
}
