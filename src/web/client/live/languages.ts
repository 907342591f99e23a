// The choice of a language at the foot of a page leads back to what the page showed when it was loaded. A script that shows another
// state takes over the choice of that state, or its absence, so that no choice loses what is under way.

const FORM = ".languages";

export const languagesOf = (page: Document): Element | null => page.querySelector(FORM);

export function replaceLanguages(now: Element | null): void {
  const before = languagesOf(document);
  if (before && now) before.replaceWith(now);
  else if (now) document.querySelector("footer p")?.after(now);
  else before?.remove();
}
