// The choice of a language leads back to what its page showed when loaded. A script that shows
// another state adopts that state's choice, or its absence, so that no choice loses what goes on.

const FORM = ".languages";

export const languagesOf = (page: Document): Element | null => page.querySelector(FORM);

export function replaceLanguages(now: Element | null): void {
  const before = languagesOf(document);
  if (before && now) before.replaceWith(now);
  else if (now) document.querySelector("footer p")?.after(now);
  else before?.remove();
}
