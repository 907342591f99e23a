// The login that this tab has under way, for when the page is loaded again: by the person, or by a phone that had thrown the
// tab away while its owner was in the app. The PIN is never kept; and what is kept proves nothing without the cookie.

const NAME = "login";
/** Where a login leads. One that leads elsewhere is another application's. */
const PLACE = ["return_to", "state"] as const;

/** `fields`: of the form that asks for the login's result. */
export function keep(fields: URLSearchParams): void {
  withStorage((storage) => storage.setItem(NAME, `${fields}`));
}

export function forget(): void {
  withStorage((storage) => storage.removeItem(NAME));
}

/** The fields of the login to go on with, when it leads where the form on the page leads. */
export function kept(start: URLSearchParams): URLSearchParams | undefined {
  const fields = new URLSearchParams(String(withStorage((storage) => storage.getItem(NAME)) ?? ""));
  const isHere = fields.has("transaction_id") && PLACE.every((name) => fields.get(name) === start.get(name));
  return isHere ? fields : undefined;
}

/** A browser that keeps nothing refuses it with an exception. Then a page that is loaded again begins anew. */
function withStorage(work: (storage: Storage) => unknown): unknown {
  try {
    return work(sessionStorage);
  } catch {
    return undefined;
  }
}
