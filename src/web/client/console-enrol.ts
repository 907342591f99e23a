// An enrolment in the console: tells how far the phone is, and goes on to the page that says so when it has enrolled.
// A code that has expired is covered.

import { change } from "./live/change.ts";
import { watchedBy } from "./live/watched.ts";

async function watch(box: HTMLElement): Promise<void> {
  const watched = watchedBy(box);
  const now = watched && (await change(watched));
  if (!now) return;
  const [state = "", uses] = now.split("-");
  // Of a token that was begun anew or taken away meanwhile, the code is as dead as one that has expired.
  const isDead = state === "expired" || state === "unknown";
  const word = box.querySelector(`[data-word="${isDead ? "expired" : state}"]`)?.textContent;
  const shown = box.querySelector("[data-state]");
  if (shown && word) shown.textContent = word;
  if (Number(uses) > 1) document.querySelector("[data-twice]")?.removeAttribute("hidden");
  if (isDead) cover();
  if (state === "enrolled") document.querySelector<HTMLFormElement>("form[data-when-enrolled]")?.requestSubmit();
  if (state !== "started" && state !== "fetched") return;
  box.dataset.known = now;
  await watch(box);
}

/** Nobody shall go on scanning a code that is dead. */
function cover(): void {
  const [code, over] = [document.querySelector(".qr"), document.querySelector<HTMLElement>("[data-over]")];
  if (!code || !over) return;
  code.querySelector("img")?.setAttribute("hidden", "");
  code.append(over);
  over.hidden = false;
  document.querySelector("[data-once]")?.setAttribute("hidden", "");
}

const box = document.querySelector<HTMLElement>("[data-enrollment]");
if (box) void watch(box);
