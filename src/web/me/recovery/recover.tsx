// /me/recover leads from name, PIN and recovery code to a new enrolment. Strangers see it, so it
// has the limits on guesses of the sign-in page, and one sentence for everything that is wrong.

import type { Context } from "hono";
import { asLogin } from "../../../core/call.ts";
import { recover } from "../../../core/me/recover.ts";
import type { HttpEnv } from "../../../http/context.ts";
import type { Deps } from "../../../http/deps.ts";
import { guessedAt } from "../../../http/guard/guesses.ts";
import { Hono } from "../../../http/hono.ts";
import { readNamed } from "../../../http/request/subject.ts";
import { withPageParameters } from "../../login/parameters.ts";
import { leave } from "../../oidc/leave.ts";
import { requireOwnPage } from "../../own-page.ts";
import { Button, Notice } from "../../ui/components.tsx";
import { Field, PinField, UserNameField } from "../../ui/field.tsx";
import { ForgottenPin } from "../../ui/help.tsx";
import { type Brand, brandFor } from "../../ui/page/brand.ts";
import { type Page, sendPersonPage } from "../../ui/page/page.tsx";
import type { OwnWords } from "../../words/words.ts";
import { personCallOf } from "../own-pages.ts";
import { type MeWords, smallPage } from "../parts.tsx";

const PATH = "/me/recover";

type Fault = keyof MeWords["recover"]["refused"];

export function recoverRoutes({ ports, guesses }: Pick<Deps, "ports" | "guesses">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const { settings } = ports;
  const isOffered = settings.selfService.includes("recovery");
  const ownPageOnly = requireOwnPage(settings, (c) => c.body(null, 403));
  const show = (c: Context, user: string, fault: Fault | undefined, status: 200 | 400 | 429 = 200) =>
    sendPersonPage(c, { service: settings.serviceDisplayName, secret: true, status }, (words) =>
      recoverPage(user, fault && words.me.recover.refused[fault], words, brandFor(c).help),
    );

  app.get(PATH, (c) => (isOffered ? show(c, "", undefined) : leave(c, "/login")));

  app.post(PATH, ownPageOnly, withPageParameters, async (c) => {
    if (!isOffered) return leave(c, "/login");
    const { parameter, fault } = c.var;
    const user = parameter("user") ?? "";
    const read = readNamed(parameter, settings);
    if (fault || !read.ok || !read.named) return show(c, user, "wrong", 400);
    const { named } = read;
    const claim = { named, pin: parameter("pin") ?? "", code: parameter("code") ?? "" };
    const at = guessedAt({ named, serial: undefined }, settings);
    const done = await guesses.judged(c, at, () => recover(ports, claim, asLogin(personCallOf(c))));
    if (done.ok) return leave(c, done.path);
    const { reason } = done;
    if (reason.code === "too-many-requests") return show(c, user, "tooMany", 429);
    return show(c, user, reason.code === "unavailable" ? "unavailable" : "wrong", 400);
  });

  return app;
}

const recoverPage = (
  user: string,
  refusal: string | undefined,
  { me: words, login }: OwnWords,
  help: Brand["help"],
): Page => {
  const { recover } = words;
  return smallPage(recover.title, words, {
    refusal,
    children: (
      <>
        <p class="lead">{recover.text}</p>
        <Notice kind="warning" text={recover.dies} />
        <form class="form" method="post" action="/me/recover">
          <UserNameField label={recover.user} value={user} />
          <PinField label={recover.pin} show={words.pin.show} />
          <Field
            name="code"
            label={recover.code}
            hint={recover.codeHint}
            required
            maxlength={60}
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
          />
          <p class="actions">
            <Button>{recover.submit}</Button>
            <Button href="/login" kind="secondary">
              {recover.back}
            </Button>
          </p>
        </form>
        <ForgottenPin words={login.start} help={help} />
      </>
    ),
  });
};
