// Makes /enrol/<link> live. Forms are sent in the background and what comes back takes the place of the page's content; while
// a QR code is shown, the page hears how far the phone is, and loads what there is to show then.

import { setBusy } from "./live/busy.ts";
import { change } from "./live/change.ts";
import { pause, retryAfter } from "./live/pause.ts";
import { watchedBy } from "./live/watched.ts";

const main = document.querySelector("main") as HTMLElement;

/** Raised by whatever is shown, so that an older wait knows that it is over. */
let shownNow = 0;

const hide = (selector: string, hidden: boolean) => document.querySelector(selector)?.toggleAttribute("hidden", hidden);
/** What goes on by itself does. */
const offline = (is: boolean) => hide("[data-offline]", !is);
/** What a person has sent does not: some steps count, so only the person sends them again. */
const unsent = (is: boolean) => hide("[data-unsent]", !is);

async function show(response: Response): Promise<void> {
  const next = new DOMParser().parseFromString(await response.text(), "text/html");
  const content = next.querySelector("main");
  if (!content) throw new Error("no page");
  document.title = next.title;
  main.replaceChildren(...content.childNodes);
  // Read out from the top, and the next Tab leads to what is new.
  const heading = main.querySelector<HTMLElement>("h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus();
  void watch();
}

/** False when there was no page to show. */
async function load(address: string, init: RequestInit = {}): Promise<boolean> {
  try {
    await show(await fetch(address, { ...init, headers: { Accept: "text/html" } }));
    return true;
  } catch {
    return false;
  }
}

async function send(form: HTMLFormElement): Promise<boolean> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) body.append(name, String(value));
  const focused = document.activeElement;
  setBusy(form.querySelectorAll("button"), true);
  const shown = await load(form.action, { method: "POST", body });
  setBusy(form.querySelectorAll("button"), false);
  // A button that is disabled loses it.
  if (!shown && focused instanceof HTMLElement) focused.focus();
  return shown;
}

document.addEventListener("submit", (event) => {
  event.preventDefault();
  unsent(false);
  void send(event.target as HTMLFormElement).then((sent) => unsent(!sent));
});

async function watch(): Promise<void> {
  const shown = ++shownNow;
  const wanted = () => shown === shownNow;
  const element = main.querySelector<HTMLElement>("[data-enrollment], [data-transaction]");
  const watched = element && watchedBy(element);
  if (!watched || (await change(watched, wanted, offline)) === undefined) return;
  const form = main.querySelector<HTMLFormElement>("form[data-when-changed]");
  for (let failures = 0; wanted(); failures++) {
    if (await (form ? send(form) : load(location.href))) return;
    offline(true);
    await pause(retryAfter(failures));
  }
}

void watch();
