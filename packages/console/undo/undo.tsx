// Undoes an act on a person (POST /user/<realm>/<name>/undo/<id>), after a question.

import type { ConsoleApp } from "../frame/session.ts";
import { sendQuestion } from "../parts/action.tsx";
import { CallerLine, ownCall } from "../parts/caller-line.tsx";
import { LINKS_PATH } from "../parts/link-table.tsx";
import { userPage } from "../parts/user-view.ts";
import { lookAtWhom } from "../parts/whom.tsx";

const PATH = "/console/users/:realm/:name/undo/:id";
const UNDO = "POST /user/:realm/:name/undo/:id";

export function undoRoutes(app: ConsoleApp): void {
  app.get(PATH, async (c) => {
    const { realm, name, id } = c.req.param();
    const [whom, proof] = await Promise.all([lookAtWhom(c, name, realm), ownCall(c, { realm, username: name })]);
    // The ids of links have 64 digits. An account that sees no users comes from the page of a link.
    const kind = whom.person?.undo.find((act) => act.id === id)?.kind ?? (id.length === 64 ? "phone" : "pin");
    const page = userPage(realm, name);
    const at = { back: whom.person ? page : LINKS_PATH, page, action: `undo/${encodeURIComponent(id)}` };
    return sendQuestion(c, "users", at, ({ undo, caller }) => ({
      words: undo.ask[kind],
      whom,
      above: (
        <>
          <CallerLine user={{ realm, username: name }} proof={proof} act="undo" words={caller} />
          {proof && <p>{undo.slip}</p>}
        </>
      ),
      kind: "primary",
    }));
  });

  app.post(PATH, async (c) => {
    const { realm, name, id } = c.req.param();
    await c.var.api.need("users", UNDO, { realm, name, id });
    return c.redirect(`${c.var.account.may("userlist") ? userPage(realm, name) : LINKS_PATH}?done=undone`, 303);
  });
}
