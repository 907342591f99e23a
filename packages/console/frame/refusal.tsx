// The API's refusals, as a page or inside one.

import type { Context } from "hono";
import type { Child } from "hono/jsx";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { Notice } from "../../../src/for-console.ts";
import type { ApiRefusal } from "../api.ts";
import type { ConsoleWords } from "../words/words.ts";
import type { SendConsole } from "./frame.tsx";
import type { ConsolePlace } from "./places.ts";
import { reasonText } from "./reason.ts";
import { type ConsoleEnv, type HandlerResult, signInAgain } from "./session.ts";
import { formPage } from "./wanted.ts";

/** The page on which the phone confirms the session. */
export const CONFIRM = "/console/confirm";
const confirmPage = (to: string): string => `${CONFIRM}?to=${encodeURIComponent(to)}`;

/** Whether no input could help, so that the page shows no form. */
export const isPastForm = ({ status, reason }: ApiRefusal): boolean =>
  status === 401 || status === 503 || reason?.code === "confirmation-needed";

/**
 * Shows the API's refusal as a page, or ends a session that the API no longer knows. `above`: what
 * an earlier call of the same form has done already.
 */
export function sendRefused(
  c: Context<ConsoleEnv>,
  send: SendConsole,
  place: ConsolePlace | undefined,
  reply: ApiRefusal,
  above?: (words: ConsoleWords) => Child,
): HandlerResult {
  if (reply.reason?.code === "confirmation-needed") return c.redirect(confirmPage(formPage(c.req.path)), 303);
  if (reply.status === 401) return signInAgain(c);
  const status = reply.status >= 400 ? (reply.status as ContentfulStatusCode) : 400;
  return send(
    c,
    place,
    (words) => ({
      title: reply.reason?.code === "missing-right" ? words.refused.title : words.refused.failed,
      main: (
        <>
          {above?.(words)}
          <RefusalNotice words={words} reply={reply} />
        </>
      ),
    }),
    status,
  );
}

/** Shows a form, below the refusal of the last try. */
export const sendForm = (
  c: Context<ConsoleEnv>,
  send: SendConsole,
  place: ConsolePlace,
  reply: ApiRefusal | undefined,
  page: (words: ConsoleWords) => { readonly title: string; readonly form: Child },
): HandlerResult =>
  send(
    c,
    place,
    (words) => {
      const { title, form } = page(words);
      const main = (
        <div class="narrow">
          {reply && <RefusalNotice words={words} reply={reply} />}
          {form}
        </div>
      );
      return { title, main };
    },
    reply ? 400 : 200,
  );

/** A refusal, inside a page or as the whole page. */
export const RefusalNotice = ({
  words,
  reply,
  kind = "warning",
}: {
  words: ConsoleWords;
  reply: ApiRefusal;
  kind?: "warning" | "danger";
}) => (
  <Notice kind={kind}>
    <p>
      {reasonText(words.reasons, reply.reason) ?? (
        <>
          {words.refused.said} <span lang="en">{reply.message}</span>
        </>
      )}
    </p>
  </Notice>
);
