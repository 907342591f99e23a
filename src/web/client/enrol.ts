// Makes /enrol/<link> and the QR codes of /me live: sends forms in the background and puts the
// answer in place of the content. While a QR code is shown, loads each new state of the phone.

import { change, watchedBy } from "./live/change.ts";
import { pause, retryAfter } from "./live/pause.ts";
import { isTyping } from "./live/typing.ts";
import { languagesOf, replaceLanguages, setBusy, showConfirmed } from "./live/view.ts";

// Each apart: one that a browser cannot run must not keep this page from waiting.
void import("./live/keep.ts");
void import("./live/not-opened.ts");
void import("./live/reveal.ts");
void import("./live/times.ts");

const main = document.querySelector("main") as HTMLElement;

/** Resolves once a confirmation has been seen. */
type Seen = Promise<void>;

/** Each view raises it, so that an older wait knows that it is over. */
let viewNow = 0;

const hide = (selector: string, hidden: boolean) => document.querySelector(selector)?.toggleAttribute("hidden", hidden);
/** Says that there is no network. The page tries again by itself. */
const offline = (is: boolean) => hide("[data-offline]", !is);
/** Says that a form was not sent. Some steps count, so only the person may send it again. */
const unsent = (is: boolean) => hide("[data-unsent]", !is);

async function show(response: Response): Promise<void> {
  // A form may lead to another page, and a reload must then load that one.
  if (response.redirected) history.replaceState(null, "", response.url);
  const next = new DOMParser().parseFromString(await response.text(), "text/html");
  const content = next.querySelector("main");
  if (!content) throw new Error("no page");
  document.title = next.title;
  main.replaceChildren(...content.childNodes);
  replaceLanguages(languagesOf(next));
  // A screen reader then reads from the top, and the next Tab leads into the new content.
  const heading = main.querySelector<HTMLElement>("h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus();
  void watch();
}

/** Returns false if there was no page to show. */
async function load(address: string, init: RequestInit = {}, seen?: Seen): Promise<boolean> {
  try {
    const response = await fetch(address, { ...init, headers: { Accept: "text/html" } });
    await seen;
    await show(response);
    return true;
  } catch {
    return false;
  }
}

async function send(form: HTMLFormElement, seen?: Seen): Promise<boolean> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) body.append(name, String(value));
  const focused = document.activeElement;
  setBusy(form.querySelectorAll("button"), true);
  const sent = await load(form.action, { method: "POST", body }, seen);
  setBusy(form.querySelectorAll("button"), false);
  // A disabled button loses the focus, so it gets it back.
  if (!sent && focused instanceof HTMLElement) focused.focus();
  return sent;
}

main.addEventListener("submit", (event) => {
  event.preventDefault();
  unsent(false);
  void send(event.target as HTMLFormElement).then((sent) => unsent(!sent));
});

async function watch(): Promise<void> {
  const view = ++viewNow;
  const wanted = () => view === viewNow;
  const element = main.querySelector<HTMLElement>("[data-enrollment], [data-transaction]");
  const target = element && watchedBy(element);
  const state = target && (await change(target, wanted, offline));
  if (!state) return;
  const isConfirmed = state === "answered" || /^(unproven|enrolled)/.test(state);
  const seen = isConfirmed ? showConfirmed() : undefined;
  while (!isConfirmed && wanted() && isTyping()) await pause(1000);
  const form = main.querySelector<HTMLFormElement>("form[data-when-changed]");
  for (let failures = 0; wanted(); failures++) {
    if (await (form ? send(form, seen) : load(location.href, {}, seen))) return;
    offline(true);
    await pause(retryAfter(failures));
  }
}

void watch();
