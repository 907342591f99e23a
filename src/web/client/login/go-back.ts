// Leads the browser back to the application, by the link or the form that the page has for it.

export function goBack(view: HTMLElement): void {
  const way = view.querySelector<HTMLElement>("[data-return]");
  if (way instanceof HTMLAnchorElement) location.replace(way.href);
  if (way instanceof HTMLFormElement) way.submit();
}
