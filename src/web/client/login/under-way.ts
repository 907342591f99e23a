// Remembers the login of this tab for the next time that the page is loaded: by the person, or by a phone that discarded the
// tab while the person was in the app. It never keeps the PIN, and what it keeps proves nothing without the cookie.

const NAME = "login";
/** Where a login leads, as the page says it. A login that leads elsewhere belongs to another application. */
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

/** A version before this one wrote no JSON. */
function read(text: string): readonly (string | undefined)[] {
  try {
    return JSON.parse(text);
  } catch {
    return [];
  }
}

/** A browser without storage throws here. Then a page that is loaded again starts from the beginning. */
function withStorage(work: (storage: Storage) => unknown): unknown {
  try {
    return work(sessionStorage);
  } catch {
    return undefined;
  }
}
