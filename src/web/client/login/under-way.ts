// Remembers the login of this tab for the next time that the page is loaded: by the person, or by a phone that discarded the
// tab while the person was in the app. It never keeps the PIN, and what it keeps proves nothing without the cookie.

const NAME = "login";
/** The fields that say where a login leads. A login that leads elsewhere belongs to another application. */
const PLACE = ["return_to", "state"] as const;

/** `fields`: those of the form that asks for the login's result. */
export function keep(fields: URLSearchParams): void {
  withStorage((storage) => storage.setItem(NAME, `${fields}`));
}

export function forget(): void {
  withStorage((storage) => storage.removeItem(NAME));
}

/** Returns the fields of the remembered login if it leads to the same place as the form on the page. */
export function kept(start: URLSearchParams): URLSearchParams | undefined {
  const fields = new URLSearchParams(String(withStorage((storage) => storage.getItem(NAME)) ?? ""));
  const isHere = fields.has("transaction_id") && PLACE.every((name) => fields.get(name) === start.get(name));
  return isHere ? fields : undefined;
}

/** A browser without storage throws here. Then a page that is loaded again starts from the beginning. */
function withStorage(work: (storage: Storage) => unknown): unknown {
  try {
    return work(sessionStorage);
  } catch {
    return undefined;
  }
}
