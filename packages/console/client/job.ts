// Follows a running job: loads its page again until the job is over, and replaces what has changed.
// The document itself stays, so nothing jumps and no screen reader is interrupted.

import { beginKeep, beginTimes, pause, pollAfter, retryAfter } from "../../../src/web/client/live/for-console.ts";

// Each apart: one that a browser cannot run must not keep this page from waiting.
void beginKeep();
void import("./live/find.ts");
void beginTimes();

async function watch(): Promise<void> {
  for (let loads = 0, failures = 0; document.querySelector('[data-job="on"]'); loads++) {
    await pause(failures > 0 ? retryAfter(failures - 1) : pollAfter(loads));
    const now = await load();
    failures = now === undefined ? failures + 1 : 0;
    const shown = document.querySelector("#job");
    if (!now || !shown) continue;
    // The person may be on one of its buttons, so while the job runs only texts are replaced.
    if (now.getAttribute("data-job") === "over") shown.replaceWith(now);
    else for (const part of ["label", "progress"]) replace(part, shown, now);
  }
}

function replace(part: string, shown: Element, now: Element): void {
  const [before, after] = [shown.querySelector(part), now.querySelector(part)];
  if (before && after) before.replaceWith(after);
}

/** Returns undefined if there was no answer, or another page came. */
async function load(): Promise<Element | undefined> {
  try {
    const response = await fetch(location.href);
    // The session has ended, and this is the sign-in.
    if (response.redirected) location.reload();
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.querySelector("#job") ?? undefined;
  } catch {
    return undefined;
  }
}

void watch();
