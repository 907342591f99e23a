// An enrolment in the console: tells how far the phone is, and goes on to the token's page when it has enrolled.

const INTERVAL_MS = 1500;

const box = document.querySelector<HTMLElement>("[data-enrolment]");
const shown = box?.querySelector("[data-state]");

async function watch(): Promise<void> {
  const response = await fetch(box?.dataset.enrolment ?? "").catch(() => undefined);
  const state = response?.ok ? ((await response.json()) as { state: string }).state : "started";
  const word = box?.querySelector(`[data-word="${state}"]`)?.textContent;
  // Only a change is read out.
  if (shown && word && shown.textContent !== word) shown.textContent = word;
  if (state === "enrolled") location.assign(box?.dataset.then ?? "/console");
  else if (state !== "expired" && !response?.redirected) setTimeout(watch, INTERVAL_MS);
}
if (box) setTimeout(watch, INTERVAL_MS);

export {}; // a module: names are its own
