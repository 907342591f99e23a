// An enrolment link that was just made (POST /token/enrollmentlink). Only the answer to the form
// shows it; where mail is set up, a tick of the form also sends it.

import type { Context } from "hono";
import { Card, languageOf, Notice, Time } from "../../../src/for-console.ts";
import type { SuccessReply } from "../api.ts";
import type { SendConsole } from "../frame/frame.tsx";
import type { ConsolePlace } from "../frame/places.ts";
import type { ConsoleEnv } from "../frame/session.ts";
import { ShownOnce } from "../parts/action.tsx";
import { LINKS_PATH } from "../parts/link-table.tsx";
import { Copied, Ticks } from "../parts/parts.tsx";
import type { ConsoleWords } from "../words/words.ts";

type Console = Context<ConsoleEnv>;

export const MAKE = "POST /token/enrollmentlink";

export const MailTick = ({ words, ticked }: { words: ConsoleWords; ticked: boolean }) => (
  <Ticks legend={words.jobs.mail.legend} boxes={[["mail", words.newLink.mail]]} ticked={() => ticked} />
);

/** What the tick means to the API. */
export const mailFields = (c: Console) =>
  c.var.form("mail") === "" ? { mail: "" } : { mail: "true", language: languageOf(c) };

/**
 * `person`: the page of the user, to which the answer leads back; without it all links are near.
 */
export function showLink(
  c: Console,
  send: SendConsole,
  place: ConsolePlace,
  user: string,
  { detail: { link, expires, mail } }: SuccessReply<typeof MAKE>,
  person?: string,
) {
  return send(c, place, ({ newLink, copying, users }) => ({
    title: newLink.shown(user),
    main: (
      <div class="narrow">
        <Card>
          {mail && (
            <Notice kind={mail === "sent" ? "success" : "warning"}>
              <p>{newLink.mailed[mail]}</p>
            </Notice>
          )}
          <p>
            <Copied text={link} words={copying} />
          </p>
          <p>
            {newLink.until} <Time at={expires} />
          </p>
          <ShownOnce once={newLink.once} to={person ?? LINKS_PATH} back={person ? users.back : newLink.all} />
        </Card>
      </div>
    ),
  }));
}
