// The token of a path, for the pages that show it, ask about it, or make a link for it.

import type { Context } from "hono";
import { Button, Card, type TokenJson } from "../../../src/for-console.ts";
import type { SendConsole } from "../frame/frame.tsx";
import { sendRefused } from "../frame/refusal.tsx";
import type { ConsoleEnv } from "../frame/session.ts";
import type { ConsoleWords } from "../words/words.ts";
import { sendQuestion } from "./action.tsx";
import { tokenPage } from "./token-view.ts";

/** Actions that ask first: keys of `words.confirm`, and last parts of paths. */
export type Question = "removepin" | "setrandompin" | "unassign" | "revoke" | "delete" | "link";

/** Asks about the token of the path, naming it. */
export async function askAbout(c: Context<ConsoleEnv>, send: SendConsole, name: Question): Promise<Response> {
  const token = await findToken(c, send);
  if (token instanceof Response) return token;
  return sendQuestion(c, send, "tokens", { back: tokenPage(token.serial), action: name }, ({ confirm }) => ({
    words: confirm[name],
    about: confirm.about(token.serial, token.username, token.user_realm),
    kind: name === "link" ? "primary" : "danger",
  }));
}

/** Finds the token of the path, or returns a page that says why not. */
export async function findToken(c: Context<ConsoleEnv>, send: SendConsole): Promise<TokenJson | Response> {
  const serial = c.req.param("serial") ?? "";
  const reply = await c.var.api.call("GET /token/", { serial });
  if (!reply.ok) return sendRefused(c, send, "tokens", reply);
  // To the API a `*` in a serial means any characters, so the whole serial is compared here.
  const token = reply.value.tokens.find((one) => one.serial === serial);
  return (
    token ?? send(c, "tokens", ({ token: words }) => ({ title: words.notFound, main: <NoToken words={words} /> }), 404)
  );
}

const NoToken = ({ words }: { words: ConsoleWords["token"] }) => (
  <div class="narrow">
    <Card>
      <p class="lead">{words.notFoundText}</p>
      <p class="actions">
        <Button href="/console/tokens">{words.all}</Button>
      </p>
    </Card>
  </div>
);
