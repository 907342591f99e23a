// A job that goes on: loads the page again until the job is over, and puts what has changed in place. The document stays, so nothing
// jumps, and a screen reader is not interrupted. Copies texts, too, like every page.

import "./live/copy.ts";
import { pause, pollAfter, retryAfter } from "./live/pause.ts";

async function watch(): Promise<void> {
  for (let loads = 0, failures = 0; document.querySelector('[data-job="on"]'); loads++) {
    await pause(failures > 0 ? retryAfter(failures - 1) : pollAfter(loads));
    const now = await load();
    failures = now === undefined ? failures + 1 : 0;
    const shown = document.querySelector("#job");
    if (!now || !shown) continue;
    // A person may be at one of its buttons. Only what is read is replaced while the job goes on.
    if (now.getAttribute("data-job") === "over") shown.replaceWith(now);
    else for (const part of ["label", "progress"]) replace(part, shown, now);
  }
}

function replace(part: string, shown: Element, now: Element): void {
  const [before, after] = [shown.querySelector(part), now.querySelector(part)];
  if (before && after) before.replaceWith(after);
}

/** Undefined when there was no answer, or another page, such as the sign-in. */
async function load(): Promise<Element | undefined> {
  try {
    const response = await fetch(location.href);
    // The session is over, and this is the sign-in.
    if (response.redirected) location.reload();
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.querySelector("#job") ?? undefined;
  } catch {
    return undefined;
  }
}

void watch();
