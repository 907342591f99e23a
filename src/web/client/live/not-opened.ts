// Browsers do not say when no app takes a link. If a moment after the press the page has not been
// left, the notice about it stands out and is read out. An `.in-app` hides the notice until then.

const PATIENCE_MS = 2000;
const LEAVING = ["visibilitychange", "pagehide", "blur"];

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element && event.target.closest("[data-opens-app]"))) return;
  const over = new AbortController();
  const timer = setTimeout(() => {
    over.abort();
    tell(document.querySelector("[data-not-opened]"));
  }, PATIENCE_MS);
  for (const name of LEAVING) {
    addEventListener(
      name,
      () => {
        clearTimeout(timer);
        over.abort();
      },
      { signal: over.signal },
    );
  }
});

function tell(notice: Element | null): void {
  notice?.classList.replace("info", "warning");
  // A screen reader reads a status out when its content is inserted again.
  notice?.replaceChildren(...notice.childNodes);
}
