// A browser does not say when no app takes a link. If the person has not left the page for a moment after a press of the button, the
// notice about it stands out and is read out. Its words are in the page. In an `.in-app` it is not to be seen before.

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
