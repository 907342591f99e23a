// The page of /me that a person wanted when the sign-in had to come first. A link can name any
// address, so only a page that is known here is led to: none of another host, and none that acts.

/** The routes of these pages. Each takes its path from here (../me/own-pages.ts). */
const PAGES = [
  "/device",
  "/device/decided",
  "/me",
  "/me/phone/:serial",
  "/me/pin",
  "/me/add",
  "/me/recovery",
  "/me/asked",
  "/me/not-me/:serial",
] as const;
export type OwnPagePath = (typeof PAGES)[number];

const ADDRESS = new RegExp(
  `^(?:${PAGES.join("|").replaceAll(":serial", "[\\w%-]+")})(?:\\?(?:sign-in=\\d{1,15}|user_code=[\\w-]{1,20}))?$`,
);

/** The parameter that names it, in the address of /login and in each form there. */
const NAME = "to";

export const wantedPageIn = (text: string | undefined): string | undefined =>
  text !== undefined && ADDRESS.test(text) ? text : undefined;

/** The sign-in that leads on to this page. */
export function signInFor({ pathname, search }: URL): string {
  const page = wantedPageIn(pathname + search) ?? wantedPageIn(pathname);
  return loginAddress(page);
}

export const wantedFields = (page: string | undefined): Readonly<Record<string, string>> =>
  page === undefined ? {} : { [NAME]: page };

export function loginAddress(wanted: string | undefined, fields: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({ ...fields, ...wantedFields(wanted) });
  return query.size > 0 ? `/login?${query}` : "/login";
}
