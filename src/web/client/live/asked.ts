// Keeps the open questions of /me up to date: looks every few seconds while somebody may read the
// page, and puts what has changed in place.

const EVERY_MS = 4000;
/** A quarter of an hour, so that a forgotten tab neither asks for ever nor keeps its session. */
const MAX_LOOKS = 200;

async function look(shown: HTMLElement): Promise<void> {
  const response = await fetch(shown.dataset.live ?? "", { headers: { Accept: "text/html" } });
  if (!response.ok || response.redirected) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const now = page.querySelector<HTMLElement>("[data-live]");
  // Tickets are sealed anew each time, and a question may come again in the same words.
  if (now && now.dataset.made !== shown.dataset.made) {
    shown.dataset.made = now.dataset.made;
    shown.replaceChildren(...now.childNodes);
  }
}

const shown = document.querySelector<HTMLElement>("[data-live]");
let looks = 0;
const timer = setInterval(() => {
  if (!shown || ++looks > MAX_LOOKS) return clearInterval(timer);
  if (document.visibilityState === "visible") void look(shown).catch(() => undefined);
}, EVERY_MS);
