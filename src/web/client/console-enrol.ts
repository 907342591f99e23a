// An enrolment in the console: tells how far the phone is, and goes on to the token's page when it has enrolled.

import { change } from "./live/change.ts";
import { watchedBy } from "./live/watched.ts";

async function watch(box: HTMLElement): Promise<void> {
  const watched = watchedBy(box);
  const now = watched && (await change(watched));
  if (!now) return;
  const [state = "", uses] = now.split("-");
  const word = box.querySelector(`[data-word="${state}"]`)?.textContent;
  const shown = box.querySelector("[data-state]");
  if (shown && word) shown.textContent = word;
  if (Number(uses) > 1) document.querySelector("[data-twice]")?.removeAttribute("hidden");
  if (state === "enrolled") location.assign(box.dataset.then ?? "/console");
  if (state !== "started" && state !== "fetched") return;
  box.dataset.known = now;
  await watch(box);
}

const box = document.querySelector<HTMLElement>("[data-enrollment]");
if (box) void watch(box);
