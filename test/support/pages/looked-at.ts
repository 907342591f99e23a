// Which file of test/browser looks at a page, by the page's route. ./looked-at.test.ts asks for a
// line for a new route, and the last test of the named file (`itLooksAtItsPages`) fails until
// axe-core has examined that page there at the narrowest width. The console has a list of its own.

/** The name of a file below `test/browser`, by route. */
export type LookingFiles = Readonly<Record<string, string>>;

export const LOOKED_AT: LookingFiles = {
  "/": "pages/base-pages",
  "/docs": "pages/docs",
  "/login": "login/login",
  "/enrol/:link": "enrolment/looks",
  "/me": "me",
  "/me/phone/:serial": "me",
  "/me/not-me/:serial": "me",
  "/me/pin": "me",
  "/me/add": "me",
  "/me/recovery": "me",
  "/me/recover": "me",
  "/call": "callers/call",
  "/me/asked": "ciba",
  "/confirm/:ticket": "ciba",
  "/device": "ciba",
};

/**
 * GET routes of pages that have no page of their own: they lead on, or draw a page that stands
 * above.
 */
export const NO_PAGES: readonly string[] = [
  "/login/",
  "/login/back",
  "/login/begin",
  "/login/result",
  "/login/cancel",
  "/login/pin",
  "/login/language",
  "/oidc/authorize",
  "/oidc/logout",
  "/authz/sign-in",
  "/me/phone/:serial/remove",
  "/me/phone/:serial/code",
  "/me/not-me/:serial/sign-out",
  "/me/sessions",
  "/me/not-caller",
  "/me/confirm",
  "/me/confirmed",
  ...["/confirm/:ticket/decline", "/confirm/:ticket/confirmed", "/device/decided"],
  ...["ways", "refuse", "phone", "confirmed", "pin", "code", "browser"].map((step) => `/call/${step}`),
];

export const isOfRoute = (route: string, path: string): boolean =>
  new RegExp(`^${route.replace(/:\w+/g, "[^/]+")}$`).test(path);
