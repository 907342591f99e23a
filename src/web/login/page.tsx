// The login page in each state of src/web/login/view.ts. Every step is a form that answers with a page, so it works without a
// script. src/web/client/login.ts sends the same forms by itself and replaces [data-login]. The page already holds, hidden,
// what only the script can show.

import type { Context } from "hono";
import { Button, Card, Notice } from "../ui/components.tsx";
import { type Page, type PageOptions, sendPage } from "../ui/page.tsx";
import type { LoginWords, Of } from "./parts.tsx";
import { Start } from "./start.tsx";
import type { LoginView } from "./view.ts";
import { Waiting } from "./waiting.tsx";

export const showLogin =
  (service: string) =>
  (c: Context, view: LoginView, status: NonNullable<PageOptions["status"]>): Response | Promise<Response> => {
    // form-action names no other site and would block a redirect. With Refresh the browser goes on even without a script.
    if (view.kind === "accepted" && view.address) c.header("Refresh", `0; url=${view.address}`);
    return sendPage(c, { service, secret: true, status }, ({ login }) => loginPage(view, login, service));
  };

function loginPage(view: LoginView, words: LoginWords, service: string): Page {
  const { title, body } = bodyOf(view, words, service);
  const state = view.kind === "start" || view.kind === "waiting" ? (view.notice ?? view.kind) : view.kind;
  return {
    title,
    script: "login.js",
    main: (
      <div class="narrow">
        <p class="unseen" role="status" data-said />
        <div data-login={view.kind} data-state={state}>
          <Card title={title} level={1}>
            {body}
            {/* A notice that comes and goes would move a QR code while a phone scans it. So it stands below all else. */}
            <Notice kind="warning" hidden data-offline>
              <p>{words.offline}</p>
            </Notice>
            <Notice kind="danger" hidden data-failed>
              <p>{words.failed}</p>
            </Notice>
          </Card>
        </div>
      </div>
    ),
  };
}

function bodyOf(view: LoginView, words: LoginWords, service: string) {
  switch (view.kind) {
    case "start":
      return { title: words.start.title, body: <Start view={view} words={words} service={service} /> };
    case "waiting":
      return { title: words.waiting.title, body: <Waiting view={view} words={words} /> };
    case "accepted":
      return { title: words.accepted.title, body: <Accepted view={view} words={words.accepted} /> };
    case "unreturnable":
      return { title: words.unreturnable.title, body: <Notice kind="warning">{words.unreturnable.text}</Notice> };
  }
}

const Accepted = ({ view, words }: { view: Of<"accepted">; words: LoginWords["accepted"] }) => (
  <>
    <Notice kind="success">
      <p>{words.text(view.user)}</p>
    </Notice>
    {!view.address && <p>{words.alone}</p>}
    {view.address && (
      <>
        <p>{words.going(new URL(view.address).host)}</p>
        <p class="actions">
          <Button href={view.address} data-return>
            {words.goOn}
          </Button>
        </p>
      </>
    )}
  </>
);
