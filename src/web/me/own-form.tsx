// A form of /me belongs to the person for whom its page was made. Somebody else may have signed in in the same browser since, in another
// tab, and the form would change the account of that person. So each form brings along whose page it is on, and ./own-pages.ts compares.

import { raw } from "hono/html";
import type { PropsWithChildren } from "hono/jsx";
import { WHOSE } from "../form.ts";
import type { Page } from "../ui/page/page.tsx";

/** Of the page that is becoming text. A context of hono/jsx would bring the browser's half of it along, 17 kB. */
let current = "";

/** `mark`: of the person, src/core/user.ts. The page becomes text here and at once, so that no other request comes in between. */
export function pageOf(mark: string, page: Page): Page {
  current = mark;
  try {
    const text: unknown = page.main?.toString();
    if (typeof text !== "string")
      throw new Error("a part of this page is asynchronous, and would get the mark of another");
    return { ...page, main: raw(text) };
  } finally {
    current = "";
  }
}

export const Whose = () => <input type="hidden" name={WHOSE} value={current} />;

interface OwnFormProps {
  readonly action: string;
  /** In the cell of a table there is no room around the button. */
  readonly plain?: boolean;
  readonly [attribute: `data-${string}`]: unknown;
}

export const OwnForm = ({ action, plain = false, children, ...rest }: PropsWithChildren<OwnFormProps>) => (
  <form class={plain ? undefined : "form"} method="post" action={action} {...rest}>
    <Whose />
    {children}
  </form>
);
