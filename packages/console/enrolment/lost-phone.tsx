// A person calls: the phone is lost. It stops at once, and another one is enrolled, by a link if
// the person is elsewhere, or by the QR code on this screen.

import { Button, Card } from "../../../src/for-console.ts";
import { lacking } from "../api.ts";
import { showPage } from "../frame/frame.tsx";
import type { ConsoleApp } from "../frame/session.ts";
import { WayOn } from "../frame/usual.tsx";
import { Action } from "../parts/action.tsx";
import { findToken } from "../parts/token-of-path.tsx";
import { tokenPage } from "../parts/token-view.ts";
import { userPage } from "../parts/user-view.ts";
import { lookAtWhom, WhomFacts } from "../parts/whom.tsx";
import type { ConsoleWords } from "../words/words.ts";
import { MAKE, MailTick, mailFields, showLink } from "./made-link.tsx";

const PATH = "/console/tokens/:serial/lost";

export function lostPhoneRoutes(app: ConsoleApp): void {
  app.get(PATH, async (c) => {
    const token = await findToken(c);
    const { serial, username: user, user_realm: realm } = token;
    // Nobody can have lost the phone of a token that belongs to nobody.
    if (user === "") return c.redirect(tokenPage(serial), 303);
    if (!c.var.account.may("enrollTIQR")) throw lacking("users", "enrollTIQR");
    const whom = await lookAtWhom(c, user, realm, { token });
    const back = c.var.account.may("userlist") ? userPage(realm, user) : tokenPage(serial);
    return showPage(c, "users", (words) => ({
      title: words.lostPhone.title,
      above: <a href={back}>{user}</a>,
      main: (
        <>
          <WhomFacts whom={whom} words={words.whom} />
          <Choice words={words} to={tokenPage(serial)} back={back} sendsMail={c.var.deps.sendsMail} />
        </>
      ),
    }));
  });

  app.post(PATH, async (c) => {
    const { serial, username: user, user_realm: realm } = await findToken(c);
    // A mail that could not be sent must not keep the phone working.
    const mail = c.var.deps.sendsMail ? mailFields(c) : {};
    const link = await c.var.api.need("users", MAKE, { user, realm, serial, stop: "true", ...mail });
    return showLink(c, "users", user, realm, true, link);
  });
}

interface Props {
  readonly words: ConsoleWords;
  readonly to: string;
  readonly back: string;
  readonly sendsMail: boolean;
}

const Choice = ({ words: all, to, back, sendsMail }: Props) => {
  const { lostPhone: words, confirm } = all;
  return (
    <>
      <p class="lead">{words.lead}</p>
      <div class="beside">
        <Card title={words.elsewhere}>
          <p>{words.elsewhereText}</p>
          <form method="post" action={`${to}/lost`} class="form">
            {sendsMail && <MailTick words={all} ticked={true} />}
            <div class="actions">
              <Button>{words.link}</Button>
            </div>
          </form>
        </Card>
        <Card title={words.here}>
          <p>{words.hereText}</p>
          <div class="actions">
            <Action to={`${to}/replace`} kind="secondary">
              {words.code}
            </Action>
          </div>
        </Card>
      </div>
      <WayOn to={back} text={confirm.keep} />
    </>
  );
};
