// A person calls: the phone is lost. To stop it takes access away and needs no proof, so that comes
// first where the link would be refused. With proof it stops and another one is registered at once:
// by a link if the person is elsewhere, or by the QR code on this screen. Who has left the phone at
// home gets a day pass.

import { Button, Card, type TokenJson } from "../../../src/for-console.ts";
import { lacking } from "../api.ts";
import { MAKE, MailTicks, mailFields, OnlyByMail, showLink } from "../enrolment/made-link.tsx";
import { showPage } from "../frame/frame.tsx";
import type { ConsoleApp } from "../frame/session.ts";
import { WayOn } from "../frame/usual.tsx";
import { Action } from "../parts/action.tsx";
import { CallerLine, isTaken, NoProof, ownCall } from "../parts/caller-line.tsx";
import { findToken } from "../parts/token-of-path.tsx";
import { tokenPage } from "../parts/token-view.ts";
import { userPage } from "../parts/user-view.ts";
import { lookAtWhom, WhomFacts } from "../parts/whom.tsx";
import type { ConsoleWords } from "../words/words.ts";
import { DayPass, passHours } from "./day-pass.tsx";

const PATH = "/console/tokens/:serial/lost";

export function lostPhoneRoutes(app: ConsoleApp): void {
  app.get(PATH, async (c) => {
    const token = await findToken(c);
    const { serial, username, user_realm: realm } = token;
    // Nobody can have lost the phone of a token that belongs to nobody.
    if (username === "") return c.redirect(tokenPage(serial), 303);
    const { account, deps } = c.var;
    if (!account.may("enrollTIQR") && !account.may("disable")) throw lacking("users", "enrollTIQR");
    const user = { username, realm };
    const [whom, proof] = await Promise.all([lookAtWhom(c, username, realm, { token }), ownCall(c, user)]);
    const back = account.may("userlist") ? userPage(realm, username) : tokenPage(serial);
    const links = account.may("enrollTIQR");
    const gives = links && isTaken(proof, "link");
    const mails = links && deps.sendsMail && isTaken(proof, "mailed-link");
    const person = whom.person;
    const hours = person && token.active ? passHours(deps.settings, person, account) : undefined;
    return showPage(c, "users", (words) => ({
      title: words.lostPhone.title,
      above: <a href={back}>{username}</a>,
      main: (
        <>
          <WhomFacts whom={whom} words={words.whom} />
          {!gives && account.may("disable") && token.active && <StopNow token={token} words={words} />}
          {links && !gives && <h2>{words.lostPhone.later}</h2>}
          {links && <CallerLine user={user} proof={proof} act="link" words={words.caller} />}
          {(gives || mails) && <Choice words={words} token={token} gives={gives} sendsMail={deps.sendsMail} />}
          {person && hours !== undefined && (
            <>
              <h2>{words.lostPhone.left}</h2>
              <DayPass user={person} mostHours={hours} proof={proof} words={words} />
            </>
          )}
          <WayOn to={back} text={words.confirm.keep} />
        </>
      ),
    }));
  });

  app.post(PATH, async (c) => {
    const { serial, username: user, user_realm: realm, active } = await findToken(c);
    const { api, account, deps } = c.var;
    // A mail that could not be sent must not keep the phone working.
    const mail = deps.sendsMail ? mailFields(c) : {};
    const link = await api.need("users", MAKE, { user, realm, serial, stop: "true", ...mail });
    // A phone that was stopped before anything was proven is forgotten by now, so its token may be
    // on again for the next one. What was proven may not be enough for that.
    const isOn = active || (account.may("enable") && (await api.call("POST /token/enable/:serial", { serial })).ok);
    return showLink(c, "users", user, realm, isOn ? "stopped" : "stopped and off", link);
  });
}

const StopNow = ({
  token: { serial, username: user, user_realm: realm },
  words,
}: {
  token: TokenJson;
  words: ConsoleWords;
}) => (
  <Card title={words.lostPhone.now}>
    <p>{words.lostPhone.nowText}</p>
    <NoProof words={words.caller} />
    <Action to={`${tokenPage(serial)}/disable`} kind="danger" fields={{ user, realm }}>
      {words.lostPhone.now}
    </Action>
  </Card>
);

interface Props {
  readonly words: ConsoleWords;
  readonly token: TokenJson;
  /** Whether the link may be shown here; else it is only mailed. */
  readonly gives: boolean;
  readonly sendsMail: boolean;
}

const Choice = ({ words: all, token: { serial, active }, gives, sendsMail }: Props) => {
  const to = tokenPage(serial);
  const { lostPhone: words } = all;
  return (
    <>
      <p class="lead">{words.lead}</p>
      <div class="beside">
        <Card title={words.elsewhere}>
          <p>{words.elsewhereText}</p>
          <form method="post" action={`${to}/lost`} class="form">
            {sendsMail && (gives ? <MailTicks words={all} ticked={true} /> : <OnlyByMail words={all} />)}
            <div class="actions">
              <Button>{words.link}</Button>
            </div>
          </form>
        </Card>
        {gives && (
          <Card title={words.here}>
            <p>{words.hereText}</p>
            {!active && <p>{words.off}</p>}
            <Action to={`${to}/replace`}>{words.code}</Action>
          </Card>
        )}
      </div>
    </>
  );
};
