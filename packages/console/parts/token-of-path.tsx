// The token of a path, for the pages that show it, ask about it, or make a link for it.

import { Button, type GivingAct, type TokenJson } from "../../../src/for-console.ts";
import { showPage } from "../frame/frame.tsx";
import { Instead } from "../frame/refusal.tsx";
import type { ConsoleContext } from "../frame/session.ts";
import { NarrowCard } from "../frame/usual.tsx";
import type { ConsoleWords } from "../words/words.ts";
import { sendQuestion } from "./action.tsx";
import { CallerLine, ownCall } from "./caller-line.tsx";
import { tokenPage } from "./token-view.ts";
import { userPage } from "./user-view.ts";
import { lookAtWhom } from "./whom.tsx";

/** Actions that ask first: keys of `words.confirm`, and last parts of paths. */
export type Question = Exclude<keyof ConsoleWords["confirm"], "withdraw" | "keep">;

/** What a caller shows who they are for. */
const ACTS: { readonly [Name in Question]?: GivingAct } = { link: "link", enable: "enable", setrandompin: "pin" };

const GIVES: readonly Question[] = ["link", "enable", "reset"];

/** Asks about the token of the path. From the page of its person, it leads back there. */
export async function askAbout(c: ConsoleContext, name: Question): Promise<Response> {
  const token = await findToken(c);
  const { serial, username: user, user_realm: realm } = token;
  const act = ACTS[name];
  const [whom, proof] = await Promise.all([
    lookAtWhom(c, user, realm, { token }),
    act && ownCall(c, { username: user, realm }),
  ]);
  const page = tokenPage(serial);
  const isOfPerson = c.req.query("from") === "person" && user !== "";
  const at = { back: isOfPerson ? userPage(realm, user) : page, page, action: name };
  return sendQuestion(c, isOfPerson ? "users" : "tokens", at, ({ confirm, caller }) => ({
    words: confirm[name],
    whom,
    above: act && <CallerLine user={{ username: user, realm }} proof={proof} act={act} words={caller} />,
    ...(isOfPerson && { fields: { user, realm } }),
    kind: GIVES.includes(name) ? "primary" : "danger",
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
