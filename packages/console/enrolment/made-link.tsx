// An enrolment link that was just made (POST /token/enrollmentlink). Only the answer to the form
// shows it: to copy, to send by the desk's own mail, or to show to a camera. Where mail is set up,
// a tick of the form also sends it. A link for the wrong person is taken back from here.

import { Hidden, languageOf, Notice, QrCode, qrDataUri, Time } from "../../../src/for-console.ts";
import type { SuccessReply } from "../api.ts";
import { showPage } from "../frame/frame.tsx";
import type { ConsolePlace } from "../frame/places.ts";
import type { ConsoleContext } from "../frame/session.ts";
import { LinkButton, NarrowCard } from "../frame/usual.tsx";
import { ShownOnce } from "../parts/action.tsx";
import { LINKS_PATH } from "../parts/link-table.tsx";
import { Copied, Ticks } from "../parts/parts.tsx";
import { undoPage, userPage } from "../parts/user-view.ts";
import { lookAtWhom, WhomFacts } from "../parts/whom.tsx";
import type { ConsoleWords } from "../words/words.ts";

export const MAKE = "POST /token/enrollmentlink";

/** The box `only` says more than the other, whatever that one says. */
export const MailTicks = ({
  words,
  ticked,
  only = false,
}: {
  words: ConsoleWords;
  ticked: boolean;
  only?: boolean;
}) => (
  <Ticks
    legend={words.jobs.mail.legend}
    boxes={[
      ["mail", words.newLink.mail],
      ["only", words.newLink.only],
    ]}
    ticked={(name) => (name === "mail" ? ticked : only)}
  />
);

/** Where what the caller has shown is enough for no other link. */
export const OnlyByMail = ({ words }: { words: ConsoleWords }) => (
  <>
    <Hidden fields={{ only: "yes" }} />
    <p>{words.newLink.only}</p>
  </>
);

/** What the boxes mean to the API. */
export function mailFields(c: ConsoleContext) {
  const mail = c.var.form("only") !== "" ? "only" : c.var.form("mail") !== "" ? "true" : "";
  return mail === "" ? { mail } : { mail, language: languageOf(c) };
}

/** A letter that the desk's own mail program begins (RFC 6068: a blank is no plus sign there). */
function mailTo(email: string, subject: string, body: string): string {
  const [name, domain] = [email.slice(0, email.lastIndexOf("@")), email.slice(email.lastIndexOf("@"))];
  const [to, about, text] = [name, subject, body].map(encodeURIComponent);
  return ["mailto:", to, domain, "?subject=", about, "&body=", text].join("");
}

/** `earlier`: the phone that it replaces works, works no longer, or its token is off besides. */
export async function showLink(
  c: ConsoleContext,
  place: ConsolePlace,
  user: string,
  realm: string,
  earlier: "works" | "stopped" | "stopped and off",
  { detail: { id, link, expires, mail, undo } }: SuccessReply<typeof MAKE>,
) {
  const { serviceDisplayName: service, defaultRealm } = c.var.deps.settings;
  const [whom, image] = await Promise.all([
    lookAtWhom(c, user, realm || defaultRealm),
    // A link that is only mailed is not shown to whoever made it.
    link === "" ? undefined : qrDataUri(link, "svg"),
  ]);
  const { person } = whom;
  return showPage(c, place, ({ newLink, copying, users, links, lostPhone, whom: labels, undo: undoing }) => ({
    title: newLink.shown(person?.name ?? user),
    main: (
      <NarrowCard>
        {earlier !== "works" && <Notice kind="success" text={lostPhone.stopped} />}
        {earlier === "stopped and off" && <Notice kind="warning" text={lostPhone.off} />}
        {mail && <Notice kind={mail === "sent" ? "success" : "warning"} text={newLink.mailed[mail]} />}
        <WhomFacts whom={whom} words={labels} />
        {image !== undefined && (
          <>
            <QrCode src={image} alt={newLink.alt} />
            <p>
              <Copied text={link} words={copying} />
            </p>
          </>
        )}
        <p>
          {newLink.until} <Time at={expires} />
        </p>
        <div class="actions">
          {link !== "" && (
            <LinkButton to={mailTo(person?.email ?? "", newLink.letter(service), link)} text={newLink.write} />
          )}
          <LinkButton to={`${LINKS_PATH}/${id}/withdraw`} text={links.withdraw} />
          {undo && <LinkButton to={undoPage(whom.realm, whom.user, undo)} text={undoing.go} />}
        </div>
        <ShownOnce
          once={link === "" ? undefined : newLink.once}
          to={person ? userPage(person.realm, person.username) : LINKS_PATH}
          back={person ? users.back : newLink.all}
        />
      </NarrowCard>
    ),
  }));
}
