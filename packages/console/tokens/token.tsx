// One token: its page, and the actions of its buttons, some after a question.

import { Notice } from "../../../src/for-console.ts";
import { showPage } from "../frame/frame.tsx";
import type { ConsoleApp, ConsoleContext } from "../frame/session.ts";
import { askAbout, findToken, type Question } from "../parts/token-of-path.tsx";
import { historyOf, tokenPage } from "../parts/token-view.ts";
import { userPage } from "../parts/user-view.ts";
import type { ConsoleWords } from "../words/words.ts";
import { ACTIONS, type ActionName } from "./token-actions.ts";
import { TokenPage } from "./token-page.tsx";

const PATH = "/console/tokens/:serial";

export function tokenRoutes(app: ConsoleApp): void {
  app.get(PATH, async (c) => {
    const token = await findToken(c);
    const { api, account } = c.var;
    const { serial, username: user, user_realm: realm } = token;
    const [history, open, out, seen] = await Promise.all([
      account.may("auditlog") || (account.may("userhistory") && user !== "")
        ? api.call("GET /audit/", { ...historyOf(token), reads: "false", page_size: "50" })
        : undefined,
      account.may("getchallenges") ? api.call("GET /token/challenges/:serial", { serial }) : undefined,
      account.may("enrollTIQR") || account.may("disable")
        ? api.call("GET /token/enrollmentlink", { serial, pagesize: "50" })
        : undefined,
      account.may("userlist") && user !== "" ? api.call("GET /user/attribute", { user, realm }) : undefined,
    ]);
    // The answer to a call that names one attribute would be a text.
    const attributes = seen?.ok && typeof seen.value === "object" ? (seen.value ?? undefined) : undefined;
    // The API ignores the case of a serial.
    const links = out?.ok ? out.value.links.filter((link) => link.serial === serial) : [];
    return showPage(c, "tokens", (words) => ({
      title: words.token.title(serial),
      main: <TokenPage token={token} account={account} history={history} open={open} links={links} words={words} />,
      above: user !== "" && account.may("userlist") && <a href={userPage(realm, user)}>{attributes?.name ?? user}</a>,
    }));
  });

  for (const [name, { done, asks }] of Object.entries(ACTIONS) as [ActionName, (typeof ACTIONS)[ActionName]][]) {
    if (asks) app.get(`${PATH}/${name}`, (c) => askAbout(c, name as Question));
    app.post(`${PATH}/${name}`, async (c) => {
      const serial = c.req.param("serial");
      const { api } = c.var;
      await api.need("tokens", name === "delete" ? "DELETE /token/:serial" : `POST /token/${name}/:serial`, {
        serial,
      });
      const [user, realm] = [c.var.form("user"), c.var.form("realm")];
      const back = user !== "" ? userPage(realm, user) : name === "delete" ? "/console/tokens" : tokenPage(serial);
      return c.redirect(`${back}?done=${done}`, 303);
    });
  }

  app.post(`${PATH}/setpin`, async (c) => {
    const serial = c.req.param("serial");
    const pin = c.var.form("pin");
    // To the API an empty PIN means none. In this form it may be a slip, so it is refused.
    if (pin === "")
      return showPage(
        c,
        "tokens",
        ({ refused, token: words }) => ({
          title: refused.failed,
          main: <NoPin words={words} back={tokenPage(serial)} />,
        }),
        400,
      );
    return setPin(c, pin, "pin");
  });

  app.get(`${PATH}/removepin`, (c) => askAbout(c, "removepin"));
  app.post(`${PATH}/removepin`, (c) => setPin(c, "", "unpinned"));

  async function setPin(c: ConsoleContext, pin: string, done: "pin" | "unpinned"): Promise<Response> {
    const serial = c.req.param("serial") ?? "";
    await c.var.api.need("tokens", "POST /token/setpin/:serial", { serial, otppin: pin });
    return c.redirect(`${tokenPage(serial)}?done=${done}`, 303);
  }
}

const NoPin = ({ words, back }: { words: ConsoleWords["token"]; back: string }) => (
  <Notice kind="warning">
    <p>{words.pinEmpty}</p>
    <p>
      <a href={back}>{words.back}</a>
    </p>
  </Notice>
);
