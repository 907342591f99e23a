// A person is blocked, at once or between days, and unblocked, or brought back after a directory
// has deleted them: the form and the questions.

import type { UserDetailsJson } from "../../../src/for-console.ts";
import type { ApiRefusal } from "../api.ts";
import { sendForm } from "../frame/refusal.tsx";
import type { ConsoleApp, ConsoleContext } from "../frame/session.ts";
import { FormCard, sendQuestion } from "../parts/action.tsx";
import { CallerLine, NoProof, ownCall } from "../parts/caller-line.tsx";
import { pageOfUser, userPage } from "../parts/user-view.ts";
import { findUser, lookAtWhom, WhomFacts } from "../parts/whom.tsx";
import { BlockFields } from "./block-view.tsx";

const PATH = "/console/users/:realm/:name";

export function blockRoutes(app: ConsoleApp): void {
  app.get(`${PATH}/block`, async (c) => {
    const user = await findUser(c);
    const dayOf = (at: string | null) => at?.slice(0, 10) ?? "";
    const { block_from, block_until, blocked_reason: reason } = user;
    return form(c, user, { from: dayOf(block_from), until: dayOf(block_until), reason });
  });

  app.post(`${PATH}/block`, async (c) => {
    const { realm, name } = c.req.param();
    const values = Object.fromEntries(["from", "until", "reason"].map((key) => [key, c.var.form(key).trim()]));
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
    const reply = await c.var.api.call("POST /user/:realm/:name/block", { realm, name, ...given });
    if (!reply.ok) return form(c, await findUser(c), values, reply);
    return c.redirect(`${userPage(realm, name)}?done=blocked`, 303);
  });

  app.get(`${PATH}/unblock`, (c) => askToLetIn(c, "unblock", "confirm"));

  app.post(`${PATH}/unblock`, async (c) => {
    const { realm, name } = c.req.param();
    await c.var.api.need("users", "DELETE /user/:realm/:name/block", { realm, name });
    return c.redirect(`${userPage(realm, name)}?done=unblocked`, 303);
  });

  app.get(`${PATH}/restore`, (c) => askToLetIn(c, "restore", "confirmRestore"));

  app.post(`${PATH}/restore`, async (c) => {
    const { realm, name } = c.req.param();
    await c.var.api.need("users", "POST /user/:realm/:name/restore", { realm, name });
    return c.redirect(`${userPage(realm, name)}?done=restored`, 303);
  });
}

async function askToLetIn(
  c: ConsoleContext,
  action: string,
  question: "confirm" | "confirmRestore",
): Promise<Response> {
  const person = await findUser(c);
  const [whom, proof] = await Promise.all([
    lookAtWhom(c, person.username, person.realm, { person }),
    ownCall(c, person),
  ]);
  return sendQuestion(c, "users", { back: pageOfUser(person), action }, ({ block, caller }) => ({
    words: block[question],
    whom,
    above: <CallerLine user={person} proof={proof} act="unblock" words={caller} />,
    kind: "primary",
  }));
}

async function form(
  c: ConsoleContext,
  user: UserDetailsJson,
  values: Readonly<Record<string, string>>,
  reply?: ApiRefusal,
): Promise<Response> {
  const whom = await lookAtWhom(c, user.username, user.realm, { person: user });
  return sendForm(c, "users", reply, ({ block: words, caller, whom: labels, confirm: { keep } }) => ({
    title: words.title(user.name ?? user.username),
    form: (
      <FormCard action={`${pageOfUser(user)}/block`} send={words.go} leave={keep} to={pageOfUser(user)}>
        <WhomFacts whom={whom} words={labels} />
        <p class="lead">{words.text}</p>
        <NoProof words={caller} />
        <BlockFields words={words} values={values} />
      </FormCard>
    ),
  }));
}
