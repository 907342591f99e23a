// Whether a window knows the page that has opened it. An application may open its sign-in in a window of its own, whose last page, at the
// application, tells the first one. `Cross-Origin-Opener-Policy: same-origin`, which Hono sets by default, cuts the two apart for good
// at the first answer that has it, a redirect too. So all answers of such a sign-in go without. Every other page keeps it: whoever
// opens one holds nothing by which to watch it or to lead it elsewhere.

import type { Context } from "hono";

const KEY = "keepsOpener";

export const keepOpener = (c: Context): void => c.set(KEY, true);

export function leaveOpener(c: Context): void {
  if (c.get(KEY) === true) c.res.headers.set("Cross-Origin-Opener-Policy", "unsafe-none");
}
