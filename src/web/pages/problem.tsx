// The page that a person sees when the platform fails, or when a form is too large or comes from another site. Such refusals come
// from many places, from handlers to src/app.ts's onError, as JSON or without a body. So this page replaces them on the way
// out. Pages that name the problem themselves go out as they are.

import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { Button, Card } from "../ui/components.tsx";
import { sendPage } from "../ui/page/page.tsx";
import type { Words } from "../words/words.ts";
import { prefersPage } from "./prefers-page.ts";

const PROBLEMS: Readonly<Record<number, keyof Words["problem"]>> = {
  403: "foreign",
  405: "method",
  413: "tooLarge",
};

/** Puts the page in the place of an answer that reports a problem. The status and all headers stay as they were. */
export async function showProblem(c: Context, service: string): Promise<void> {
  const { status, headers } = c.res;
  const problem = status >= 500 ? "failed" : PROBLEMS[status];
  if (!problem || headers.get("Content-Type")?.startsWith("text/html") || !prefersPage(c)) return;
  c.header("Vary", "Accept", { append: true });
  c.res = await sendPage(c, { service, secret: true, status: status as ContentfulStatusCode }, (words) => ({
    title: words.problem[problem].title,
    main: <ProblemCard {...words.problem[problem]} home={words.notFound.home} />,
  }));
}

export const ProblemCard = ({ title, text, home }: Words["notFound"]) => (
  <div class="narrow">
    <Card title={title} level={1}>
      <p class="lead">{text}</p>
      <p class="actions">
        <Button href="/">{home}</Button>
      </p>
    </Card>
  </div>
);
