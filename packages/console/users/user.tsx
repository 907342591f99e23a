// One person: all that there is on one page, what unlocks, signs out and draws a PIN, and the
// deletion of it all after a question.

import type { TokenJson } from "../../../src/for-console.ts";
import { passHours } from "../desk/day-pass.tsx";
import { showPage } from "../frame/frame.tsx";
import type { ConsoleApp, ConsoleContext } from "../frame/session.ts";
import { sendQuestion } from "../parts/action.tsx";
import { CallerLine, NoProof, ownCall } from "../parts/caller-line.tsx";
import { pageOfUser, USERS_PATH, userPage } from "../parts/user-view.ts";
import { findUser, lookAtWhom } from "../parts/whom.tsx";
import { showPin } from "../tokens/random-pin.tsx";
import { AlsoCalled, UserPage } from "./user-page.tsx";

const PATH = "/console/users/:realm/:name";

/** Enough for any person; a user may have more. */
const MAX_TOKENS = 50;
/** Open sign-ins are asked for of this many tokens: each is a call. */
const MAX_ASKED = 5;
/** Equal ones become one line, so more are read than are shown. */
const MAX_ENTRIES = 50;

export function userRoutes(app: ConsoleApp): void {
  app.get(PATH, async (c) => {
    const person = await findUser(c);
    const { api, account } = c.var;
    const { username: user, realm } = person;
    const [owned, history, out, proof] = await Promise.all([
      account.may("tokenlist") ? api.call("GET /token/", { user, realm, pagesize: String(MAX_TOKENS) }) : undefined,
      account.may("auditlog") || account.may("userhistory")
        ? api.call("GET /audit/", { user, realm, reads: "false", page_size: String(MAX_ENTRIES) })
        : undefined,
      account.may("enrollTIQR") || account.may("disable")
        ? api.call("GET /token/enrollmentlink", { user, realm })
        : undefined,
      ownCall(c, person),
    ]);
    const tokens = owned?.ok ? owned.value.tokens : undefined;
    const hours = passHours(c.var.deps.settings, person, account);
    const open = tokens && account.may("getchallenges") ? await openSignIns(c, tokens) : undefined;
    return showPage(c, "users", (words) => ({
      title: person.name ?? user,
      below: <AlsoCalled user={person} />,
      main: (
        <UserPage
          user={person}
          links={out?.ok ? out.value.links : []}
          passHours={hours}
          removedAfterMs={c.var.deps.settings.scimDeleteAfterMs}
          {...{ account, tokens, open, history, proof, words }}
        />
      ),
    }));
  });

  app.get(`${PATH}/unlock`, (c) => askAboutUser(c, "unlock", "confirmUnlock", "primary"));
  app.post(`${PATH}/unlock`, async (c) => {
    const { realm, name: user } = c.req.param();
    await c.var.api.need("users", "POST /token/reset", { user, realm });
    return c.redirect(`${userPage(realm, user)}?done=unlocked`, 303);
  });

  app.get(`${PATH}/sign-out`, (c) => askAboutUser(c, "sign-out", "confirmSignOut", "danger"));
  app.post(`${PATH}/sign-out`, async (c) => {
    const { realm, name } = c.req.param();
    await c.var.api.need("users", "DELETE /user/:realm/:name/sessions", { realm, name });
    return c.redirect(`${userPage(realm, name)}?done=userSignedOut`, 303);
  });

  // A person has forgotten the PIN: all phones get a random one, told once.
  app.get(`${PATH}/new-pin`, (c) => askAboutUser(c, "new-pin", "confirmPin", "primary"));
  app.post(`${PATH}/new-pin`, async (c) => {
    const { realm, name: user } = c.req.param();
    const reply = await c.var.api.need("users", "POST /token/setrandompin", { user, realm });
    return showPin(c, "users", reply.detail, { user, realm }, userPage(realm, user), ({ users }) => users.back);
  });

  // Deleting cannot be undone; blocking can, so it is offered first.
  app.get(`${PATH}/delete`, (c) => askAboutUser(c, "delete", "confirmDelete", "danger"));
  app.post(`${PATH}/delete`, async (c) => {
    const { realm, name } = c.req.param();
    await c.var.api.need("users", "DELETE /user/:realm/:name", { realm, name });
    return c.redirect(`${USERS_PATH}?done=userDeleted`, 303);
  });
}

async function openSignIns({ var: { api } }: ConsoleContext, tokens: readonly TokenJson[]) {
  const usable = tokens.filter(({ state }) => state === "active").slice(0, MAX_ASKED);
  const replies = await Promise.all(usable.map(({ serial }) => api.call("GET /token/challenges/:serial", { serial })));
  return replies.flatMap((reply) => (reply.ok ? reply.value.challenges : []));
}

/** Asks about the user of the path. */
async function askAboutUser(
  c: ConsoleContext,
  action: string,
  question: "confirmDelete" | "confirmPin" | "confirmUnlock" | "confirmSignOut",
  kind: "primary" | "danger",
): Promise<Response> {
  const person = await findUser(c);
  const whom = await lookAtWhom(c, person.username, person.realm, { person });
  const proof = question === "confirmPin" ? await ownCall(c, person) : undefined;
  const back = pageOfUser(person);
  return sendQuestion(c, "users", { back, action }, ({ users: { [question]: words }, block, caller: callers }) => ({
    words,
    ...(action === "delete" && c.var.account.may("disable")
      ? { instead: { to: `${back}/block`, text: block.instead } }
      : {}),
    whom,
    above:
      question === "confirmPin" ? (
        <CallerLine user={person} proof={proof} act="pin" words={callers} />
      ) : (
        <NoProof words={callers} />
      ),
    kind,
  }));
}
