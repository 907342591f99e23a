// Remembers this tab's login until its page is loaded again, as after a phone discarded the tab
// while the person was in the app. No PIN is kept, and the rest proves nothing without the cookie.

const NAME = "login";
/** Where the page's login leads. One that leads elsewhere belongs to another application. */
const placeOf = (view: HTMLElement): string => view.dataset.place ?? "";

/** `fields`: those of the form that asks for the login's result. */
export function keep(view: HTMLElement, fields: URLSearchParams): void {
  withStorage((storage) => storage.setItem(NAME, JSON.stringify([placeOf(view), `${fields}`])));
}

export function forget(): void {
  withStorage((storage) => storage.removeItem(NAME));
}

/** Returns the fields of the remembered login if it leads to the same place as the page. */
export function kept(view: HTMLElement): URLSearchParams | undefined {
  const [place, fields] = read(String(withStorage((storage) => storage.getItem(NAME)) ?? "[]"));
  return place === placeOf(view) ? new URLSearchParams(fields) : undefined;
}

/** An earlier version did not write JSON. */
function read(text: string): readonly (string | undefined)[] {
  try {
    return JSON.parse(text);
  } catch {
    return [];
  }
}

/** A browser without storage throws here. A reloaded page then starts from the beginning. */
function withStorage(work: (storage: Storage) => unknown): unknown {
  try {
    return work(sessionStorage);
  } catch {
    return undefined;
  }
}
