// The login page in each state of src/web/login/view.ts. Every step is a form that answers with a
// page, so it works without a script. src/web/client/login.ts sends the same forms by itself and
// replaces [data-login]. The page already holds, hidden, what only the script can show.

import type { Context } from "hono";
import { responseAddress } from "../../core/oidc/requests/answer.ts";
import { keepOpener } from "../../http/request/opener.ts";
import type { Settings } from "../../settings.ts";
import { allowSourcesOf } from "../pages/page-sources.ts";
import { Card, Notice } from "../ui/components.tsx";
import { brandFor } from "../ui/page/brand.ts";
import type { LanguageForm } from "../ui/page/chosen-language.ts";
import { type Page, type PageOptions, sendPage } from "../ui/page/page.tsx";
import { ReturnToApplication } from "../ui/way-back.tsx";
import { CHOOSE_LANGUAGE } from "./parameters.ts";
import { type Around, Logo, requestFields } from "./parts.tsx";
import { ReplacePin } from "./replace-pin.tsx";
import { Accepted, Choose, Elsewhere, Here, Left } from "./signed-in.tsx";
import { Start } from "./start.tsx";
import type { Application, LoginView } from "./view.ts";
import { Waiting } from "./waiting.tsx";
import { loginAddress, wantedPageIn } from "./wanted-page.ts";

export const showLogin =
  ({ serviceDisplayName: service, selfService }: Pick<Settings, "serviceDisplayName" | "selfService">) =>
  (c: Context, view: LoginView, status: NonNullable<PageOptions["status"]>): Response | Promise<Response> => {
    // form-action blocks redirects to other sites, but not a Refresh, which needs no script either.
    const returnLink = "back" in view ? view.back : undefined;
    if (returnLink?.answer.responseMode === "query")
      c.header("Refresh", `0; url=${responseAddress(returnLink.answer)}`);
    const application = applicationOf(view);
    if (returnLink || application) keepOpener(c);
    allowSourcesOf(c, application ?? (returnLink && { logo: undefined, refusal: returnLink.answer }));
    const locales = (application ?? returnLink)?.locales;
    const recovers = selfService.includes("recovery");
    // A form of another site is refused before its parameters are read.
    const wanted = wantedPageIn(c.var.parameter ? c.var.parameter("to") : c.req.query("to"));
    if (view.kind === "accepted" && !returnLink && wanted) c.header("Refresh", `0; url=${wanted}`);
    return sendPage(c, { service, secret: true, status, locales }, (words) =>
      loginPage(view, { words, service, recovers, wanted, help: brandFor(c).help }),
    );
  };

const applicationOf = (view: LoginView): Application | undefined =>
  "application" in view ? view.application : undefined;

function loginPage(view: LoginView, around: Around): Page {
  const { login: words } = around.words;
  const { title, body } = bodyOf(view, around);
  const state = view.kind === "start" || view.kind === "waiting" ? (view.notice ?? view.kind) : view.kind;
  const application = applicationOf(view);
  return {
    title,
    script: "login.js",
    languages: languageForm(view, around),
    main: (
      <div class="narrow">
        <p class="unseen" role="status" data-said />
        <div data-login={view.kind} data-state={state} data-place={application && placeOf(application)}>
          <Card title={title} level={1}>
            <Logo application={application} />
            {body}
            {/* Above, a notice that comes and goes would move the QR code while a phone scans it. */}
            <Notice kind="warning" hidden data-offline text={words.offline} />
            <Notice kind="danger" hidden data-failed text={words.failed} />
          </Card>
        </div>
      </div>
    ),
  };
}

/** Brings along what CHOOSE_LANGUAGE needs to show the same again. */
function languageForm(view: LoginView, { wanted }: Around): LanguageForm | undefined {
  // Its address alone brings this one back.
  if (view.kind === "here") return { action: "/language", fields: { to: loginAddress(wanted) } };
  if (view.kind !== "start" && view.kind !== "waiting") return undefined;
  const { user, notice = "", application } = view;
  const own = view.kind === "waiting" ? { transaction_id: view.transactionId } : { user, notice };
  return { action: CHOOSE_LANGUAGE, fields: { ...own, ...requestFields(application, wanted) } };
}

/** Tells the script whether a login that it remembers leads to the same place. */
const placeOf = ({ refusal: { redirectUri, fields } }: Application): string =>
  `${redirectUri} ${fields.state ?? ""} ${fields.nonce ?? ""}`;

function bodyOf(view: LoginView, around: Around) {
  const { login } = around.words;
  const { start, waiting, accepted, left, outdated, unreadable } = login;
  switch (view.kind) {
    case "start": {
      const title = view.application ? start.titleFor(view.application.name) : start.title;
      return { title, body: <Start {...around} view={view} /> };
    }
    case "waiting":
      return {
        title: view.pass === "taken" ? waiting.pass.title : waiting.title,
        body: <Waiting {...around} view={view} />,
      };
    case "new-pin":
      return { title: login.newPin.title, body: <ReplacePin {...around} view={view} /> };
    case "accepted":
      return { title: accepted.title, body: <Accepted {...around} view={view} /> };
    case "here":
      return { title: accepted.title, body: <Here {...around} view={view} /> };
    case "elsewhere":
      return { title: accepted.title, body: <Elsewhere {...around} view={view} /> };
    case "choose":
      return { title: login.choose.title(view.application.name), body: <Choose {...around} view={view} /> };
    case "left":
      return { title: left.title, body: <Left {...around} view={view} /> };
    case "outdated": {
      const { name, refusal } = view.application;
      const way = <ReturnToApplication answer={refusal} label={login.backTo(name)} />;
      return { title: outdated.title, body: [<Notice kind="warning">{outdated.text(name)}</Notice>, way] };
    }
    case "unreadable":
      return { title: unreadable.title, body: <Notice kind="warning">{unreadable.text}</Notice> };
  }
}
