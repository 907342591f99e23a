// The pages for an unknown address, a failing platform, and a form that is too large or comes from
// another site, for clients that ask for a page (Accept). Refusals arise in many places, as JSON or
// without a body, so such a page replaces them on the way out. Pages that name the problem
// themselves stay.

import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { ButtonLine } from "../ui/components.tsx";
import { type Page, sendPage } from "../ui/page/page.tsx";
import { screen } from "../ui/page/screen.tsx";
import type { Words } from "../words/words.ts";
import { prefersPage } from "./prefers-page.ts";

const PROBLEMS: Readonly<Record<number, keyof Words["problem"]>> = {
  403: "foreign",
  405: "method",
  413: "tooLarge",
};

/** Replaces the body of an answer that reports a problem. The status and other headers stay. */
export async function showProblem(c: Context, service: string): Promise<void> {
  const { status, headers } = c.res;
  const problem = status >= 500 ? "failed" : PROBLEMS[status];
  if (!problem || headers.get("Content-Type")?.startsWith("text/html") || !prefersPage(c)) return;
  c.header("Vary", "Accept", { append: true });
  c.res = await sendPage(c, { service, secret: true, status: status as ContentfulStatusCode }, (words) =>
    problemPage({ ...words.problem[problem], home: words.notFound.home }),
  );
}

const problemPage = ({ title, text, home }: Words["notFound"]): Page =>
  screen(
    title,
    <>
      <p class="lead">{text}</p>
      <ButtonLine href="/">{home}</ButtonLine>
    </>,
  );

/** Others than by GET or HEAD get the JSON of src/app.ts, as applications and phones do. */
export const wantsPage = (c: Context): boolean => /^(GET|HEAD)$/.test(c.req.method) && prefersPage(c);

export function sendNotFound(c: Context, service: string): Response | Promise<Response> {
  c.header("Vary", "Accept", { append: true });
  return sendPage(c, { service, status: 404 }, ({ notFound }) => problemPage(notFound));
}
