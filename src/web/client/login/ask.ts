// Sends a form of the login page and reads the page that comes back.

import { languagesOf } from "../live/view.ts";

export interface LoginFragment {
  readonly view: HTMLElement;
  readonly title: string;
  readonly status: number;
  /** The choice of a language, with the fields that this view needs; null if it has none. */
  readonly languages: Element | null;
}

/** A connection that is silent for this long counts as lost. */
const GIVE_UP_MS = 30_000;

/** Returns undefined if no page of ours came back: no network, or a proxy that answers instead. */
export async function ask(path: string, fields: URLSearchParams): Promise<LoginFragment | undefined> {
  try {
    const signal = AbortSignal.timeout(GIVE_UP_MS);
    const response = await fetch(path, { method: "POST", body: fields, signal });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const view = page.querySelector<HTMLElement>("[data-login]");
    if (!view) return undefined;
    return { view, title: page.title, status: response.status, languages: languagesOf(page) };
  } catch {
    return undefined;
  }
}
