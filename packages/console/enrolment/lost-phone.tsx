// A person calls: the phone is lost. It stops at once, and another one is enrolled, by a link if
// the person is elsewhere, or by the QR code on this screen.

import { Button, Card, Notice } from "../../../src/for-console.ts";
import { lacking } from "../api.ts";
import { showPage } from "../frame/frame.tsx";
import { sendRefused } from "../frame/refusal.tsx";
import type { ConsoleApp } from "../frame/session.ts";
import { WayOn } from "../frame/usual.tsx";
import { Action } from "../parts/action.tsx";
import { findToken } from "../parts/token-of-path.tsx";
import { tokenPage } from "../parts/token-view.ts";
import { userPage } from "../parts/user-view.ts";
import type { ConsoleWords } from "../words/words.ts";
import { MAKE, MailTick, mailFields, showLink } from "./made-link.tsx";
import { stopPhone } from "./stop-phone.ts";

const PATH = "/console/tokens/:serial/lost";

export function lostPhoneRoutes(app: ConsoleApp): void {
  app.get(PATH, async (c) => {
    const token = await findToken(c);
    const { serial, username: user, user_realm: realm } = token;
    // Nobody can have lost the phone of a token that belongs to nobody.
    if (user === "") return c.redirect(tokenPage(serial), 303);
    if (!c.var.account.may("enrollTIQR")) throw lacking("users", "enrollTIQR");
    const back = c.var.account.may("userlist") ? userPage(realm, user) : tokenPage(serial);
    return showPage(c, "users", (words) => ({
      title: words.lostPhone.title,
      above: <a href={back}>{user}</a>,
      below: words.confirm.about(serial, user, realm),
      main: <Choice words={words} to={tokenPage(serial)} back={back} sendsMail={c.var.deps.sendsMail} />,
    }));
  });

  app.post(PATH, async (c) => {
    const token = await findToken(c);
    const { serial, username: user, user_realm: realm } = token;
    // Whoever has the phone must not use it while the link is on its way.
    await stopPhone(c.var.api, "users", token);
    const link = await c.var.api.call(MAKE, { user, realm, serial, ...mailFields(c) });
    if (!link.ok) return sendRefused(c, "users", link, (words) => <Stopped words={words} serial={serial} />);
    return showLink(c, "users", user, link, c.var.account.may("userlist") ? userPage(realm, user) : undefined);
  });
}

/** Whoever is on the line must hear that the lost phone is stopped, even if there is no link. */
const Stopped = ({ words: { lostPhone: words, confirm }, serial }: { words: ConsoleWords; serial: string }) => (
  <Notice kind="success">
    <p>{words.stopped}</p>
    <p>
      <a href={`${tokenPage(serial)}/link`}>{confirm.link.go}</a>
    </p>
  </Notice>
);

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
