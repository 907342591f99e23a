// An application may open its sign-in in a popup, whose last page, at the application, reports to
// its opener. `Cross-Origin-Opener-Policy: same-origin`, Hono's default, parts the two for good at
// the first answer that has it, even a redirect. So the answers of such a sign-in go without it.
// All other pages keep it: whoever opens one of them can neither watch it nor lead it elsewhere.

import type { Context } from "hono";

const KEY = "keepsOpener";

export const keepOpener = (c: Context): void => c.set(KEY, true);

export function leaveOpener(c: Context): void {
  if (c.get(KEY) === true) c.res.headers.set("Cross-Origin-Opener-Policy", "unsafe-none");
}
