// A person has a new phone: a link or a QR code, while the old one still works. Without the old one
// it is a lost phone (./lost-phone.tsx).

import { Button, Card, Hidden } from "../../../src/for-console.ts";
import { MAKE, MailTicks, mailFields, OnlyByMail, showLink } from "../enrolment/made-link.tsx";
import { showPage } from "../frame/frame.tsx";
import type { ConsoleApp, ConsoleContext } from "../frame/session.ts";
import { LinkButton, WayOn } from "../frame/usual.tsx";
import { Action } from "../parts/action.tsx";
import { CallerLine, isTaken, ownCall } from "../parts/caller-line.tsx";
import { tokenPage } from "../parts/token-view.ts";
import { pageOfUser, userPage } from "../parts/user-view.ts";
import { findUser, lookAtWhom, type Whom, WhomFacts } from "../parts/whom.tsx";
import { phonesOf } from "../tokens/token-actions.ts";
import { WhichPhone } from "./six-buttons.tsx";

const PERSON = "/console/users/:realm/:name";

export function newPhoneRoutes(app: ConsoleApp): void {
  app.get(`${PERSON}/new-phone`, show);

  app.post(`${PERSON}/new-phone`, async (c) => {
    const { realm, name: user } = c.req.param();
    const serial = c.var.form("serial") || undefined;
    const link = await c.var.api.need("users", MAKE, { user, realm, serial, ...mailFields(c) });
    return showLink(c, "users", user, realm, "works", link);
  });

  // Of one phone it is the page of its token; of several the person says which.
  app.get(`${PERSON}/lost`, async (c) => {
    const { whom, phones } = await lookAtPhones(c);
    const [phone] = phones;
    const back = userPage(whom.realm, whom.user);
    if (!phone) return c.redirect(back, 303);
    if (phones.length === 1) return c.redirect(`${tokenPage(phone.serial)}/lost`, 303);
    return showPage(c, "users", (words) => ({
      title: words.lostPhone.title,
      main: (
        <>
          <WhomFacts whom={whom} words={words.whom} />
          <WhichPhone phones={phones} words={words.six} />
          <WayOn to={back} text={words.confirm.keep} />
        </>
      ),
    }));
  });
}

async function lookAtPhones(c: ConsoleContext): Promise<{ whom: Whom; phones: Whom["phones"] }> {
  const person = await findUser(c);
  const whom = await lookAtWhom(c, person.username, person.realm, { person });
  return { whom, phones: phonesOf(whom.phones) };
}

async function show(c: ConsoleContext): Promise<Response> {
  const { whom, phones } = await lookAtPhones(c);
  const { user: username, realm } = whom;
  const proof = await ownCall(c, { username, realm });
  const back = pageOfUser({ username, realm });
  const to = `${back}/new-phone`;
  const chosen = c.req.query("serial");
  const phone = phones.length === 1 ? phones[0] : phones.find(({ serial }) => serial === chosen);
  const isAsked = phones.length > 1 && !phone;
  const named = new URLSearchParams({ user: username, realm });
  const { sendsMail } = c.var.deps;
  const only = !isTaken(proof, "link");
  return showPage(c, "users", (words) => {
    const { newPhone, lostPhone } = words;
    const facts = <WhomFacts whom={phone ? { ...whom, phones: [phone] } : whom} words={words.whom} />;
    const asking = (
      <WhichPhone phones={phones} to={(serial) => `${to}?${new URLSearchParams({ serial })}`} words={words.six} />
    );
    return {
      title: newPhone.title,
      main: (
        <>
          {facts}
          {isAsked ? (
            asking
          ) : (
            <>
              <CallerLine user={{ username, realm }} proof={proof} act="link" words={words.caller} />
              <p class="lead">{phone ? newPhone.lead : newPhone.first}</p>
              <div class="beside">
                {(!only || (sendsMail && isTaken(proof, "mailed-link"))) && (
                  <Card title={lostPhone.elsewhere}>
                    <form method="post" action={to} class="form">
                      {phone && <Hidden fields={{ serial: phone.serial }} />}
                      {sendsMail && (only ? <OnlyByMail words={words} /> : <MailTicks words={words} ticked={true} />)}
                      <div class="actions">
                        <Button>{newPhone.go}</Button>
                      </div>
                    </form>
                  </Card>
                )}
                {!only && (
                  <Card title={lostPhone.here}>
                    <div class="actions">
                      {phone ? (
                        <Action to={`${tokenPage(phone.serial)}/replace`}>{lostPhone.code}</Action>
                      ) : (
                        <LinkButton to={`/console/enrol?${named}`} text={newPhone.here} />
                      )}
                    </div>
                  </Card>
                )}
                {phone && (
                  <Card title={newPhone.gone}>
                    <p>{newPhone.goneText}</p>
                    <WayOn to={`${tokenPage(phone.serial)}/lost`} text={words.six.buttons.lost} />
                  </Card>
                )}
              </div>
            </>
          )}
          <WayOn to={back} text={words.confirm.keep} />
        </>
      ),
    };
  });
}
