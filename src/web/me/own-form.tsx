// A form of /me belongs to the person for whom its page was made. Somebody else may have signed in in the same browser since, in another
// tab, and the form would change the account of that person. So each form brings along whose page it is on, and ./own-pages.ts compares.

import { createContext, type PropsWithChildren, useContext } from "hono/jsx";
import type { Page } from "../ui/page.tsx";

/** The name of the field. */
export const WHOSE = "whose";

const Mark = createContext("");

/** `mark`: of the person, src/core/user.ts. */
export const pageOf = (mark: string, { main, ...page }: Page): Page => ({
  ...page,
  main: <Mark.Provider value={mark}>{main}</Mark.Provider>,
});

export const Whose = () => <input type="hidden" name={WHOSE} value={useContext(Mark)} />;

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
