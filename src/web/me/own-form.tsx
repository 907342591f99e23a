// Someone else may have signed in, in another tab, since a page of /me was made, and its form would
// change their account. So each form says whose page it is on, and ./own-pages.ts compares.

import { raw } from "hono/html";
import type { PropsWithChildren } from "hono/jsx";
import { WHOSE } from "../form.ts";
import type { Page } from "../ui/page/page.tsx";

/** The mark of the page in the making. A context of hono/jsx would bring 17 kB for browsers. */
let current = "";

/** `mark`: src/core/user.ts. The page becomes text at once: no other request comes in between. */
export function markedPage(mark: string, page: Page): Page {
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

export const OwnerMark = () => <input type="hidden" name={WHOSE} value={current} />;

interface OwnFormProps {
  readonly action: string;
  /** For the cell of a table, where there is no room around the button. */
  readonly plain?: boolean;
  readonly [attribute: `data-${string}`]: unknown;
}

export const OwnForm = ({ action, plain = false, children, ...rest }: PropsWithChildren<OwnFormProps>) => (
  <form class={plain ? undefined : "form"} method="post" action={action} {...rest}>
    <OwnerMark />
    {children}
  </form>
);
