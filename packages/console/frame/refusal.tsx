// The API's refusals, as a page or inside one.

import type { Child } from "hono/jsx";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { Notice } from "../../../src/for-console.ts";
import type { ApiRefusal } from "../api.ts";
import type { ConsoleWords } from "../words/words.ts";
import { showPage } from "./frame.tsx";
import type { ConsolePlace } from "./places.ts";
import { reasonText } from "./reason.ts";
import { type ConsoleContext, type HandlerResult, signInAgain } from "./session.ts";
import { formPage } from "./wanted.ts";

/** The page on which the phone confirms the session. */
export const CONFIRM = "/console/confirm";
const confirmPage = (to: string): string => `${CONFIRM}?to=${encodeURIComponent(to)}`;

/** Thrown where a page cannot go on: `show` makes the one that comes in its place. */
export class Instead extends Error {
  readonly show: (c: ConsoleContext) => HandlerResult;
  constructor(show: (c: ConsoleContext) => HandlerResult) {
    super("another page is shown");
    this.show = show;
  }
}

/** Whether no input could help, so that the page shows no form. */
const isPastForm = ({ status, reason }: ApiRefusal): boolean =>
  status === 401 || status === 503 || reason?.code === "confirmation-needed";

/**
 * Shows the API's refusal as a page, or ends a session that the API no longer knows. `above`: what
 * an earlier call for the same form has already done.
 */
export function sendRefused(
  c: ConsoleContext,
  place: ConsolePlace | undefined,
  reply: ApiRefusal,
  above?: (words: ConsoleWords) => Child,
): HandlerResult {
  if (reply.reason?.code === "confirmation-needed") return c.redirect(confirmPage(formPage(c.req.path)), 303);
  if (reply.status === 401) return signInAgain(c);
  const status = reply.status >= 400 ? (reply.status as ContentfulStatusCode) : 400;
  return showPage(
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

/** Shows a form, below the refusal of the last try if another one may succeed. */
export function sendForm(
  c: ConsoleContext,
  place: ConsolePlace,
  reply: ApiRefusal | undefined,
  page: (words: ConsoleWords) => { readonly title: string; readonly form: Child; readonly isNarrow?: boolean },
): HandlerResult {
  if (reply && isPastForm(reply)) return sendRefused(c, place, reply);
  return showPage(
    c,
    place,
    (words) => {
      const { title, form, isNarrow = true } = page(words);
      const main = (
        <>
          {reply && <RefusalNotice words={words} reply={reply} />}
          {form}
        </>
      );
      return { title, main: isNarrow ? <div class="narrow">{main}</div> : main };
    },
    reply ? 400 : 200,
  );
}

interface RefusalNoticeProps {
  readonly words: ConsoleWords;
  readonly reply: ApiRefusal;
  readonly kind?: "warning" | "danger";
}

/** A refusal, inside a page or as the whole page. */
export const RefusalNotice = ({ words, reply, kind = "warning" }: RefusalNoticeProps) => (
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
