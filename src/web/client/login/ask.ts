// Sends a form of the login page and reads the page that comes back.

export interface Shown {
  readonly view: HTMLElement;
  readonly title: string;
  readonly status: number;
}

/** A connection that says nothing for so long is none. */
const GIVE_UP_MS = 30_000;

/** Undefined when no page of ours came back: no network, or somebody in between who answers in the service's place. */
export async function ask(path: string, fields: URLSearchParams): Promise<Shown | undefined> {
  try {
    const signal = AbortSignal.timeout(GIVE_UP_MS);
    const response = await fetch(path, { method: "POST", body: fields, signal });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const view = page.querySelector<HTMLElement>("[data-login]");
    return view ? { view, title: page.title, status: response.status } : undefined;
  } catch {
    return undefined;
  }
}
