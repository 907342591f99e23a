// The token of a path, for the pages that show it, ask about it, or make a link for it.

import { Button, type TokenJson } from "../../../src/for-console.ts";
import { showPage } from "../frame/frame.tsx";
import { Instead } from "../frame/refusal.tsx";
import type { ConsoleContext } from "../frame/session.ts";
import { NarrowCard } from "../frame/usual.tsx";
import type { ConsoleWords } from "../words/words.ts";
import { sendQuestion } from "./action.tsx";
import { tokenPage } from "./token-view.ts";

/** Actions that ask first: keys of `words.confirm`, and last parts of paths. */
export type Question = "removepin" | "setrandompin" | "unassign" | "revoke" | "delete" | "link";

/** Asks about the token of the path, naming it. */
export async function askAbout(c: ConsoleContext, name: Question): Promise<Response> {
  const token = await findToken(c);
  return sendQuestion(c, "tokens", { back: tokenPage(token.serial), action: name }, ({ confirm }) => ({
    words: confirm[name],
    about: confirm.about(token.serial, token.username, token.user_realm),
    kind: name === "link" ? "primary" : "danger",
  }));
}

/** Finds the token of the path, or shows a page that says why not. */
export async function findToken(c: ConsoleContext): Promise<TokenJson> {
  const serial = c.req.param("serial") ?? "";
  const reply = await c.var.api.need("tokens", "GET /token/", { serial });
  // To the API a `*` in a serial means any characters, so the whole serial is compared here.
  const token = reply.value.tokens.find((one) => one.serial === serial);
  if (token) return token;
  throw new Instead(() =>
    showPage(c, "tokens", ({ token: words }) => ({ title: words.notFound, main: <NoToken words={words} /> }), 404),
  );
}

const NoToken = ({ words }: { words: ConsoleWords["token"] }) => (
  <NarrowCard>
    <p class="lead">{words.notFoundText}</p>
    <p class="actions">
      <Button href="/console/tokens">{words.all}</Button>
    </p>
  </NarrowCard>
);
