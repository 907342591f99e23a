// What the scripts change in a page that they keep live.

/** Long enough to be seen. */
const CONFIRMED_MS = 1000;
const LANGUAGES = ".languages";

/** Disables buttons during a request, so that none is pressed twice, and marks them as busy. */
export function setBusy(buttons: Iterable<HTMLButtonElement>, is: boolean): void {
  for (const button of buttons) {
    button.disabled = is;
    if (is) button.setAttribute("aria-busy", "true");
    else button.removeAttribute("aria-busy");
  }
}

/** Shows that the phone has confirmed, until that has been seen; not where a page has no mark. */
export function showConfirmed(): Promise<void> {
  const mark = document.querySelector<HTMLElement>("[data-confirmed]");
  if (!mark) return Promise.resolve();
  mark.hidden = false;
  return new Promise((resolve) => setTimeout(resolve, CONFIRMED_MS));
}

/** Covers a dead code, so that people stop scanning it. */
export function cover(): void {
  const code = document.querySelector(".qr");
  const over = document.querySelector<HTMLElement>("[data-over]");
  if (!code || !over) return;
  code.querySelector("img")?.setAttribute("hidden", "");
  code.append(over);
  over.hidden = false;
}

export const languagesOf = (page: Document): Element | null => page.querySelector(LANGUAGES);

/**
 * The choice of a language leads back to what its page showed when loaded. A script that shows
 * another state adopts that state's choice, or its absence, so that no choice loses what goes on.
 */
export function replaceLanguages(now: Element | null): void {
  const before = languagesOf(document);
  if (before && now) before.replaceWith(now);
  else if (now) document.querySelector("footer p")?.after(now);
  else before?.remove();
}
