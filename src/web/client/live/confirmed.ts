// Shows that the phone has confirmed, long enough to be seen, before the page goes on.

const SEEN_MS = 1000;

/** Resolves when it has been seen; at once if the page has nothing to show. */
export function showConfirmed(): Promise<void> {
  const mark = document.querySelector<HTMLElement>("[data-confirmed]");
  if (!mark) return Promise.resolve();
  mark.hidden = false;
  return new Promise((resolve) => setTimeout(resolve, SEEN_MS));
}
