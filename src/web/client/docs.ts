// The script of /docs: shows only the calls in which every word of the filter occurs, and opens the
// call that the address names.

void import("./live/keep.ts");

const filter = document.querySelector<HTMLInputElement>("#filter");
const status = document.querySelector<HTMLElement>("[data-count]");
const calls = [...document.querySelectorAll<HTMLDetailsElement>("details[data-words]")].map((call) => ({
  call,
  text: `${call.querySelector("summary")?.textContent} ${call.dataset.words}`.toLowerCase(),
}));
const parts = document.querySelectorAll<HTMLElement>(".docs > section[id]");

function show(): void {
  const words = (filter?.value ?? "").toLowerCase().split(/\s+/);
  let found = 0;
  for (const { call, text } of calls) {
    call.hidden = !words.every((word) => text.includes(word));
    if (!call.hidden) found++;
  }
  for (const part of parts) part.hidden = !part.querySelector("details:not([hidden])");
  if (!status) return;
  const { count = "", none = "" } = status.dataset;
  status.textContent = found === calls.length ? "" : found === 0 ? none : `${found} ${count}`;
}

function openNamed(): void {
  const named = document.getElementById(location.hash.slice(1));
  if (!(named instanceof HTMLDetailsElement)) return;
  named.open = true;
  named.scrollIntoView();
}

filter?.addEventListener("input", show);
addEventListener("hashchange", openNamed);
// A browser that goes back fills in what was typed.
show();
openNamed();
