// An enrolment link that was just made (POST /token/enrollmentlink). Only the answer to the form
// shows it; where mail is set up, a tick of the form also sends it.

import { languageOf, Notice, Time } from "../../../src/for-console.ts";
import type { SuccessReply } from "../api.ts";
import { showPage } from "../frame/frame.tsx";
import type { ConsolePlace } from "../frame/places.ts";
import type { ConsoleContext } from "../frame/session.ts";
import { NarrowCard } from "../frame/usual.tsx";
import { ShownOnce } from "../parts/action.tsx";
import { LINKS_PATH } from "../parts/link-table.tsx";
import { Copied, Ticks } from "../parts/parts.tsx";
import type { ConsoleWords } from "../words/words.ts";

export const MAKE = "POST /token/enrollmentlink";

export const MailTick = ({ words, ticked }: { words: ConsoleWords; ticked: boolean }) => (
  <Ticks legend={words.jobs.mail.legend} boxes={[["mail", words.newLink.mail]]} ticked={() => ticked} />
);

/** What the tick means to the API. */
export const mailFields = (c: ConsoleContext) =>
  c.var.form("mail") === "" ? { mail: "" } : { mail: "true", language: languageOf(c) };

/** `person`: the page of the user to lead back to. Without it, the page leads to all links. */
export function showLink(
  c: ConsoleContext,
  place: ConsolePlace,
  user: string,
  { detail: { link, expires, mail } }: SuccessReply<typeof MAKE>,
  person?: string,
) {
  return showPage(c, place, ({ newLink, copying, users }) => ({
    title: newLink.shown(user),
    main: (
      <NarrowCard>
        {mail && <Notice kind={mail === "sent" ? "success" : "warning"} text={newLink.mailed[mail]} />}
        <p>
          <Copied text={link} words={copying} />
        </p>
        <p>
          {newLink.until} <Time at={expires} />
        </p>
        <ShownOnce once={newLink.once} to={person ?? LINKS_PATH} back={person ? users.back : newLink.all} />
      </NarrowCard>
    ),
  }));
}
