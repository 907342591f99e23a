// Follows an enrolment in the console: shows how far the phone is, covers an expired code, and
// opens the next page once the phone has sent its key, and again once it has answered.

import { beginTimes, change, cover, showConfirmed, watchedBy } from "../../../src/web/client/live/for-console.ts";

// Each apart: one that a browser cannot run must not keep this page from waiting.
void import("./live/find.ts");
void beginTimes();

async function watch(box: HTMLElement): Promise<void> {
  const target = watchedBy(box);
  const now = target && (await change(target));
  if (!now) return;
  const [state = "", uses] = now.split("-");
  const hasKey = state === "unproven" || state === "enrolled";
  // If the token has been deleted or has a newer code, this code is as dead as an expired one.
  const isDead = state === "expired" || state === "unknown";
  const word = box.querySelector(`[data-word="${isDead ? "expired" : state}"]`)?.textContent;
  const shown = box.querySelector("[data-state]");
  if (shown && word) shown.textContent = word;
  if (Number(uses) > 1) document.querySelector("[data-twice]")?.removeAttribute("hidden");
  if (isDead) {
    cover();
    document.querySelector("[data-once]")?.setAttribute("hidden", "");
  }
  // The page after the code says what became of the key, good or bad.
  if (hasKey || !document.querySelector(".qr")) {
    if (hasKey) await showConfirmed();
    document.querySelector<HTMLFormElement>("form[data-when-enrolled]")?.requestSubmit();
  }
  if (state !== "started" && state !== "fetched") return;
  box.dataset.known = now;
  await watch(box);
}

const box = document.querySelector<HTMLElement>("[data-enrollment]");
if (box) void watch(box);
