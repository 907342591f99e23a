// The frame around the console's pages: where one can go, who is signed in, and what has just been done.

import type { Context } from "hono";
import type { Child, PropsWithChildren } from "hono/jsx";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ScriptName } from "../ui/assets.ts";
import { Button, Card, Notice } from "../ui/components.tsx";
import { sendPage } from "../ui/page.tsx";
import type { ConsoleWords, Words } from "../words/words.ts";
import type { Refused } from "./api.ts";
import { sayReason } from "./reason.ts";
import { type Account, type Answer, type ConsoleEnv, signInAgain } from "./session.ts";
import { formPage } from "./wanted.ts";

export interface ConsolePage {
  readonly title: string;
  readonly main: Child;
  readonly script?: ScriptName;
}

/** Each with the right without which there is nothing to see. */
const PLACES = [
  ["dashboard", "/console", "auditlog"],
  ["tokens", "/console/tokens", "tokenlist"],
  ["links", "/console/links", "enrollTIQR"],
  ["transactions", "/console/transactions", "getchallenges"],
  ["audit", "/console/audit", "auditlog"],
  ["settings", "/console/settings", "configread"],
] as const;
export type Place = (typeof PLACES)[number][0];

const placesOf = ({ may }: Account) => PLACES.filter(([, , right]) => may(right));
/** Where an account begins; undefined when it may see nothing. */
export const firstPlaceOf = (account: Account): string | undefined => placesOf(account)[0]?.[1];

/** The name of a key of `words.done`, in the address that a form leads to. */
const doneIn = (c: Context, { done }: ConsoleWords): string | undefined => {
  const name = c.req.query("done") ?? "";
  return Object.hasOwn(done, name) ? done[name as keyof typeof done] : undefined;
};

export type SendConsole = (
  c: Context<ConsoleEnv>,
  /** Undefined for what is in none of them. */
  place: Place | undefined,
  page: (words: ConsoleWords, all: Words) => ConsolePage,
  status?: ContentfulStatusCode,
) => Answer;

export const consoleSender =
  (service: string): SendConsole =>
  (c, place, page, status = 200) =>
    sendPage(c, { service, secret: true, status }, (all) => {
      const words = all.console;
      const { title, main, ...rest } = page(words, all);
      const done = doneIn(c, words);
      return {
        title,
        ...rest,
        bar: <Navigation words={words.nav} place={place} account={c.var.account} />,
        main: (
          <>
            <h1>{title}</h1>
            {done && (
              <Notice kind="success">
                <p>{done}</p>
              </Notice>
            )}
            {main}
          </>
        ),
      };
    });

interface NavigationProps {
  readonly words: ConsoleWords["nav"];
  readonly place: Place | undefined;
  readonly account: Account;
}

const Navigation = ({ words, place, account }: NavigationProps) => (
  <div class="console-bar">
    {firstPlaceOf(account) && (
      <nav aria-label={words.label}>
        <ul>
          {placesOf(account).map(([to, href]) => (
            <li>
              <a href={href} aria-current={to === place ? "page" : undefined}>
                {words[to]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    )}
    <form method="post" action="/console/sign-out">
      <span>{words.signedInAs(account.name)}</span>
      <Button kind="secondary">{words.signOut}</Button>
      <Button kind="secondary" formaction="/console/sign-out/everywhere">
        {words.signOutEverywhere}
      </Button>
    </form>
  </div>
);

/** Where the session is confirmed by the phone, and which page comes after that. */
export const CONFIRM = "/console/confirm";
const confirmPage = (to: string): string => `${CONFIRM}?to=${encodeURIComponent(to)}`;

/** Whether a refusal is no matter of what was typed in: then there is no use in the form. */
export const isPastForm = ({ status, reason }: Refused): boolean =>
  status === 401 || status === 503 || reason?.code === "confirmation-needed";

/** The API's refusal as a page; a session that it no longer knows ends. */
export function sendRefused(c: Context<ConsoleEnv>, send: SendConsole, place: Place, reply: Refused): Answer {
  if (reply.reason?.code === "confirmation-needed") return c.redirect(confirmPage(formPage(c.req.path)), 303);
  if (reply.status === 401) return signInAgain(c);
  const status = reply.status >= 400 ? (reply.status as ContentfulStatusCode) : 400;
  return send(
    c,
    place,
    (words) => ({
      title: reply.reason?.code === "missing-right" ? words.refused.title : words.refused.failed,
      main: <Refusal words={words} reply={reply} />,
    }),
    status,
  );
}

/** Inside a page, or as all of it. */
export const Refusal = ({
  words,
  reply,
  kind = "warning",
}: {
  words: ConsoleWords;
  reply: Refused;
  kind?: "warning" | "danger";
}) => (
  <Notice kind={kind}>
    <p>
      {sayReason(words.reasons, reply.reason) ?? (
        <>
          {words.refused.said} <span lang="en">{reply.message}</span>
        </>
      )}
    </p>
  </Notice>
);

/** A form that changes something: one button. */
export const Action = ({
  to,
  kind = "secondary",
  children,
}: PropsWithChildren<{ to: string; kind?: "primary" | "secondary" | "danger" }>) => (
  <form method="post" action={to}>
    <Button kind={kind}>{children}</Button>
  </form>
);

/** Asks before what cannot be taken back. `about`: which one it is. */
export const Confirm = ({
  words,
  about,
  keep,
  to,
  back,
  kind = "danger",
}: {
  words: ConsoleWords["confirm"]["revoke"];
  about?: string;
  keep: string;
  to: string;
  back: string;
  kind?: "primary" | "danger";
}) => (
  <div class="narrow">
    <Card>
      {about && (
        <p>
          <strong>{about}</strong>
        </p>
      )}
      <p class="lead">{words.text}</p>
      <div class="actions">
        <Action to={to} kind={kind}>
          {words.go}
        </Action>
        <Button href={back} kind="secondary">
          {keep}
        </Button>
      </div>
    </Card>
  </div>
);
