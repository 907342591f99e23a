// A person is blocked, at once or between days, and unblocked: the form and the question.

import type { UserJson } from "../../../src/for-console.ts";
import type { ApiRefusal } from "../api.ts";
import { sendForm } from "../frame/refusal.tsx";
import type { ConsoleApp, ConsoleContext } from "../frame/session.ts";
import { FormCard, sendQuestion } from "../parts/action.tsx";
import { pageOfUser, userPage } from "../parts/user-view.ts";
import { lookAtWhom } from "../parts/whom.tsx";
import { findUser } from "../users/user.tsx";
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

  app.get(`${PATH}/unblock`, async (c) => {
    const person = await findUser(c);
    const whom = await lookAtWhom(c, person.username, person.realm, { person });
    return sendQuestion(c, "users", { back: pageOfUser(person), action: "unblock" }, ({ block: { confirm } }) => ({
      words: confirm,
      whom,
      kind: "primary",
    }));
  });

  app.post(`${PATH}/unblock`, async (c) => {
    const { realm, name } = c.req.param();
    await c.var.api.need("users", "DELETE /user/:realm/:name/block", { realm, name });
    return c.redirect(`${userPage(realm, name)}?done=unblocked`, 303);
  });
}

const form = (c: ConsoleContext, user: UserJson, values: Readonly<Record<string, string>>, reply?: ApiRefusal) =>
  sendForm(c, "users", reply, ({ block: words, confirm: { keep } }) => ({
    title: words.title(user.name ?? user.username),
    form: (
      <FormCard
        action={`${pageOfUser(user)}/block`}
        lead={words.text}
        send={words.go}
        leave={keep}
        to={pageOfUser(user)}
      >
        <BlockFields words={words} values={values} />
      </FormCard>
    ),
  }));
